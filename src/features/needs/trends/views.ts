import { dayWords, monthWords } from '../../../lib/dates.ts'
import { rateRatioTest } from '../../../lib/stats/index.ts'
import { sentence } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import { linksOf } from '../analyses/links.ts'
import type { Reading } from '../analyses/reading.ts'
import { mayTest } from '../rules.ts'
import { type Analysis, cells, type Part, part, scopeFields } from '../when/page.ts'
import { hrefOf } from '../when/scope.ts'
import { type Span, spans, type Trend } from './compute.ts'
import type { Note } from './queries.ts'
import { path, tableOf } from './reading.ts'
import type { Offer } from './rules.ts'
import { countWords, limitWords, offerWords, percents, recentWords } from './words.ts'

/** The names of the page's forms: the id of a field is its form's, a hyphen and the field. */
export const eventForm = 'event'
export const shiftForm = (month: string): string => `shift-${month}`
export const undoForm = (id: number): string => `undo-${id}`

interface Choice {
  value: string
  text: string
  checked: boolean
}
interface NoteLine {
  text: string
  facts: string
  undone: string
  id: number
  form: Small
}
interface TrendsPage extends Analysis {
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  said: string
  offers: { month: string; words: string; id: string; kinds: Choice[]; form: Small }[]
  noOffers: string
  remarks: NoteLine[]
  mayNote: boolean
  /** What the forms send along. */
  measure: string
  place: string
  years: string
  months: { value: string; text: string; selected: boolean }[]
  event: Small
}
export const trendsPage = page<TrendsPage>('needs/pages/trends.njk')

const spanWords: Record<Span, string> = { '5': 'The last 5 years', '10': 'The last 10 years', all: 'Every month known' }

export interface Told {
  actor: Actor
  trend: Trend
  reading: Reading
  span: Span
  /** The query of the address. */
  asked: unknown
  said: string
  typed?: Typed | undefined
}

export function showTrend({ actor, trend, reading, span, said, typed, asked }: Told) {
  const { scope, series, notes } = trend
  const event = small(eventForm, ['month', 'reason'], typed)
  const decided = new Set(notes.filter(note => note.undoneBy === null).map(note => note.month))
  const open = trend.offers.filter(offer => !decided.has(offer.month))
  return trendsPage({
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    title: reading.title,
    lead: reading.statement,
    action: path,
    fields: [
      ...scopeFields(scope),
      {
        name: 'years',
        label: 'Months',
        items: spans.map(value => ({ value, text: spanWords[value], selected: value === span })),
      },
    ],
    parts: partsOf(trend, reading),
    notes: reading.notes,
    source: {
      count: `${sentence(scope.measure.unit)}.`,
      interval: limitWords(trend),
      source: reading.source ? `Source: ${reading.source}.` : '',
    },
    links: linksOf(actor, reading, { csv: hrefOf(`${path}.csv`, scope, { years: span }), asked }),
    empty: null,
    said,
    offers: open.map(offer => offered(offer, typed)),
    noOffers: trend.held ? '' : 'No shift is found that chance would not explain.',
    remarks: notes.map(note => lineOf(note, typed)),
    mayNote: mayTest(actor),
    measure: scope.measure.code,
    place: scope.spot.code,
    years: span,
    months: series.months.toReversed().map(value => ({
      value,
      text: monthWords(value),
      selected: value === event.values.month,
    })),
    event,
  })
}

const kindWords: Record<Note['kind'], string> = {
  'change point': 'Accepted as a shift',
  dismissed: 'Dismissed: no shift',
  event: 'Event',
}

const verdicts = [
  { value: 'change point', text: 'It shifted: cut the chart here' },
  { value: 'dismissed', text: 'It did not: say no more of it' },
]

function offered(offer: Offer, typed: Typed | undefined) {
  const id = shiftForm(offer.month)
  const form = small(id, ['kind', 'reason'], typed)
  const kinds = verdicts.map(one => ({ ...one, checked: one.value === form.values.kind }))
  return { month: offer.month, words: offerWords(offer), id, kinds, form }
}

const lineOf = (note: Note, typed: Typed | undefined): NoteLine => ({
  text: `${monthWords(note.month)}. ${kindWords[note.kind]}: ${note.reason}`,
  facts: `${dayWords(note.madeOn)}, ${note.madeBy}`,
  undone: note.undoneBy ? `Taken back by ${note.undoneBy}: ${note.undoneReason ?? ''}` : '',
  id: note.id,
  form: small(undoForm(note.id), ['reason'], typed),
})

function partsOf(trend: Trend, reading: Reading): Part[] {
  const table = tableOf(trend)
  const both = { caption: table.caption, head: table.head, rows: cells(table.rows) }
  return [
    part({
      id: 'months',
      title: trend.held ? 'Years' : 'Months',
      svg: reading.svg ?? '',
      table: both,
      folded: !trend.held,
    }),
    yearsPart(trend),
    part({ id: 'recent', title: 'Recent trend of whole years', words: recentWords(trend.recent) }),
  ]
}

/** Each year beside the one before it; nothing across a break. */
function yearsPart({ years, scope, yearly }: Trend): Part {
  const dispersion = Math.max(1, yearly?.dispersionUsed ?? 1)
  const rows = years.map((year, i) => {
    const before = years[i - 1]
    const against =
      i === 0 || !before
        ? '–'
        : year.broken
          ? 'not compared: recording changed'
          : year.count === null || before.count === null
            ? 'not worked out'
            : percents(rateRatioTest({ x1: year.count, n1: 1, x2: before.count, n2: 1 }, { dispersion }))
    return [monthWords(year.to), countWords(year), against]
  })
  return part({
    id: 'years',
    title: 'Year by year',
    words: 'A percentage is not worked out across a change in recording.',
    table: {
      caption: 'Years of 12 months, each against the one before',
      head: ['12 months to', sentence(scope.measure.unit), 'Against the 12 months before (95% interval)'],
      rows: cells(rows),
    },
  })
}
