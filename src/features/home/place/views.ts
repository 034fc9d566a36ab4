import {
  barsUp,
  type Change as ChangeMarkWord,
  changeMark,
  controlChart,
  formatTick,
  hoursGrid,
  intervalBars,
  levelMark,
} from '../../../lib/charts/index.ts'
import { addMonths, monthsBetween, monthWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { type Sight, seesSignals, show } from '../../evidence/index.ts'
import { type Elsewhere, type MeasurePart, type PlaceFacts, whereOf } from './assemble.ts'
import { rateOf, type Trend, yearsOf, yearTo } from './figures.ts'
import { assetWords, changeSentence, countSentence, kindWords, rateSentence, rateWords, shownWords } from './words.ts'

interface Table {
  caption: string
  heads: string[]
  rows: string[][]
}
interface MeasureView {
  id: string
  name: string
  changeHtml: string
  levelHtml: string
  words: string
  figure: { id: string; svg: string; caption: string; table: Table } | undefined
  unseen: string | undefined
  ratesHtml: string | undefined
  ratesTitle: string
  ratesWords: string
  firmness: string | undefined
}

export interface PlaceView {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  old: string | undefined
  becameLinks: { text: string; href: string }[]
  strengths: { title: string; text: string; note: string }[]
  hoursSvg: string
  measures: MeasureView[]
  always: { name: string; href: string | undefined; text: string; note: string }[]
  others: Table | undefined
  age: { svg: string; table: Table } | undefined
  population: string
  deprivation: string
  questions: { text: string; href: string; state: string }[]
  canAsk: boolean
  members: { text: string; href: string }[]
  membersWords: string
  within: { title: string; links: { text: string; href: string }[] } | undefined
  neighbours: { text: string; href: string }[]
  unknown: string[]
  source: string
  locator: string | undefined
  compareHref: string | undefined
  csvHref: string
  editHref: string | undefined
}

export const placePage = page<PlaceView>('home/place/pages/place.njk')

const markWords: Record<string, ChangeMarkWord> = {
  rising: 'rising',
  falling: 'falling',
  chance: 'chance',
  'too few': 'too-few',
  'too short': 'too-short',
  break: 'break',
}
const ago = (trend: Trend, years: number) => addMonths(trend.end, -12 * years)
const link = (place: { code: string; name: string }) => ({ text: place.name, href: `/places/${place.code}` })

/** The page of one place, strengths first. */
export function placeView(
  facts: PlaceFacts,
  actor: Actor,
  cityName: string,
  cityCode: string,
  locator: string | undefined,
): PlaceView {
  const { place, residents } = facts
  const own = place.kind === 'neighbourhood' || place.kind === 'hub'
  return {
    title: place.name,
    breadcrumbs: crumbs(facts, cityName, cityCode),
    lead: leadOf(facts),
    old: place.validTo === null ? undefined : oldWords(facts),
    becameLinks:
      place.validTo === null
        ? []
        : facts.became.map(b => ({
            text: `${b.name} (${Math.round(b.weight * 100)}% of it)`,
            href: `/places/${b.code}`,
          })),
    strengths: strengths(facts),
    hoursSvg: hoursSvg(),
    measures: facts.headlines.map(part => measureView(part, facts, actor)),
    always: facts.always.map(item => alwaysView(item, seesSignals(actor, whereOf(place)))),
    others: othersTable(facts),
    age: ageFigure(facts),
    population: residents
      ? `${whole(residents.persons)} people lived here (${basisWords(residents)}).`
      : 'The number of residents is not known: no population file covers this place.',
    deprivation: deprivationWords(facts),
    questions: facts.questions.map(q => ({
      text: q.measureName,
      href: `/questions/${q.id}`,
      state: q.status === 'open' ? `Open since ${q.openedOn}` : sentence(q.status),
    })),
    canAsk: seesSignals(actor, whereOf(place)),
    members: own ? facts.members.map(link) : [],
    membersWords: own
      ? `The figures are those of ${plural(facts.members.length, 'small area', 'small areas')} (LSOAs) whose centre lies inside${place.kind === 'hub' ? ', and the one the station stands in' : ''}.`
      : '',
    within:
      facts.children.length > 0
        ? {
            title: `${plural(facts.children.length, childWord(place.kind), `${childWord(place.kind)}s`)} in ${place.name}`,
            links: facts.children.map(link),
          }
        : undefined,
    neighbours: facts.neighbours.map(n => ({
      text: n.boroughName && n.boroughName !== place.boroughName ? `${n.name} (${n.boroughName})` : n.name,
      href: `/places/${n.code}`,
    })),
    unknown: unknowns(facts),
    source: sourceLine(facts),
    locator,
    compareHref: place.vintages.length > 0 && place.kind !== 'city' ? `/places/${place.code}/compare` : undefined,
    csvHref: `/places/${place.code}/figures.csv`,
    editHref: own && ['officer', 'analyst'].includes(actor.role) ? `/places/${place.code}/edit` : undefined,
  }
}

const basisWords = ({ basis, year }: { basis: string; year: number }) =>
  basis.includes(String(year)) ? basis : `${basis}, ${year}`
const childWord = (kind: string) => (kind === 'city' ? 'borough' : kind === 'borough' ? 'ward' : 'small area')

function crumbs({ place }: PlaceFacts, cityName: string, cityCode: string) {
  const up = [
    { text: 'Places', href: '/places' },
    ...(place.kind === 'city' ? [] : [{ text: cityName, href: `/places/${cityCode}` }]),
    ...(place.boroughCode && place.boroughName && place.kind !== 'borough'
      ? [{ text: place.boroughName, href: `/places/${place.boroughCode}` }]
      : []),
    ...(place.kind === 'lsoa' && place.wardCode && place.wardName
      ? [{ text: place.wardName, href: `/places/${place.wardCode}` }]
      : []),
  ]
  return [...up, { text: place.name }]
}

function leadOf({ place, residents }: PlaceFacts): string {
  const where =
    place.kind === 'ward' || place.kind === 'lsoa' || place.kind === 'neighbourhood' || place.kind === 'hub'
      ? place.boroughName
        ? ` in ${place.boroughName}`
        : ''
      : ''
  const article = place.kind === 'city' ? 'The whole city' : `A ${kindWords(place.kind)}${where}`
  return `${article}. ${residents ? `${whole(residents.persons)} people live here.` : ''}`
}

const oldWords = ({ place }: PlaceFacts) =>
  `The boundary of this ${kindWords(place.kind)} was changed. Its figures stay readable here; they end where the files ended.`

function strengths({ assets, residents, place }: PlaceFacts): PlaceView['strengths'] {
  const useful = assets.filter(a => a.kind !== 'station')
  const stations = assets.filter(a => a.kind === 'station')
  const sources = [...new Set(useful.map(a => a.source))]
  const young = residents ? ['10-14', '15-19', '20-24'].reduce((sum, band) => sum + (residents.byAge[band] ?? 0), 0) : 0
  return [
    ...(useful.length > 0 ? [{ title: 'Places to be', text: assetWords(useful), note: sources.join('; ') }] : []),
    ...(residents && young > 0
      ? [
          {
            title: 'Young people',
            text: `${whole(young)} people aged 10 to 24: 1 in ${Math.max(1, Math.round(residents.persons / young))} of those who live here.`,
            note: basisWords(residents),
          },
        ]
      : []),
    ...(stations.length > 0 && place.kind !== 'city'
      ? [{ title: 'Getting about', text: assetWords(stations), note: 'Stations' }]
      : []),
  ]
}

const hours = Array.from({ length: 13 }, () => null)
const hoursSvg = () =>
  hoursGrid({
    id: 'hours',
    title: 'Grid of hours, 9am to 10pm, by weekday, Saturday and Sunday. All not known.',
    from: 9,
    rows: [
      { name: 'Mon to Fri', short: 'Week', hours },
      { name: 'Saturday', short: 'Sat', hours },
      { name: 'Sunday', short: 'Sun', hours },
    ],
  })

function measureView(part: MeasurePart, facts: PlaceFacts, actor: Actor): MeasureView {
  const { measure, trend, see, signal, rates } = part
  const sees = seesSignals(actor, whereOf(facts.place))
  const rateHidden = show(yearTo(trend, trend.end), see).count === null
  const shownRates = rates.map((r, i) => (i === 0 && rateHidden ? { ...r, figure: undefined } : r))
  const per = measure.per === 1000 ? 'a thousand' : `for every ${whole(measure.per ?? 1)}`
  const title = `${measure.name} ${per} residents, 12 months to ${monthWords(trend.end)}, with 95% intervals`
  return {
    id: measure.code,
    name: measure.name,
    changeHtml: sees && signal ? changeMark(markWords[signal.change] ?? 'chance') : '',
    levelHtml: sees && signal ? levelMark(signal.detail.years) : '',
    words: sees ? changeSentence(part) : countSentence(part),
    figure: trendFigure(part, facts),
    unseen: trendFigure(part, facts)
      ? undefined
      : 'Some months have counts too small to show to your role, so there is no monthly chart here. The yearly figures are in the table below.',
    ratesHtml: shownRates.some(r => r.figure)
      ? intervalBars({
          rows: shownRates.map(r => ({
            name: r.name,
            role: r.role,
            rate: r.figure?.rate ?? null,
            lower: r.figure?.lower ?? null,
            upper: r.figure?.upper ?? null,
            why: rateHidden ? 'not shown' : 'not known',
          })),
          title,
          size: 'card',
        })
      : undefined,
    ratesTitle: title,
    ratesWords: `${rateSentence(shownRates)}${part.cityOf ? ` ${facts.place.kind === 'borough' ? 'The city' : 'Borough and city'} here are their ${part.cityOf} added up.` : ''}`,
    firmness: sees && signal ? `/signals/firmness?place=${facts.place.code}&measure=${measure.code}` : undefined,
  }
}

const small = (trend: Trend, see: Sight) =>
  see.see === 'protected' && trend.values.some(value => value !== null && value > 0 && value < see.under)

function trendFigure(part: MeasurePart, facts: PlaceFacts): MeasureView['figure'] {
  const { measure, trend, see } = part
  if (small(trend, see)) return undefined
  const unit = `${sentence(measure.unit)} a month`
  const svg = controlChart({
    id: `trend-${measure.code}`,
    months: trend.months,
    values: trend.values,
    segments: trend.segments,
    breaks: trend.breaks.map(b => ({ month: b.month, label: `Recording changed, ${monthWords(b.month)}` })),
    unit,
    title: `Monthly ${measure.name.toLowerCase()} in ${facts.place.name}.`,
  })
  const broken = trend.breaks
    .map(
      b =>
        `${b.title.replace(/\.?$/, '.')} The two parts have their own means, and no percentage is given across the break.`,
    )
    .join(' ')
  return {
    id: `figure-${measure.code}`,
    svg,
    caption: `Recorded ${measure.unit} each month. Solid line: mean. Band: where 99.8% of months should fall if only chance is at work (exact Poisson limits). ${broken}`,
    table: yearTable(part, facts),
  }
}

function yearTable({ measure, trend, see }: MeasurePart, { residents, place }: PlaceFacts): Table {
  const per = measure.per ?? 1000
  const rows = yearsOf(trend).map(({ from, to, count }) => {
    const shown = show(count, see)
    const rate =
      shown.count === null || place.kind === 'hub' ? undefined : rateOf(shown.count, residents?.persons ?? null, per)
    return [
      `${monthWords(from)} to ${monthWords(to)}`,
      shownWords(shown),
      rate ? `${rateWords(rate.rate)} (${rateWords(rate.lower)} to ${rateWords(rate.upper)})` : 'not known',
    ]
  })
  return {
    caption: `${measure.name} in ${place.name} by year`,
    heads: [
      '12 months',
      sentence(measure.unit),
      per === 1000 ? 'A thousand residents (95% interval)' : `Rate per ${whole(per)} residents (95% interval)`,
    ],
    rows,
  }
}

const isElsewhere = (item: MeasurePart | Elsewhere): item is Elsewhere => 'why' in item

function alwaysView(item: MeasurePart | Elsewhere, sees: boolean): PlaceView['always'][number] {
  if (!isElsewhere(item))
    return {
      name: item.measure.name,
      href: undefined,
      text: sees ? changeSentence(item) : countSentence(item),
      note: item.rates[0]?.figure ? rateLine(item.rates[0].figure, item.measure.per) : '',
    }
  const { borough, measure } = item
  if (!borough) return { name: measure.name, href: undefined, text: item.why, note: '' }
  const count = show(borough.count, borough.see)
  const earlier = show(borough.earlier, borough.see)
  return {
    name: measure.name,
    href: `/places/${borough.code}`,
    text: `${borough.name}: ${shownWords(count)} ${measure.unit} in the 12 months to ${monthWords(borough.end)}; ${shownWords(earlier)} in the 12 months before.`,
    note: `${borough.figure && count.count !== null ? rateLine(borough.figure, measure.per) : ''} ${item.why}`.trim(),
  }
}

const rateLine = (figure: { rate: number; lower: number; upper: number }, per: number | null) =>
  `${rateWords(figure.rate)} ${per === 1000 || per === null ? 'a thousand residents' : `per ${whole(per)} residents`} (95% interval ${rateWords(figure.lower)} to ${rateWords(figure.upper)}).`

function othersTable({ others, residents, place }: PlaceFacts): Table | undefined {
  if (others.length === 0) return undefined
  const rows = others.map(({ measure, see, trend }) => {
    const later = show(yearTo(trend, trend.end), see)
    const earlier = show(yearTo(trend, ago(trend, 1)), see)
    const rate =
      later.count === null || place.kind === 'hub'
        ? undefined
        : rateOf(later.count, residents?.persons ?? null, measure.per ?? 1000)
    const crossed = trend.breaks.some(b => monthsBetween(addMonths(trend.end, -23), b.month) > 0)
    return [
      measure.name,
      monthWords(trend.end),
      shownWords(later),
      crossed ? 'recording changed' : shownWords(earlier),
      rate ? `${rateWords(rate.rate)} (${rateWords(rate.lower)} to ${rateWords(rate.upper)})` : '–',
    ]
  })
  return {
    caption: `Other measures of violence in ${place.name}`,
    heads: ['Measure', '12 months to', 'Count', 'The 12 months before', 'A thousand residents (95% interval)'],
    rows,
  }
}

function ageFigure({ residents, place }: PlaceFacts): PlaceView['age'] {
  const bands = Object.entries(residents?.byAge ?? {}).sort(
    (a, b) => Number.parseInt(a[0], 10) - Number.parseInt(b[0], 10),
  )
  if (!residents || bands.length < 2) return undefined
  const words = (band: string) => `Aged ${band.replace('-', ' to ')}`
  return {
    svg: barsUp({
      id: 'ages',
      title: `People in ${place.name} by age.`,
      unit: 'People',
      hue: 'provision',
      rows: bands.map(([band, value]) => ({
        name: band.replace('-', '–'),
        short: band.split(/[-+]/)[0] ?? band,
        value,
      })),
    }),
    table: {
      caption: `People in ${place.name} by age, ${residents.basis}`,
      heads: ['Age', 'People', 'Share'],
      rows: bands.map(([band, value]) => [
        words(band),
        whole(value),
        `${formatTick(Math.round((1000 * value) / Math.max(residents.persons, 1)) / 10)}%`,
      ]),
    },
  }
}

function deprivationWords({ deprivation, place }: PlaceFacts): string {
  if (!deprivation) return 'No index of deprivation has been loaded for this place.'
  const { score, lsoas, tenth, fifth, decile, year } = deprivation
  const from = `English Indices of Deprivation ${year}`
  if (place.kind === 'lsoa' && decile !== undefined)
    return `Score ${score.toFixed(1)}; in decile ${decile} of England, where 1 is the most deprived tenth (${from}).`
  return `Mean score ${score.toFixed(1)}, weighted by residents. ${tenth} of its ${lsoas} small areas are among the most deprived tenth in England, ${fifth} among the most deprived fifth (${from}).`
}

function unknowns({ headlines, always, deprivation, residents, place, assets }: PlaceFacts): string[] {
  const held = headlines.flatMap(h =>
    h.trend.months
      .filter((_, i) => h.trend.values[i] === null)
      .map(month => `${h.measure.name}, ${monthWords(month)}: no usable figure.`),
  )
  return [
    'What people here say: nothing has been recorded yet.',
    'What is on, and money spent here: no lists have been loaded.',
    ...(headlines.length === 0
      ? [`Recorded violence: no file loaded speaks for this ${kindWords(place.kind)}.`]
      : ['Violence that nobody reported: recorded offences cannot show it.']),
    ...(always.length === 0
      ? ['Domestic abuse and violence against women and girls: no file loaded speaks for this place or its borough.']
      : []),
    ...(residents
      ? [
          place.kind === 'hub'
            ? 'How many people pass through here: so no rate is given, only counts.'
            : 'Visitors and workers: rates are for residents, so a town centre or station can look high.',
        ]
      : ['Residents: not known.']),
    ...(deprivation ? [] : ['Deprivation: not loaded.']),
    ...(assets.length === 0 ? ['Community places: no lists cover this place.'] : []),
    ...held.slice(0, 6),
  ]
}

function sourceLine({ sources, residents, deprivation }: PlaceFacts): string {
  const violence = sources.map(s => `${s.publisher}, ${s.title}`).join('; ')
  const people = residents ? ` Residents: ${residents.basis}.` : ''
  const index = deprivation ? ` Deprivation: English Indices of Deprivation ${deprivation.year}.` : ''
  return `${violence ? `${violence}.` : ''}${people}${index} Intervals: exact Poisson under 10 events, Byar’s from 10.`
}
