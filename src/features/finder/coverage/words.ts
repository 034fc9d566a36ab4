// Gaps in plain words: "Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17". Pure.
import { hourWords } from '../../../lib/charts/index.ts'
import { list } from '../../../lib/words.ts'
import { type Ages, agesWords } from './ages.ts'
import type { Gap } from './grid.ts'

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Numbers in order as runs: 2, 3, 4, 6 is [2, 4] and [6, 6]. */
export function runsOf(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const n of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === n - 1) last[1] = n
    else runs.push([n, n])
  }
  return runs
}

const dayName = (day: number) => weekdays[day - 1] ?? ''

/** "Tuesday to Thursday", "Monday and Tuesday", "Monday and Friday". */
export const daysWords = (days: readonly number[]): string =>
  list(
    runsOf(days).flatMap(([from, to]) => {
      if (to - from > 1) return [`${dayName(from)} to ${dayName(to)}`]
      return from === to ? [dayName(from)] : [dayName(from), dayName(to)]
    }),
  )

export const spanWords = (from: number, to: number): string => `${hourWords(from)} to ${hourWords(to)}`

/** "14 to 17", "age 16", "14 and 17". */
export const agesListed = (ages: readonly number[]): string => {
  const runs = runsOf(ages)
  const [only] = runs
  if (runs.length === 1 && only) return agesWords({ from: only[0], to: only[1] })
  return `ages ${list(runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)))}`
}

/** Gaps that are alike on several days, each as one phrase; nothing for anybody first, then as the week goes. */
export function gapPhrases(gaps: readonly Gap[], ages: Ages): string[] {
  const alike = new Map<string, Gap[]>()
  for (const gap of gaps) {
    const key = `${gap.from}-${gap.to}-${gap.ages.join()}`
    alike.set(key, [...(alike.get(key) ?? []), gap])
  }
  const all = ages.to - ages.from + 1
  const isWhole = ([gap]: Gap[]) => (gap?.ages.length === all ? 0 : 1)
  return [...alike.values()].sort((a, b) => isWhole(a) - isWhole(b)).flatMap(phrase)
}

const phrase = (same: Gap[]): string[] => {
  const [gap] = same
  if (!gap) return []
  const days = daysWords(same.map(one => one.weekday))
  return [`${days} ${spanWords(gap.from, gap.to)}, nothing for ${agesListed(gap.ages)}`]
}

/** The sentence of a place: at most `most` phrases, and how many more there are. */
export function gapSentence(name: string, phrases: readonly string[], most = 3): string {
  if (phrases.length === 0) return `${name}: something is on in every hour looked at.`
  const more = phrases.length - most
  const shown = phrases.slice(0, most).join('; ')
  return `${name}: ${shown}${more > 0 ? `; and ${more} more ${more === 1 ? 'gap' : 'gaps'}` : ''}.`
}
