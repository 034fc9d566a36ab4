import { monthWords } from '../../../lib/dates.ts'
import { decimal } from '../../../lib/words.ts'
import type { Span } from './ask.ts'

/** 0.525 as "52.5%". */
export const percent = (share: number, places = 1): string => `${decimal(100 * share, places)}%`

/** "52.5% to 61.0%" */
export const between = (lower: number, upper: number, say: (n: number) => string = percent): string =>
  `${say(lower)} to ${say(upper)}`

/** "7.6 points" */
export const points = (share: number): string => `${decimal(100 * Math.abs(share), 1)} points`

export const periodWords = ({ from, to }: Span): string =>
  from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`

/** "p under 0.001", "p = 0.04" */
export const chanceWords = (p: number): string =>
  p < 0.001 ? 'p under 0.001' : `p = ${p < 0.1 ? Number(p.toPrecision(2)) : decimal(p, 2)}`

/** A name as it stands within a sentence: "Violence with injury" as "violence with injury", "VAWG" as it is. */
export const within = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
