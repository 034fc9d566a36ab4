import { rateText, rateWithEnds } from '../../../lib/charts/index.ts'
import { addMonths, monthsBetween, monthWords } from '../../../lib/dates.ts'
import { per } from '../../../lib/words.ts'
import { show } from '../../evidence/index.ts'
import { rateFor } from './figures.ts'
import type { Table } from './measure-views.ts'
import type { Elsewhere, MeasurePart, PlaceFacts } from './types.ts'
import { changeSentence, countSentence, rateHead, shownWords, twoYears, verdictWords } from './words.ts'

/** A measure that every place has a line for, wherever its figures come from. */
export interface AlwaysView {
  name: string
  href: string | undefined
  text: string
  note: string
}

const isElsewhere = (item: MeasurePart | Elsewhere): item is Elsewhere => 'why' in item

export function alwaysView(item: MeasurePart | Elsewhere, sees: boolean): AlwaysView {
  if (!isElsewhere(item))
    return {
      name: item.measure.name,
      href: undefined,
      text: sees ? changeSentence(item) : countSentence(item),
      note: item.rates[0]?.figure ? rateLine(item.rates[0].figure, item.measure.per) : '',
    }
  const { borough, measure } = item
  if (!borough) return { name: measure.name, href: undefined, text: item.why, note: '' }
  const count = show(borough.later.count, borough.later.see)
  const earlier = show(borough.earlier.count, borough.earlier.see)
  return {
    name: measure.name,
    href: `/places/${borough.code}`,
    text: `${borough.name}: ${shownWords(count)} ${measure.unit} in the 12 months to ${monthWords(borough.end)}; ${shownWords(earlier)} in the 12 months before.${borough.judged ? ` ${verdictWords(borough.judged)}` : ''}`,
    note: `${borough.figure && count.count !== null ? rateLine(borough.figure, measure.per) : ''} ${item.why}`.trim(),
  }
}

const rateLine = (figure: { rate: number; lower: number; upper: number }, of: number | null) =>
  `${rateText(figure.rate)} ${per(of)} residents (95% interval ${rateText(figure.lower, figure.rate)} to ${rateText(figure.upper, figure.rate)}).`

export function othersTable({ others, residents, place }: PlaceFacts): Table | undefined {
  if (others.length === 0) return undefined
  const rated = others.filter(({ measure }) => measure.denominator !== null)
  const mixed = new Set(rated.map(({ measure }) => per(measure.per))).size > 1
  const ratesHead = mixed ? 'Rate of residents (95% interval)' : rateHead(rated[0]?.measure.per ?? null)
  const rows = others.map(({ measure, eyes, trend }) => {
    const [later, earlier] = twoYears({ trend, eyes })
    const rate = later.count === null ? undefined : rateFor(place, measure, later.count, residents?.persons ?? null)
    const crossed = trend.breaks.some(b => monthsBetween(addMonths(trend.end, -23), b.month) > 0)
    return [
      measure.name,
      monthWords(trend.end),
      shownWords(later),
      crossed ? 'recording changed' : shownWords(earlier),
      rate ? `${rateWithEnds(rate)}${mixed ? ` ${per(measure.per)}` : ''}` : '–',
    ]
  })
  return {
    caption: `Other measures of violence in ${place.name}`,
    heads: ['Measure', '12 months to', 'Count', 'The 12 months before', ratesHead],
    rows,
  }
}
