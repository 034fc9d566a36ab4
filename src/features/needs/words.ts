import { formatRate as decimal } from '../../lib/charts/index.ts'
import { per, whole } from '../../lib/words.ts'
import type { Measure } from '../evidence/index.ts'

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** A count at the head of a sentence: "Seven", "31". */
export const lead = (n: number): string => small[n] ?? whole(n)

/** "1.08 (0.66 to 1.77)"; without an upper end "1.6 or more"; from nothing, the two counts. */
export function ratioWords(mark: {
  ratio: number | null
  lower: number | null
  upper: number | null
  later: number | null
  earlier: number | null
}): string {
  if (mark.later === null || mark.earlier === null) return ''
  if (mark.ratio === null || mark.lower === null) return `from ${whole(mark.earlier)} to ${whole(mark.later)}`
  if (mark.upper === null) return `${decimal(mark.ratio, 2)} (${decimal(mark.lower, 2)} or more)`
  return `${decimal(mark.ratio, 2)} (${decimal(mark.lower, 2)} to ${decimal(mark.upper, 2)})`
}

/** What a rate is counted against: "a thousand residents". Empty for a measure without a denominator, which has no rate. */
export const perWords = ({ per: n, denominator }: Pick<Measure, 'per' | 'denominator'>): string =>
  denominator === null ? '' : `${per(n)} ${denominator}`

export const noRate = 'This measure is not counted against residents, so there is no rate.'

export const yesNo = (value: boolean | null): string => (value === null ? 'not known' : value ? 'yes' : 'no')

/** A level in a file or a sentence; "too few to rank" is for a place with too few events in every year, whatever its rank among ties. */
export const levelText = ({ level, few }: { level: string; few: boolean }): string =>
  few && level === 'not sustained' ? 'too few to rank' : level
