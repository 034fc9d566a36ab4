// What a trend says in plain words. Pure.
import { formatRate } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import type { RecentTrend } from '../../../lib/stats/index.ts'
import { plural, signedPercent, whole } from '../../../lib/words.ts'
import { placeWords } from '../when/scope.ts'
import { lastRun } from '../when/series.ts'
import type { SeenYear, Trend } from './compute.ts'
import type { Offer } from './rules.ts'

export const titleOf = ({ scope }: Trend): string =>
  `Trend: ${scope.measure.name.toLowerCase()} in ${placeWords(scope.spot)}`

export const countWords = (year: SeenYear): string => year.words ?? whole(year.count ?? 0)

export const percents = (test: { ratio: number | null; lower: number; upper: number }): string =>
  test.ratio === null || !Number.isFinite(test.ratio)
    ? 'cannot be worked out'
    : `${signedPercent(test.ratio)} (${signedPercent(test.lower)} to ${signedPercent(test.upper)})`

export function statementOf(trend: Trend): string {
  const last = trend.years.at(-1)
  const { measure, spot } = trend.scope
  if (!last) return `${measure.name} in ${placeWords(spot)}: fewer than 12 months are known.`
  const head = `${measure.name} in ${placeWords(spot)}: ${countWords(last)} ${measure.unit} in the 12 months to ${monthWords(last.to)}`
  return `${head}${changeSaid(trend)} ${yearlySaid(trend)}`.trim()
}

function changeSaid({ change, crossed }: Trend): string {
  if (crossed)
    return `. It is not compared with the 12 months before, because recording changed between them (${crossed}).`
  if (!change || change.ratio === null) return '.'
  const apart = change.lower > 1 || change.upper < 1
  return `, ${percents(change)} against the 12 months before${apart ? '' : ', which cannot be told from chance'}.`
}

function yearlySaid({ yearly, series, held }: Trend): string {
  if (held) return ''
  const { from, to } = lastRun(series)
  if (!yearly)
    return `${plural(to - from, 'month')} are known since recording last changed, too few for a yearly change (24).`
  const { percent, lower, upper, months } = yearly
  if (percent === null || lower === null || upper === null) return ''
  const signed = (n: number) => signedPercent(1 + n / 100)
  const apart = lower > 0 || upper < 0
  return `Over ${plural(months, 'month')} from ${monthWords(yearly.from)}: ${signed(percent)} a year on average (${signed(lower)} to ${signed(upper)})${apart ? '' : ', which cannot be told from no change'}.`
}

const markers: Record<RecentTrend['marker'], string> = {
  increasing: 'Increasing over the last five years, beyond chance.',
  decreasing: 'Decreasing over the last five years, beyond chance.',
  no_change: 'No steady rise or fall over the last five years beyond chance.',
  cannot_be_calculated: 'Cannot be calculated: it takes five whole years recorded in one way.',
}
export const recentWords = ({ marker }: RecentTrend): string => markers[marker]

/** "12 more a year, 95% interval 3 fewer to 27 more; marked beyond 99.8%". */
export function slopeWords({ slope, slopeSe }: RecentTrend): string {
  if (slope === null || slopeSe === null) return ''
  const [lower, upper] = [slope - 1.96 * slopeSe, slope + 1.96 * slopeSe]
  return `${moreWords(slope)} a year, 95% interval ${moreWords(lower)} to ${moreWords(upper)}; marked beyond 99.8%`
}

const moreWords = (n: number): string =>
  Math.round(n) === 0 ? 'no more' : `${whole(Math.abs(Math.round(n)))} ${n > 0 ? 'more' : 'fewer'}`

export const offerWords = ({ month, before, after, p }: Offer): string =>
  `From ${monthWords(month)} the level may have shifted: ${formatRate(before, 2)} a day before, ${formatRate(after, 2)} after, season taken out (${p < 0.001 ? 'p under 0.001' : `p ${formatRate(p, 3)}`}).`

export function notesFor({ series, held }: Trend): string[] {
  return [
    ...series.breaks.map(
      one => `Recording changed in ${monthWords(one.month)}: ${one.title}. Figures before and after are not compared.`,
    ),
    ...(held ? ['Some months have so few events that none is shown one by one; years are.'] : []),
    'A trend sums up the past. It does not say why, nor what comes next, and one steady trend is assumed: a fall that ended two years ago is still a falling trend here.',
    'The interval of a change allows for how much the months of this series vary. The page of the place takes how much those of all places vary together, so for the same change its interval may be another.',
    'Counts, not rates: residents are not taken into account here.',
    ...(series.placeIds.length > 1
      ? [`The sum of ${plural(series.placeIds.length, 'borough')}: those a file speaks for.`]
      : []),
  ]
}

/** How wide the limits on the chart are. */
export const limitWords = ({ yearly }: Trend): string => {
  const dispersion = yearly?.dispersionUsed ?? 1
  const wider =
    dispersion > 1.05
      ? `, widened because its months vary ${formatRate(dispersion)} times as much as chance would make them`
      : ''
  return `Intervals are 95%. Limits on the chart are 99.8%, exact Poisson, by the days of the month${wider}.`
}
