import { firstDay, monthRange } from '../../../lib/dates.ts'
import { forbidden } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import {
  extentOf,
  isKnown,
  type Measure,
  readMonths,
  readSpeakers,
  type Store,
  show,
  sight,
  smallAreaWords,
} from '../../evidence/index.ts'
import { depth, type Eyes, eyesOn } from './eyes.ts'
import { once, vintageNow } from './kept.ts'
import * as queries from './queries.ts'
import { whereOf } from './queries.ts'

export const columns = [
  'place_code',
  'place_name',
  'measure',
  'unit',
  'period_starts',
  'months',
  'count',
  'shown',
  'sources',
  'note',
]
type Row = (string | number | null)[]

interface Asked {
  db: Db
  store: Store
  actor: Actor
  place: queries.Place
}

/** Every monthly figure ever known of a place that this person may see, protected cell by cell as on the page. */
export async function figureRows(asked: Asked): Promise<Row[]> {
  const { db, store, actor, place } = asked
  const members =
    place.kind === 'neighbourhood' || place.kind === 'hub'
      ? await queries.lsoas(db, place, await vintageNow(db, store, 'lsoa'))
      : []
  const ids = members.length > 0 ? members.map(m => m.id) : [place.id]
  const known = store.measures.filter(m => m.kind === 'count' && ids[0] !== undefined && isKnown(store, m.id, ids[0]))
  const open = known.filter(measure => sight(actor, measure, whereOf(place)).see !== 'nothing')
  if (known.length > 0 && open.length === 0)
    throw forbidden(place.kind === 'lsoa' ? smallAreaWords : 'Your role does not open these figures')
  const lists: Row[][] = []
  for (const measure of open) lists.push(await measureRows(asked, measure, ids))
  return lists.flat()
}

async function measureRows(asked: Asked, measure: Measure, ids: number[]): Promise<Row[]> {
  const { db, store, place } = asked
  const extent = extentOf(store, measure.id, ids[0] ?? 0)
  if (!extent) return []
  const { from } = extent
  const months = monthRange(from, extent.to)
  const found = await readMonths(db, store, { measureIds: [measure.id], placeIds: ids, from, to: extent.to })
  const values = found.get(measure.id)
  const counts = months.map((_, i) => ids.reduce<number | null>((sum, id) => add(sum, values?.get(id)?.[i] ?? null), 0))
  // Where a month is too small for this reader, its year less the other months would give it back: so years stand in for months.
  const eyes = await eyesOn(asked, measure, extent.to, from)
  const names = await sourceNames(db, store)
  const spoken = await readSpeakers(db, store, { measureId: measure.id, placeIds: ids, from, to: extent.to })
  return periodsSeen(counts, eyes).map(({ first, step, count }) => {
    const [starts = from, ends = extent.to] = [months[first], months[first + step - 1]]
    const shown = show(count, step === 1 ? { see: 'all' } : eyes.year(ends))
    const words = shown.words ?? (shown.count === null ? 'not known' : '')
    const sources = sourcesFor(store, spoken, first, step).map(id => names.get(id) ?? id)
    const note = [ids.length > 1 ? `sum of ${ids.length} LSOAs` : '', shown.about ? 'rounded to the nearest 5' : '']
      .filter(Boolean)
      .join('; ')
    const told = [firstDay(starts), step, shown.count, words, sources.join('; '), note]
    return [place.code, place.name, measure.name, measure.unit, ...told]
  })
}

/** The sources whose value is the one in force in any of these months, newest first. One that a newer file overrules throughout is not named. */
function sourcesFor(
  store: Store,
  spoken: ReadonlyMap<number, readonly (string | null)[]>,
  first: number,
  step: number,
): string[] {
  const named = new Set([...spoken.values()].flatMap(months => months.slice(first, first + step)))
  return [...new Set(store.order.map(one => one.sourceId).reverse())].filter(id => named.has(id))
}

/** "Metropolitan Police Service, MPS recorded crime: ward" by id. */
const sourceNames = (db: Db, store: Store) =>
  once(store, 'source names', async () => {
    const ids = [...new Set(store.order.map(one => one.sourceId))]
    const found = await queries.sources(db, ids)
    return new Map(found.map(source => [source.id, `${source.publisher}, ${source.title}`]))
  })

interface Period {
  first: number
  step: number
  count: number | null
}

/** The last five years and what lies before them, each by month where this reader may see every month of it, and else by year. */
function periodsSeen(counts: readonly (number | null)[], eyes: Eyes): Period[] {
  const cut = Math.max(0, counts.length - depth)
  const before = cut > 0 ? periods(counts.slice(0, cut), eyes.monthlyBefore() ? 1 : 12) : []
  const late = periods(counts.slice(cut), eyes.monthly ? 1 : 12)
  return [...before, ...late.map(period => ({ ...period, first: period.first + cut }))]
}

/** Sums of `step` months, whole ones only, counted back from the last month. */
function periods(counts: readonly (number | null)[], step: number): Period[] {
  const starts = Array.from(
    { length: Math.floor(counts.length / step) },
    (_, back) => counts.length - (back + 1) * step,
  )
  return starts.reverse().map(first => ({ first, step, count: counts.slice(first, first + step).reduce(add, 0) }))
}

const add = (sum: number | null, value: number | null) => (sum === null || value === null ? null : sum + value)
