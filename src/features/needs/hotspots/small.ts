// Hot spots of small areas as all who read findings may have them: how many there are in each borough, none named, none counted.
import { sentence, whole } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { kindWords } from '../signals/ground.ts'
import type { Row, SeenCluster, SeenSpots } from './seen.ts'
import type { Found } from './work.ts'

export const isSmall = ({ look }: Pick<Found, 'look'>): boolean => look.ground.kind === 'lsoa'

/** The marks without the counts and figures behind them. */
export function unnamed({ rows, answer, residents, neighbours }: Found): SeenSpots {
  const without = rows.map(({ area }, i) => ({
    area,
    count: { count: null, words: undefined },
    rate: undefined,
    residents: residents.of.get(area.id) ?? 0,
    mark: answer.marks[i] ?? 'chance',
    z: null,
    p: null,
    q: null,
    neighbours: neighbours[i]?.length ?? 0,
    cluster: null,
  }))
  const clusters = (answer.sudden?.clusters ?? []).map(({ places, p, told }, n): SeenCluster => {
    const inside = places.flatMap(at => without[at] ?? [])
    return { number: n + 1, rows: inside, cases: null, expected: null, p, told }
  })
  return { rows: without, clusters, hidden: 0, exact: false }
}

/** A row a borough, by name: how many of its small areas have which mark. */
export function boroughTable({ rows }: SeenSpots, caption: string): NonNullable<Reading['table']> {
  const boroughOf = ({ area }: Row) => area.boroughName ?? 'No borough'
  const names = [...new Set(rows.map(boroughOf))].sort((a, b) => a.localeCompare(b, 'en-GB'))
  return {
    caption,
    head: ['Borough', sentence(kindWords.lsoa[1]), 'High rates gather around', 'Low rates gather around'],
    rows: names.map(name => {
      const its = rows.filter(row => boroughOf(row) === name)
      const many = (mark: Row['mark']) => whole(its.filter(row => row.mark === mark).length)
      return [name, whole(its.length), many('hot'), many('cold')]
    }),
  }
}

/** Stands among what is kept, so that no count of a small area is written into a finding: only numbers that stand there may be told. */
export const countsKept = (period: string): Figure => ({
  label: 'Counts of the small areas',
  value: 'not shown',
  count: '',
  denominator: '',
  period,
  interval: '',
})

export const smallNote =
  'A finding of this, and whatever is kept of it, names no small area and holds none of their counts: it says how many there are in each borough.'
