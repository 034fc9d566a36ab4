// Figures by group in words: what a rate is of, what a ratio can and cannot tell, and why a figure stated elsewhere may differ.
import { formatRate } from '../../../lib/charts/index.ts'
import { list, whole } from '../../../lib/words.ts'
import type { Grouping } from './groupings.ts'
import type { Stated } from './queries.ts'
import type { Compared } from './rules.ts'

/** Two decimals under ten, so that 0.97 is not 1.0. */
export const decimalsOf = (rate: number): number => (rate < 10 ? 2 : 1)

export const rateText = (rate: number): string => formatRate(rate, decimalsOf(rate))

export const rateWords = ({ kind, per }: Pick<Grouping, 'kind' | 'per'>, rate: number): string =>
  kind === 'shares' ? `${formatRate(rate)} %` : `${rateText(rate)} per ${whole(per)}`

type Line = Pick<Compared, 'group' | 'count' | 'people' | 'peopleYear' | 'rate' | 'against' | 'shown' | 'why'>

export const countWords = ({ shown }: Pick<Line, 'shown'>): string =>
  shown.count === null ? (shown.words ?? 'not known') : whole(shown.count)

/** "1,052,000 residents, 2018". */
export const peopleWords = ({ kind }: Pick<Grouping, 'kind'>, { people, peopleYear }: Line): string =>
  people === null ? '' : `${whole(people)} ${kind === 'shares' ? 'asked' : 'residents'}, ${peopleYear}`

export const intervalWords = ({ rate }: Pick<Line, 'rate'>): string =>
  rate ? `${rateText(rate.lower)} to ${rateText(rate.upper)}` : ''

const isApart = (lower: number | null, upper: number | null) => (lower ?? 0) > 1 || (upper !== null && upper < 1)

/** "5.58 times (3.76 to 8.31)"; where 1 lies in the interval it says so. */
export function ratioWords({ against }: Pick<Line, 'against'>): string {
  if (!against) return ''
  const { ratio, lower, upper } = against
  if (ratio === null || lower === null) return 'no ratio: nobody in the group it is held against was counted'
  const limits = `${formatRate(lower, 2)} ${upper === null || upper === Number.POSITIVE_INFINITY ? 'or more' : `to ${formatRate(upper, 2)}`}`
  return `${formatRate(ratio, 2)} times (${limits})${isApart(lower, upper) ? '' : ', not distinguishable from the same rate'}`
}

const signed = (value: number, text: string) => (value < 0 ? `−${text}` : `+${text}`)

/** "+4.45 per 100,000; 46.8 more than at the rate of White". */
export function differenceWords({ kind }: Pick<Grouping, 'kind'>, { against }: Pick<Line, 'against'>): string {
  if (!against) return ''
  const by = signed(against.difference, rateText(Math.abs(against.difference)))
  return kind === 'shares' ? `${by} percentage points` : by
}

/** The finding in plain words: each rate with what it is of, then each ratio to the reference. */
export function statementOf(
  grouping: Grouping,
  city: string,
  year: number,
  lines: readonly Line[],
  reference: Line | undefined,
): string {
  const rated = lines.filter(line => line.rate)
  if (rated.length === 0 || !reference)
    return `${grouping.title}, ${city}, ${year}: no rates can be worked out from the counts and populations that may be shown.`
  const rates = rated.map(
    line =>
      `${line.group.name} ${rateWords(grouping, line.rate?.rate ?? 0)} (${whole(line.count ?? 0)} of ${peopleWords(grouping, line)}; 95 % interval ${intervalWords(line)})`,
  )
  const ratios = rated.filter(line => line.against).map(line => `${line.group.name} ${ratioWords(line)}`)
  const first = `${grouping.title} in ${city}, ${year}. ${list(rates)}.`
  return ratios.length === 0 ? first : `${first} Against ${reference.group.name}: ${ratios.join('; ')}.`
}

/** Counts that round to the rate as stated, at these residents; and residents that do, at this count. */
export function impliedBy(stated: number, count: number, people: number, per: number) {
  const half = 0.5 * 10 ** -(String(stated).split('.')[1]?.length ?? 0)
  const [low, high] = [stated - half, stated + half]
  return {
    counts: [Math.ceil((low * people) / per), Math.floor((high * people) / per)] as const,
    people: [Math.round((count * per) / high), Math.round((count * per) / low)] as const,
  }
}

/** Why the rate stated elsewhere and ours may both stand: what count, or what population, would give the other. */
export function statedWords({ per }: Pick<Grouping, 'per'>, line: Line, fact: Stated): string {
  const lead = `${line.group.name}: ${fact.value} ${fact.unit} is stated for ${fact.period} in ${fact.source}`
  if (!line.rate || line.count === null || line.people === null) return `${lead}.`
  if (rateText(line.rate.rate) === rateText(fact.value)) return `${lead}: the same as here.`
  const { counts, people } = impliedBy(fact.value, line.count, line.people, per)
  const range = ([a, b]: readonly [number, number]) => (a === b ? whole(a) : `${whole(a)} to ${whole(b)}`)
  const ways = [
    ...(counts[0] <= counts[1] ? [`${range(counts)} of our ${whole(line.people)} residents`] : []),
    `our ${whole(line.count)} of ${range(people)} residents`,
  ]
  return `${lead}; here it is ${rateText(line.rate.rate)}. ${fact.value} would be ${ways.join(', or ')}. What was stated does not say which count and which population it was made of, so both stand, each with its source.`
}
