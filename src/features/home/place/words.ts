import { rateText } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import type { RatioTest } from '../../../lib/stats/index.ts'
import { list, plural, possessive, whole } from '../../../lib/words.ts'
import { isHidden, type Shown, show } from '../../evidence/index.ts'
import type { Signal } from '../../needs/index.ts'
import { yearTo } from './figures.ts'
import type { Comparator, Judged, MeasurePart } from './types.ts'

const decimal = (n: number, places: number) =>
  n.toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places })
/** "A thousand residents (95% interval)", over a column of rates. */
export const rateHead = (n: number | null): string =>
  n === 1000 || n === null ? 'A thousand residents (95% interval)' : `Rate per ${whole(n)} residents (95% interval)`
export const ratioWords = (n: number) => decimal(n, 2)
export const shownWords = (shown: Shown) =>
  shown.count === null ? (shown.words ?? 'not known') : `${shown.about ? 'about ' : ''}${whole(shown.count)}`

/** The 12 months to the end of the trend, and the 12 before, as this person may see them. */
export function twoYears({ trend, eyes }: Pick<MeasurePart, 'trend' | 'eyes'>): [later: Shown, earlier: Shown] {
  const before = trend.months.at(-13)
  const later = show(yearTo(trend, trend.end), eyes.year(trend.end))
  return [later, before === undefined ? show(null, { see: 'all' }) : show(yearTo(trend, before), eyes.year(before))]
}

/** "There were 79 offences in the 12 months to February 2026 and 59 in the 12 months before. …" */
export function changeSentence(part: MeasurePart): string {
  const { measure, trend } = part
  const [later, earlier] = twoYears(part)
  const counted = `There were ${shownWords(later)} ${measure.unit} in the 12 months to ${monthWords(trend.end)} and ${shownWords(earlier)} in the 12 months before.`
  if (later.count === null && later.words === undefined)
    return `The 12 months to ${monthWords(trend.end)} are not all known, so no change is worked out.`
  if (earlier.count === null && earlier.words === undefined)
    return `There were ${shownWords(later)} ${measure.unit} in the 12 months to ${monthWords(trend.end)}. The 12 months before are not all known, so no change is worked out.`
  if (later.count === null || earlier.count === null)
    return `${countSentence(part)} Small numbers, and those that would give one away, are not shown to your role, so no change is worked out.`
  if (later.about || earlier.about) return `${counted} ${roundedWords} So no change is worked out.`
  return `${counted} ${judgement(part, later.count + earlier.count)}`
}

/** What the difference of the two years comes to, where the counts stand beside it. */
export function verdictWords(part: Judged): string {
  const [later, earlier] = twoYears(part)
  if (later.words !== undefined || earlier.words !== undefined)
    return 'Small numbers, and those that would give one away, are not shown to your role, so no change is worked out.'
  if (later.count === null || earlier.count === null)
    return 'The two years are not all known, so no change is worked out.'
  return judgement(part, later.count + earlier.count)
}

function judgement({ trend, signal, alone }: Judged, events: number): string {
  const detail = signal?.detail
  const interval =
    detail && detail.ratio !== null && detail.lower !== null && detail.upper !== null
      ? ` (rate ratio ${ratioWords(detail.ratio)}, interval ${ratioWords(detail.lower)} to ${ratioWords(detail.upper)})`
      : ''
  if (signal && signal.detail.periodEnd !== trend.end)
    return `The mark is of the 12 months to ${monthWords(signal.detail.periodEnd)}; it has not been made again since newer figures came.`
  return signal ? verdict(signal, interval) : aloneWords(alone, events)
}

/** How counts of a neighbourhood or hub are told to those who do not answer for all of it. */
export const roundedWords =
  'Counts of a neighbourhood or hub are rounded to the nearest 5 for your role: two that differ by one small area would else give its count away.'

/**
 * Of a place's mark, what this person may see: undefined where there is none, and where a count behind it is hidden, the mark is not shown
 * whatever it says (docs/methods/small-numbers.md).
 */
export function isMarkHidden({ trend, eyes, signal }: Pick<MeasurePart, 'trend' | 'eyes' | 'signal'>): boolean {
  const ends = [trend.end, signal?.detail.periodEnd ?? trend.end].flatMap(end => [end, addMonths(end, -12)])
  return ends.some(end => isHidden(yearTo(trend, end), eyes.year(end)))
}

/** And of its level, which looks at as many years as it has squares. */
export const isLevelHidden = (part: Pick<MeasurePart, 'trend' | 'eyes' | 'signal'>): boolean =>
  isMarkHidden(part) ||
  (part.signal?.detail.years ?? []).some((_, back) => {
    const end = addMonths(part.signal?.detail.periodEnd ?? part.trend.end, -12 * back)
    return isHidden(yearTo(part.trend, end), part.eyes.year(end))
  })

