import { formatRate as decimal, rateText } from '../../../lib/charts/index.ts'
import { periodWords, within } from '../patterns/words.ts'
import { kindWords } from '../signals/ground.ts'
import { perWords } from '../words.ts'
import type { Found } from './work.ts'

const parts: Record<number, readonly [one: string, many: string]> = {
  10: ['tenth', 'tenths'],
  5: ['fifth', 'fifths'],
  3: ['third', 'thirds'],
}

/** "tenth", "tenths" */
export const partOf = ({ answer }: Found) => parts[answer.groups.length] ?? (['group', 'groups'] as const)

export const titleOf = ({ look }: Found): string => {
  const name = look.known.measure.short
  return `${name} and deprivation: ${kindWords[look.ground.kind][1]}, ${periodWords(look)}`
}

/** "a thousand residents a year" */
export const rateWords = ({ look, per }: Found): string => `${perWords({ ...look.known.measure, per })} a year`

/** Few decimals for large rates, more for small ones. */
export const rate = (value: number): string => rateText(value)

export const range = (lower: number | null, upper: number | null, say = rate): string =>
  lower === null || upper === null ? 'no interval' : `95% interval ${say(lower)} to ${say(upper)}`

export function statementOf(found: Found): string {
  const { look, answer, edition } = found
  const [first, last] = [answer.groups[0], answer.groups.at(-1)]
  if (!first || !last) return ''
  const [one] = partOf(found)
  const { measure } = look.known
  const many = kindWords[look.ground.kind][1]
  const { extremes } = answer
  const times = extremes ? `, ${timesWords(extremes)}` : ' against'
  return `${told(found)} The most deprived ${one} of the city’s ${many} had ${rate(first.rate)} ${measure.unit} (${within(measure.short)}, ${periodWords(look)}) ${rateWords(found)}${times} the ${rate(last.rate)} of the least deprived ${one} (deprivation: IMD ${edition.year}, ranked again within the city). ${correlationWords(found)}`
}

/** "3.1 times (2.6 to 3.7)" */
const timesWords = ({ ratio, lower, upper }: NonNullable<Found['answer']['extremes']>): string =>
  `${decimal(ratio)} times (${decimal(lower)} to ${decimal(upper)})`

/** How much wider than chance the intervals are, and why. */
export function widerWords({ look, answer }: Found): string {
  const many = kindWords[look.ground.kind][1]
  return answer.dispersion > 1.05
    ? `Intervals are wider than chance alone would make them, because ${many} of one group differ ${decimal(answer.dispersion)} times as much as chance.`
    : `The ${many} of one group differ no more than chance, so intervals hold chance alone.`
}

function told({ answer }: Found): string {
  const { sii, siiLower, siiUpper } = answer.inequality
  if (siiLower === null || siiUpper === null || (siiLower <= 0 && siiUpper >= 0))
    return 'No gradient can be told apart from chance.'
  return sii > 0 ? 'More where deprivation is greater.' : 'Less where deprivation is greater.'
}

/** Which correlation is of what: the two differ. */
export function correlationWords({ look, answer }: Found): string {
  const many = kindWords[look.ground.kind][1]
  const say = (value: number | null) => (value === null ? 'not known' : value.toFixed(3))
  return `Rank correlation of the ${many}’ counts with their score: ${say(answer.ofCounts)}; of their rates: ${say(answer.ofRates)}.`
}

/** A straight line misses a gradient that bends: where the highest rate is not at an end, that is said. */
export function bendWords(found: Found): string {
  const rates = found.answer.groups.map(group => group.rate)
  const at = rates.indexOf(Math.max(...rates))
  return at === 0 || at === rates.length - 1
    ? ''
    : `The highest rate is not at an end but in ${partOf(found)[0]} ${at + 1} of ${rates.length}: the slope and the relative index draw a straight line through what bends.`
}

/** "rises by 3.2", "falls by 3.2" */
export const riseWords = (slope: number): string => `${slope < 0 ? 'falls' : 'rises'} by ${rate(Math.abs(slope))}`

export function slopeWords(found: Found): string {
  const { sii, rii, riiLower, riiUpper } = found.answer.inequality
  return `From the least to the most deprived end, all ${partOf(found)[1]} between taken into account, the line ${riseWords(sii)} ${rateWords(found)} (${slopeRange(found)}): the slope index of inequality. One end over the other is ${rii === null ? 'not known' : decimal(rii, 2)} (${range(riiLower, riiUpper, n => decimal(n, 2))}): the relative index.`
}

/** Of a slope that falls, the limits of the fall. */
function slopeRange(found: Found): string {
  const { sii, siiLower, siiUpper } = found.answer.inequality
  return sii < 0 && siiLower !== null && siiUpper !== null ? range(-siiUpper, -siiLower) : range(siiLower, siiUpper)
}
