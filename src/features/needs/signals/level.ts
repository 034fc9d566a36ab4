import { ranksTopShare } from '../../../lib/stats/index.ts'
import type { Settings } from './settings.ts'

export type LevelWord = 'high and sustained' | 'not sustained' | 'too short' | 'no denominator'

export interface Year {
  /** Events of each place in the year, in the order of the places; null where a month is unknown. */
  counts: readonly (number | null)[]
}

export interface LevelMark {
  word: LevelWord
  /** Oldest first: in the top share for both rate and count that year; null where the year is unknown. */
  years: (boolean | null)[]
  /** In every known year there were fewer events than the settings ask for: too few to rank. */
  few: boolean
}

/**
 * Level of every place in one measure (docs/methods/level.md): by rank, within each year, of the count and of the rate to residents.
 * High and sustained: in the top share for both and with at least `settings.least` events, in every one of the years: of places that nearly
 * all have none, one event makes the first rank. Ranking is within a year, so a change of recording that
 * moves every place alike does not forbid it. `residents` in the order of the places; null where unknown.
 */
export function levels(years: readonly Year[], residents: readonly (number | null)[], settings: Settings): LevelMark[] {
  const high = years.map(({ counts }) => {
    const rates = counts.map((count, i) => rate(count, residents[i]))
    const byCount = ranksTopShare([...counts], settings.top)
    const byRate = ranksTopShare(rates, settings.top)
    return counts.map((count, i) => both(byCount[i] ?? null, byRate[i] ?? null, (count ?? 0) >= settings.least))
  })
  return residents.map((people, i) => {
    const marks = high.map(year => year[i] ?? null)
    const counts = years.map(year => year.counts[i] ?? null)
    return people
      ? { word: wordOf(marks), years: marks, few: isFew(counts, settings.least) }
      : { word: 'no denominator', years: marks, few: false }
  })
}

const rate = (count: number | null, people: number | null | undefined) =>
  count === null || !people ? null : count / people
const both = (a: boolean | null, b: boolean | null, enough: boolean) =>
  a === null || b === null ? null : a && b && enough

function isFew(counts: readonly (number | null)[], least: number): boolean {
  const known = counts.filter(count => count !== null)
  return known.length > 0 && known.every(count => count < least)
}

function wordOf(marks: readonly (boolean | null)[]): LevelWord {
  if (marks.some(mark => mark === false)) return 'not sustained'
  return marks.length > 0 && marks.every(mark => mark) ? 'high and sustained' : 'too short'
}