/** The counts alone, for those who do not see signals here. */
export function countSentence(part: MeasurePart): string {
  const { measure, trend } = part
  const [later, earlier] = twoYears(part).map(shownWords)
  return `12 months to ${monthWords(trend.end)}: ${later} ${measure.unit}. The 12 months before: ${earlier}.`
}

function aloneWords(test: RatioTest | undefined, events: number): string {
  if (!test)
    return events < 20
      ? 'That is too few to tell a change from chance.'
      : 'The two are not compared: a month is missing or recording changed between them.'
  const ratio =
    test.ratio === null
      ? ''
      : ` (rate ratio ${ratioWords(test.ratio)}, interval ${ratioWords(test.lower)} to ${Number.isFinite(test.upper) ? ratioWords(test.upper) : 'no limit'})`
  if (test.p >= 0.05)
    return `A difference of that size often happens by chance${ratio}. No action follows from this figure alone.`
  return `That is more than chance often makes${ratio}. It was tested by itself: of twenty such places where nothing changed, one would look like this.`
}

const standsAlone = ({ lower, upper }: Signal['detail']) =>
  (lower !== null && lower > 1) || (upper !== null && upper < 1)

function verdict({ change, detail }: Signal, interval: string): string {
  switch (change) {
    case 'rising':
      return `That is a rise beyond chance${interval}.`
    case 'falling':
      return `That is a fall beyond chance${interval}.`
    case 'chance':
      return standsAlone(detail)
        ? `By itself that would stand out${interval}. But ${whole(detail.tested)} places were tested together, where some stand out by chance, and the rest of the city moved too; so no change is called.`
        : `A difference of that size often happens by chance${interval}. No action follows from this figure alone.`
    case 'too few':
      return 'That is too few to tell a change from chance.'
    case 'too short':
      return 'Too few months are known to tell a change from chance.'
    case 'break':
      return 'Recording changed between the two, so they are not compared.'
    default:
      return 'This difference has not been tested.'
  }
}

/** How the place's interval lies beside its borough and city, in a sentence or two. */
export function rateSentence(rates: readonly Comparator[]): string {
  const [here, ...others] = rates
  if (!here?.figure) return 'No rate: the number of residents or offences is not known, or not shown to your role.'
  const { lower, upper } = here.figure
  const parts = others.flatMap(other => (other.figure ? [besides(other, other.figure.rate, lower, upper)] : []))
  return [`${possessive(here.name)} interval runs from ${rateText(lower)} to ${rateText(upper)}.`, ...parts].join(' ')
}

function besides(other: Comparator, rate: number, lower: number, upper: number): string {
  const name = other.role === 'similar' ? `the ${other.name}` : other.name
  const said =
    other.role === 'similar'
      ? `The rate of ${name} taken together, ${rateText(rate)},`
      : `${possessive(name)} rate, ${rateText(rate)},`
  if (rate < lower) return `${said} is below it, so this place is higher than ${name}.`
  if (rate > upper) return `${said} is above it, so this place is lower than ${name}.`
  return `${said} is inside it, so the two cannot be told apart.`
}

const plurals: Record<string, string> = {
  library: 'libraries',
  'arts centre': 'arts centres',
  'community centre': 'community centres',
}
export const assetPlural = (kind: string, n: number) => plural(n, kind, plurals[kind] ?? `${kind}s`)

const article = (kind: string) => (/^[aeiou]/.test(kind) ? 'an' : 'a')
const said = ({ kind, name }: { kind: string; name: string }) => {
  if (name.toLowerCase().includes(kind)) return name
  return kind === 'station' ? `${name} station` : `${name}, ${article(kind)} ${kind}`
}

/** "Isleworth Library, The Bridgelink Centre, a community centre, and 3 schools": kinds with one or two are named, the rest counted. */
export function assetWords(assets: readonly { kind: string; name: string }[]): string {
  const kinds = [...new Set(assets.map(a => a.kind))]
  const most = kinds.length > 4 ? 1 : 2
  const parts = kinds.flatMap(kind => {
    const of = assets.filter(a => a.kind === kind)
    return of.length <= most ? of.map(said) : [assetPlural(kind, of.length)]
  })
  const joined =
    parts.some(part => part.includes(',')) && parts.length > 1
      ? `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`
      : list(parts)
  return `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`
}

const kinds: Record<string, string> = {
  city: 'city',
  borough: 'borough',
  ward: 'ward',
  lsoa: 'small area (LSOA)',
  neighbourhood: 'neighbourhood',
  hub: 'transport hub',
}
export const kindWords = (kind: string) => kinds[kind] ?? kind
