import {
  type Change as ChangeMarkWord,
  changeMark,
  controlChart,
  intervalBars,
  levelMark,
  levelNotShown,
  rateWithEnds,
} from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { per, sentence } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { isMade, seesSignals, show } from '../../evidence/index.ts'
import { whyNoFinding } from '../../needs/index.ts'
import { allows } from '../../people/index.ts'
import { rateFor, yearsOf, yearTo } from './figures.ts'
import { whereOf } from './queries.ts'
import type { MeasurePart, PlaceFacts } from './types.ts'
import {
  changeSentence,
  countSentence,
  isLevelHidden,
  isMarkHidden,
  rateHead,
  rateSentence,
  shownWords,
} from './words.ts'

export interface Table {
  caption: string
  heads: string[]
  rows: string[][]
}
export interface MeasureView {
  id: string
  name: string
  changeHtml: string
  levelHtml: string
  words: string
  figure: { id: string; svg: string; caption: string; table: Table } | undefined
  /** In place of the monthly chart: why there is none, and the years. */
  unseen: { why: string; years: Table } | undefined
  ratesHtml: string | undefined
  ratesHead: string
  ratesTitle: string
  /** Where the similar places stand by name. */
  similarHref: string | undefined
  ratesWords: string
  firmness: string | undefined
  /** Address of a new finding, for those who make them. */
  finding: string | undefined
}
const markWords: Record<string, ChangeMarkWord> = {
  rising: 'rising',
  falling: 'falling',
  chance: 'chance',
  'too few': 'too-few',
  'too short': 'too-short',
  break: 'break',
}

export function measureView(part: MeasurePart, facts: PlaceFacts, actor: Actor): MeasureView {
  const { measure, trend, eyes, signal, rates } = part
  const sees = seesSignals(actor, whereOf(facts.place))
  const rateHidden = show(yearTo(trend, trend.end), eyes.year(trend.end)).count === null
  const isRounded = eyes.year(trend.end).see === 'rounded' && !rateHidden
  const shownRates = rates.map((r, i) => (i === 0 && rateHidden ? { ...r, figure: undefined } : r))
  const title = `${measure.name} ${per(measure.per)} residents, 12 months to ${monthWords(trend.end)}, with 95% intervals`
  return {
    id: measure.code,
    name: measure.name,
    changeHtml:
      sees && signal ? changeMark(isMarkHidden(part) ? 'not-shown' : (markWords[signal.change] ?? 'chance')) : '',
    levelHtml:
      sees && signal
        ? isLevelHidden(part)
          ? levelNotShown()
          : levelMark(signal.detail.years, { few: signal.detail.few })
        : '',
    words: sees ? changeSentence(part) : countSentence(part),
    figure: eyes.monthly ? trendFigure(part, facts) : undefined,
    unseen: eyes.monthly
      ? undefined
      : {
          why: isMade(facts.place.kind)
            ? 'Years alone are shown for a neighbourhood or hub, rounded, and rates are worked out from the rounded counts.'
            : unseenWords,
          years: yearTable(part, facts),
        },
    ratesHtml: shownRates.some(r => r.figure)
      ? intervalBars({
          rows: shownRates.map(r => ({
            name: r.name,
            role: r.role,
            rate: r.figure?.rate ?? null,
            lower: r.figure?.lower ?? null,
            upper: r.figure?.upper ?? null,
            why: r.why ?? (rateHidden ? 'not shown' : 'not known'),
          })),
          title,
          size: 'card',
        })
      : undefined,
    ratesHead: `${measure.name}, beside ${rates.some(r => r.role === 'similar') ? 'borough, city and similar places' : 'borough and city'}`,
    ratesTitle: title,
    similarHref: rates.some(r => r.role === 'similar')
      ? `/places/${facts.place.code}/compare?measure=${measure.code}`
      : undefined,
    ratesWords: `${rateSentence(shownRates)}${isRounded ? ' Its rate is worked out from the rounded count.' : ''}${part.cityOf ? ` ${addedUp(facts.place.kind, part.cityOf)}` : ''}`,
    finding:
      sees && signal && allows(actor, 'findings.create') && whyNoFinding(measure, facts.place) === ''
        ? `/findings/new?place=${facts.place.code}&measure=${measure.code}`
        : undefined,
    firmness: sees && signal ? `/signals/firmness?place=${facts.place.code}&measure=${measure.code}` : undefined,
  }
}

const unseenWords =
  'Some months have counts too small to show to your role, or that would give a small one away, so there is no monthly chart here, only years.'

/** Whose figures they are. */
type At = Pick<PlaceFacts, 'place' | 'residents'>

/** The chart of the months, with the years as its table. Only where this person may see each month: `eyes.monthly`. */
export function trendFigure(part: MeasurePart, facts: At): NonNullable<MeasureView['figure']> {
  const { measure, trend } = part
  const unit = `${sentence(measure.unit)} a month`
  const svg = controlChart({
    id: `trend-${measure.code}`,
    months: trend.months,
    values: trend.values,
    segments: trend.segments,
    breaks: trend.breaks.map(b => ({ month: b.month, label: `New recording from ${monthWords(b.month)}` })),
    unit,
    title: `Monthly ${measure.name.toLowerCase()} in ${facts.place.name}.`,
  })
  const broken = trend.breaks
    .map(
      b =>
        `${b.title.replace(/\.?$/, '.')} ${monthWords(b.month)} is the first month recorded in the new way. The two parts have their own means, and no percentage is given across the break.`,
    )
    .join(' ')
  return {
    id: `figure-${measure.code}`,
    svg,
    caption: `Recorded ${measure.unit} each month. Solid line: mean. Band: where 99.8% of months should fall if only chance is at work (exact Poisson limits). ${broken}`,
    table: yearTable(part, facts),
  }
}

export function yearTable({ measure, trend, eyes }: MeasurePart, { residents, place }: At): Table {
  const rows = yearsOf(trend).map(({ from, to, count }) => {
    const shown = show(count, eyes.year(to))
    const rate = shown.count === null ? undefined : rateFor(place, measure, shown.count, residents?.persons ?? null)
    return [
      `${monthWords(from)} to ${monthWords(to)}`,
      shownWords(shown),
      rate ? rateWithEnds(rate) : shown.words ? 'not shown' : 'not known',
    ]
  })
  const isRounded = eyes.year(trend.end).see === 'rounded'
  return {
    caption: `${measure.name} in ${place.name} by year${isRounded ? ', counts rounded to the nearest 5 and rates worked out from them' : ''}`,
    heads: ['12 months', sentence(measure.unit), rateHead(measure.per)],
    rows,
  }
}

// No file gives the city's own figure at this level.
const addedUp = (kind: string, parts: string): string =>
  kind === 'borough'
    ? `The city’s figure here is its ${parts} added up.`
    : `The borough’s and the city’s figures here are their ${parts} added up.`
