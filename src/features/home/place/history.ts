// All the years known of one measure at a place, oldest last, each beside the year before it.
import { addMonths, type Month, monthRange, monthsBetween, monthWords } from '../../../lib/dates.ts'
import { rateRatioTest } from '../../../lib/stats/index.ts'
import { plural, sentence, signedPercent } from '../../../lib/words.ts'
import { extentOf, type Measure, readSpeakers, seesSignals, show } from '../../evidence/index.ts'
import { dispersionOf } from '../../needs/index.ts'
import { type Asked, type Eyes, eyesOn } from './eyes.ts'
import { type Trend, trend, yearTo } from './figures.ts'
import type { Table } from './measure-views.ts'
import * as queries from './queries.ts'
import { whereOf } from './queries.ts'
import type { PlaceFacts } from './types.ts'
import { shownWords } from './words.ts'

export interface HistoryView {
  measures: Option[]
  /** Ending months to choose from; empty for those who read only the newest. */
  ends: Option[]
  words: string
  table: Table
  source: string
}
interface Option {
  value: string
  text: string
  selected: boolean
}

export interface HistoryAsk {
  measure?: string | undefined
  end?: string | undefined
}

const tiles = new Set(['city', 'borough', 'ward'])
const everyMonth = Number.POSITIVE_INFINITY

/** Undefined for a small area or a place of our own, and where nothing is known by month. */
export async function historyOf(asked: Asked, facts: PlaceFacts, ask: HistoryAsk): Promise<HistoryView | undefined> {
  const { db, store, actor, place } = asked
  const measures = tiles.has(place.kind) ? measuresOf(facts) : []
  const measure = measures.find(one => one.code === ask.measure) ?? measures[0]
  const found = measure && (await trend(db, store, measure, [place.id], everyMonth))
  if (!found) return undefined
  const ends = actor.role === 'analyst' ? endsOf(found) : []
  const end = ends.find(month => month === ask.end) ?? found.end
  const eyes = await eyesOn(asked, measure, found.end, found.months[0])
  const dispersion = await dispersionOf(db, measure.id)
  const rows = yearsBack(found, end).map(to => row(found, eyes, to, dispersion, seesSignals(actor, whereOf(place))))
  return {
    measures: measures.map(one => ({ value: one.code, text: one.name, selected: one === measure })),
    ends: ends.map(month => ({ value: month, text: monthWords(month), selected: month === end })),
    words: `${plural(rows.length, 'year')} of 12 months, counted back from ${monthWords(end)}. Change has a 95% interval, which takes how much months of all places vary together (the page of trends takes those of one place), and is not worked out across a change of recording.`,
    table: {
      caption: `${measure.name} in ${place.name}, years ending in ${monthWords(end)} and before`,
      heads: ['12 months', sentence(measure.unit), 'Against the 12 months before (95% interval)'],
      rows,
    },
    source: await sourceOf(asked, measure, found),
  }
}

/** Those of the page: headlines, always in the picture, and the rest. */
function measuresOf({ headlines, always, others, store, place }: PlaceFacts): Measure[] {
  const here = always.filter(item => !('why' in item))
  return [...headlines, ...here, ...others]
    .map(item => item.measure)
    .filter(measure => extentOf(store, measure.id, place.id) !== undefined)
}

/** Every month that can end a year, newest first. */
const endsOf = ({ months }: Trend): Month[] => months.slice(11).reverse()

function yearsBack({ months }: Trend, end: Month): Month[] {
  const first = months[0] ?? end
  const years = Math.floor((monthsBetween(first, end) + 1) / 12)
  return Array.from({ length: years }, (_, back) => addMonths(end, -12 * back))
}

function row(found: Trend, eyes: Eyes, to: Month, dispersion: number, compares: boolean): string[] {
  const before = addMonths(to, -12)
  const later = show(yearTo(found, to), eyes.year(to))
  const earlier = found.months.indexOf(before) < 11 ? undefined : show(yearTo(found, before), eyes.year(before))
  const change = !compares || !earlier ? '–' : changeWords(found, to, later.count, earlier.count, dispersion)
  return [`${monthWords(addMonths(to, -11))} to ${monthWords(to)}`, shownWords(later), change]
}

/** As few events in both years cannot tell a change from chance. */
const fewest = 20

function changeWords(found: Trend, to: Month, x1: number | null, x2: number | null, dispersion: number): string {
  const inside = new Set(monthRange(addMonths(to, -22), to))
  if (found.breaks.some(one => inside.has(one.month))) return 'recording changed'
  if (x1 === null || x2 === null) return 'not worked out'
  if (x1 + x2 < fewest) return 'too few to tell'
  const { ratio, lower, upper } = rateRatioTest({ x1, n1: 1, x2, n2: 1 }, { dispersion })
  if (ratio === null || !Number.isFinite(ratio)) return 'not worked out'
  return `${signedPercent(ratio)} (${signedPercent(lower)} to ${signedPercent(upper)})`
}

async function sourceOf({ db, store, place }: Asked, measure: Measure, { months, end }: Trend): Promise<string> {
  const spoken = await readSpeakers(db, store, {
    measureId: measure.id,
    placeIds: [place.id],
    from: months[0] ?? end,
    to: end,
  })
  const ids = [...new Set([...spoken.values()].flat().filter(id => id !== null))]
  const titles = (await queries.sources(db, ids)).map(one => `${one.publisher}, ${one.title}`)
  return `${titles.join('; ')}.`
}
