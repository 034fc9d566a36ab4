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
}

/**
 * Level of every place in one measure (docs/methods/level.md): by rank, within each year, of the count and of the rate to residents.
 * High and sustained: in the top share for both, in every one of the years. Ranking is within a year, so a change of recording that
 * moves every place alike does not forbid it. `residents` in the order of the places; null where unknown.
 */
export function levels(years: readonly Year[], residents: readonly (number | null)[], settings: Settings): LevelMark[] {
  const high = years.map(({ counts }) => {
    const rates = counts.map((count, i) => rate(count, residents[i]))
    const byCount = ranksTopShare([...counts], settings.top)
    const byRate = ranksTopShare(rates, settings.top)
    return counts.map((_, i) => both(byCount[i] ?? null, byRate[i] ?? null))
  })
  return residents.map((people, i) => {
    const marks = high.map(year => year[i] ?? null)
    return { word: people ? wordOf(marks) : 'no denominator', years: marks }
  })
}

const rate = (count: number | null, people: number | null | undefined) =>
  count === null || !people ? null : count / people
const both = (a: boolean | null, b: boolean | null) => (a === null || b === null ? null : a && b)

function wordOf(marks: readonly (boolean | null)[]): LevelWord {
  if (marks.some(mark => mark === false)) return 'not sustained'
  return marks.length > 0 && marks.every(mark => mark) ? 'high and sustained' : 'too short'
}
