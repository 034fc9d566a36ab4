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

/** A run of hours that several days have in common. */
interface Alike extends Omit<Gap, 'weekday'> {
  days: number[]
  /** Nothing for any of the ages asked for. */
  whole: boolean
}

/** Gaps that are alike on several days together; nothing for anybody first, then as the week goes. */
function alikeGaps(gaps: readonly Gap[], ages: Ages): Alike[] {
  const alike = new Map<string, Alike>()
  for (const { weekday, ...gap } of gaps) {
    const key = `${gap.from}-${gap.to}-${gap.ages.join()}`
    const whole = gap.ages.length === ages.to - ages.from + 1
    const known = alike.get(key)
    if (known) known.days.push(weekday)
    else alike.set(key, { ...gap, whole, days: [weekday] })
  }
  return [...alike.values()].sort((a, b) => Number(b.whole) - Number(a.whole))
}

/** "Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17". */
export const gapPhrases = (gaps: readonly Gap[], ages: Ages): string[] =>
  alikeGaps(gaps, ages).map(
    gap => `${daysWords(gap.days)} ${spanWords(gap.from, gap.to)}, nothing for ${agesListed(gap.ages)}`,
  )

/** The same where the ages stand in the heading: "Tue to Thu 4pm to 7pm", and which ages where it is not all of them. */
export const gapShorts = (gaps: readonly Gap[], ages: Ages): string[] =>
  alikeGaps(gaps, ages).map(gap => {
    const days = daysWords(gap.days).replace(/([A-Z][a-z]{2})[a-z]*day/g, '$1')
    return `${days} ${spanWords(gap.from, gap.to)}${gap.whole ? '' : ` (${agesListed(gap.ages)})`}`
  })

/** The sentence of a place: at most `most` phrases, and how many more there are. */
export function gapSentence(name: string, phrases: readonly string[], most = 3): string {
  if (phrases.length === 0) return `${name}: something is on in every hour looked at.`
  const more = phrases.length - most
  const shown = phrases.slice(0, most).join('; ')
  return `${name}: ${shown}${more > 0 ? `; and ${more} more ${more === 1 ? 'gap' : 'gaps'}` : ''}.`
}
