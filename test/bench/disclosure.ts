// How long the disclosure check of a release as large as London's takes: protection alone, as the job's thread does it.
import { protectItems } from '../../src/features/releases/protection/apply.ts'
import { byAge, overlapping, rolling, type World } from './disclosure-worlds.ts'
import { median } from './measure.ts'
import type { Figure } from './report.ts'

const times = 3

export function disclosure(): Figure[] {
  const { first, second } = rolling(1)
  const before = protectItems(first.items, [], first.geography).cells
  return [
    figure('680 wards × 3 ages with all ages, boroughs and city', '1 s', byAge(1)),
    figure('A year of 680 wards beside the year that began a quarter before', '2 s', second, before),
    figure('680 wards × 4 ages that overlap', '5 s', overlapping(1).first),
  ]
}

type Before = Parameters<typeof protectItems>[1]

function figure(what: string, budget: string, { items, geography }: World, before: Before = []): Figure {
  const runs = Array.from({ length: times }, () => {
    const began = performance.now()
    const found = protectItems(items, before, geography)
    return { seconds: (performance.now() - began) / 1_000, found }
  })
  const { cells, primary, secondary, exposed } = runs[0]?.found ?? { cells: [], primary: 0, secondary: 0, exposed: [] }
  const seconds = runs.map(run => run.seconds)
  return {
    what: `Disclosure check: ${what}`,
    value: `${median(seconds).toFixed(2)} s`,
    budget,
    how: `${cells.length} counts, ${primary} small, ${secondary} partners, ${exposed.length} refused; median of ${times}, ${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s, one thread; invented figures`,
  }
}
