// The figures of harm as text, and as the rows of its tables.
import { rateText as rateFigure } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { decimal, whole } from '../../../lib/words.ts'
import type { HarmFigures } from './figures.ts'
import { isFirm, type Weighed } from './rules.ts'

export const periodOf = ({ end }: HarmFigures): string => `${monthWords(addMonths(end, -11))} to ${monthWords(end)}`

/** "Invented index, edition 1 (days)". */
export const indexWords = ({ index }: Pick<HarmFigures, 'index'>): string => `${index.name}, ${index.edition}`

export const harmText = (weighed: Weighed): string => (weighed.harm ? whole(weighed.harm.total) : 'not known')
export const rateText = (weighed: Weighed): string => (weighed.harm ? rateFigure(weighed.harm.rate) : '')
export const intervalText = (weighed: Weighed): string => {
  if (!weighed.harm) return ''
  return isFirm(weighed)
    ? `${rateFigure(weighed.harm.lower)} to ${rateFigure(weighed.harm.upper)}`
    : 'not shown: too few grave events'
}
export const effectiveText = ({ harm }: Weighed): string =>
  harm?.effectiveEvents == null ? '' : decimal(harm.effectiveEvents, harm.effectiveEvents < 10 ? 1 : 0)

export const shareOf = ({ city }: HarmFigures, i: number) => ({
  ofCount: city.weighed.count ? (city.counts[i] ?? 0) / city.weighed.count : null,
  ofHarm: city.weighed.harm?.shares[i] ?? null,
})

export const categoryHead = ['Category', 'Offences', 'Weight', 'Harm', 'Share of offences', 'Share of harm']

const percent = (share: number | null) => (share === null ? '' : `${decimal(100 * share)} %`)

export const categoryRows = (figures: HarmFigures): string[][] =>
  figures.city.categories.map(({ measure, weight }, i) => {
    const count = figures.city.counts[i] ?? null
    const { ofCount, ofHarm } = shareOf(figures, i)
    return [
      measure.name,
      count === null ? 'not known' : whole(count),
      decimal(weight, 0),
      count === null ? '' : whole(count * weight),
      percent(ofCount),
      percent(ofHarm),
    ]
  })

export const boroughHead = [
  'Borough',
  'Offences',
  'Harm',
  'Per 1,000 residents',
  '95 % interval',
  'Equally grave events',
  'One event at most',
]

export const boroughRows = ({ boroughs }: HarmFigures): string[][] =>
  boroughs.map(({ name, weighed }) => [
    name,
    weighed.count === null ? 'not known' : whole(weighed.count),
    harmText(weighed),
    rateText(weighed),
    intervalText(weighed),
    effectiveText(weighed),
    percent(weighed.heaviest?.share ?? null),
  ])
