import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addMonths, firstDay, monthRange, monthsBetween } from '../../../lib/dates.ts'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import {
  extentOf,
  isKnown,
  type Measure,
  openEvidence,
  readMonths,
  type Store,
  show,
  sight,
  sourcesOf,
} from '../../evidence/index.ts'
import { assemble, vintageNow, whereOf } from './assemble.ts'
import { comparePage, compareView } from './compare-view.ts'
import { locator } from './locate.ts'
import * as queries from './queries.ts'
import { placePage, placeView } from './views.ts'

const Params = z.object({ code: z.string().trim().max(20) })
const Query = z.object({ measure: z.string().max(100).optional() })

export function routes(app: FastifyInstance, db: Db, pack: Pack): void {
  app.get('/places/:code', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req.params)
    const facts = await assemble(db, pack, req.actor, place)
    const map = await locator(db, facts.store, place, pack.city.name)
    return reply.page(placePage(placeView(facts, req.actor, pack.city.name, pack.city.code, map)))
  })

  app.get('/places/:code/compare', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req.params)
    if (place.vintages.length === 0)
      throw notFound('A comparison: this place is not one of a set that covers the city; it')
    return reply.page(comparePage(await compareView(db, pack, req.actor, place, Query.parse(req.query).measure)))
  })

  app.get('/places/:code/figures.csv', { access: 'places.read' }, async (req, reply) => {
    const place = await find(db, req.params)
    const store = await openEvidence(db)
    return reply.csv(`${place.code}-figures`, columns, await figureRows(db, store, req.actor, place))
  })
}

async function find(db: Db, params: unknown): Promise<queries.Place> {
  const place = await queries.find(db, Params.parse(params).code)
  if (!place) throw notFound('Place')
  return place
}

const columns = [
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

/** Every monthly figure of a place that this person may see, protected cell by cell as on the page. */
async function figureRows(
  db: Db,
  store: Store,
  actor: Actor,
  place: queries.Place,
): Promise<(string | number | null)[][]> {
  const members =
    place.kind === 'neighbourhood' || place.kind === 'hub'
      ? await queries.lsoas(db, place, await vintageNow(db, store, 'lsoa'))
      : []
  const ids = members.length > 0 ? members.map(m => m.id) : [place.id]
  const known = store.measures.filter(m => m.kind === 'count' && ids[0] !== undefined && isKnown(store, m.id, ids[0]))
  if (known.length > 0 && known.every(m => sight(actor, m, whereOf(place)).see === 'nothing'))
    throw forbidden('Your role does not open these figures')
  const lists: (string | number | null)[][][] = []
  for (const measure of known) lists.push(await measureRows(db, store, actor, place, measure, ids))
  return lists.flat()
}

async function measureRows(db: Db, store: Store, actor: Actor, place: queries.Place, measure: Measure, ids: number[]) {
  const see = sight(actor, measure, whereOf(place))
  const extent = extentOf(store, measure.id, ids[0] ?? 0)
  if (see.see === 'nothing' || !extent) return []
  const from = monthsBetween(extent.from, extent.to) < 60 ? extent.from : addMonths(extent.to, -59)
  const values = (await readMonths(db, store, { measureIds: [measure.id], placeIds: ids, from, to: extent.to })).get(
    measure.id,
  )
  const sources = [...new Set(sourcesOf(store, measure.id, ids[0] ?? 0).map(s => s.sourceId))].join('; ')
  const months = monthRange(from, extent.to)
  const counts = months.map((_, i) => ids.reduce<number | null>((sum, id) => add(sum, values?.get(id)?.[i] ?? null), 0))
  // Where a month is too small for this reader, its year less the other months would give it back: so years stand in for months.
  const step = counts.some(count => show(count, see).words !== undefined) ? 12 : 1
  return periods(counts, step).map(({ first, count }) => {
    const shown = show(count, see)
    const unknown = shown.count === null ? 'not known' : ''
    const note = ids.length > 1 ? `sum of ${ids.length} LSOAs` : ''
    const starts = firstDay(months[first] ?? from)
    const [code, name] = [place.code, place.name]
    return [code, name, measure.name, measure.unit, starts, step, shown.count, shown.words ?? unknown, sources, note]
  })
}

/** Sums of `step` months, whole ones only, counted back from the last month. */
function periods(counts: readonly (number | null)[], step: number): { first: number; count: number | null }[] {
  const starts = Array.from(
    { length: Math.floor(counts.length / step) },
    (_, back) => counts.length - (back + 1) * step,
  )
  return starts.reverse().map(first => ({ first, count: counts.slice(first, first + step).reduce(add, 0) }))
}

const add = (sum: number | null, value: number | null) => (sum === null || value === null ? null : sum + value)
