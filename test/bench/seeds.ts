import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { changes } from '../../src/features/needs/signals/change.ts'
import { defaults } from '../../src/features/needs/signals/settings.ts'
import { makeCity, Recipe, simulateWardCounts } from '../../src/lib/city/index.ts'

export interface Seeds {
  seeds: number
  wardsTested: number
  plantedFound: number
  planted: number
  falseMarks: number
  /** Mean over seeds of false marks among all marks (0 when none is marked): what the method promises to hold at 5 %. */
  falseDiscoveryRate: number
  seconds: number
}

/** The demonstration's planted truth over many seeds: are the risers and fallers found, and is the rest called chance at the promised rate? */
export function overSeeds(root: string, number: number): Seeds {
  const began = performance.now()
  const city = makeCity(Recipe.parse(JSON.parse(readFileSync(join(root, 'packs/demo/recipe.json'), 'utf8'))))
  const changed = new Map([
    ...city.truth.rising.map(w => [w.code, 'rising'] as const),
    ...city.truth.falling.map(w => [w.code, 'falling'] as const),
  ])
  let [found, falseMarks, rates, tested] = [0, 0, 0, 0]
  for (let seed = 1; seed <= number; seed++) {
    const { wards, counts } = simulateWardCounts(city, seed)
    const sum = (row: readonly number[], from: number, to: number) => row.slice(from, to).reduce((a, b) => a + b, 0)
    const answers = changes(
      counts.map((row, i) => ({ placeId: i, later: sum(row, -12, row.length), earlier: sum(row, -24, -12) })),
      defaults,
    )
    const marked = answers.filter(a => a.word === 'rising' || a.word === 'falling')
    const right = marked.filter(a => changed.get(wards[a.placeId] ?? '') === a.word)
    found += right.length
    falseMarks += marked.length - right.length
    rates += marked.length === 0 ? 0 : (marked.length - right.length) / marked.length
    tested += answers.length
  }
  return {
    seeds: number,
    wardsTested: tested,
    plantedFound: found,
    planted: changed.size * number,
    falseMarks,
    falseDiscoveryRate: rates / number,
    seconds: (performance.now() - began) / 1000,
  }
}
