import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, type Query, queryText, readQuery } from '../../../platform/list.ts'
import { levelWords } from '../../evidence/index.ts'
import { hiddenMarks, seenOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { keptMarks, type Marked, marksOf } from '../signals/marked.ts'
import { defaults } from '../signals/settings.ts'
import { sourceWords } from '../sources.ts'
import { type MapAsk, plainly, readAsk } from './ask.ts'
import { geojsonOf, svgOf } from './downloads.ts'
import { drawingOf } from './drawing.ts'
import { showEmptyMap } from './empty.ts'
import { factsFor } from './facts.ts'
import { layerOf } from './layer.ts'
import { type MapList, mapList } from './list.ts'
import { monoMaps } from './mono.ts'
import { ownAddress } from './own.ts'
import { pictureOf } from './picture.ts'
import { type Eyes, figuresOf, type MapFigures, type MapRow, rareFor } from './places.ts'
import { type Shown, scopeOf, showMap } from './views.ts'
import { pictureTitle } from './words.ts'

/** The map, the same figures as facts for its script, and its downloads. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/map', { access: 'signals.read' }, (req, reply) => show(rooms, req, reply))

  app.get('/map/facts', { access: 'signals.read' }, async (req, reply) => {
    const { ask, figures } = (await gather(rooms, req)).ready
    return reply.header('cache-control', 'private, no-store').send(factsFor(figures, ask))
  })

  app.get('/map/backdrop', { access: 'signals.read' }, async (req, reply) => {
    const { drawing } = (await gather(rooms, req)).ready
    return reply.header('cache-control', 'private, no-store').type('application/geo+json').send(drawing.backdrop)
  })

  app.get('/map.csv', { access: 'signals.read' }, async (req, reply) => {
    const { shown, ask } = (await gather(rooms, req)).ready
    const { spec, query, rows } = tableOf(shown, req.query)
    const found = csvOf(spec, arrange(spec, rows, query).all)
    return reply.csv(nameOf(ask), found.columns, found.rows)
  })

  app.get('/map.geojson', { access: 'signals.read' }, async (req, reply) => {
    const { shown, drawing, ask } = (await gather(rooms, req)).ready
    return download(reply, `${nameOf(ask)}.geojson`, 'application/geo+json').send(geojsonOf(shown, drawing))
  })

  // The same for the map that zooms: looking is not taking away, so this is no file and the audit trail keeps no export.
  app.get('/map/places', { access: 'signals.read' }, async (req, reply) => {
    const { shown, drawing } = (await gather(rooms, req)).ready
    return reply
      .header('cache-control', 'private, no-store')
      .type('application/geo+json')
      .send(geojsonOf(shown, drawing))
  })

  const picture = async (req: FastifyRequest, reply: FastifyReply) => {
    const { shown, drawing, ask } = (await gather(rooms, req)).ready
    return download(reply, `${nameOf(ask)}.svg`, 'image/svg+xml; charset=utf-8').send(svgOf(shown, drawing))
  }
  app.get('/map.svg', { access: 'signals.read' }, picture)
  // A PNG is drawn from the same picture in the reader's browser; by its own address the audit trail says which of the two was taken.
  app.get('/map.png', { access: 'signals.read' }, picture)
}

const nameOf = (ask: MapAsk) => `map-${ask.known.measure.code}-${ask.ground.kind}-${ask.end}`
const download = (reply: FastifyReply, name: string, type: string) =>
  reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)

async function show(rooms: Rooms, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await look(rooms, req.actor, req.query)
  if (found.state !== 'ready') return reply.code(found.state === 'refused' ? 403 : 200).page(showEmptyMap(found))
  const { spec, query, rows } = tableOf(found.ready.shown, req.query)
  return reply.page(showMap(found.ready.shown, query, arrange(spec, rows, query)))
}

/** For downloads: what there is, or the reason in words. */
async function gather(rooms: Rooms, req: FastifyRequest) {
  const found = await look(rooms, req.actor, req.query)
  if (found.state === 'refused') throw forbidden(levelWords(found.measure))
  if (found.state !== 'ready') throw notFound('A map')
  return found
}

async function look(rooms: Rooms, actor: Actor, raw: unknown) {
  const answer = await readAsk(rooms, actor, raw)
  if (answer.state !== 'ready') return answer
  const { store, ground, known, end, within } = answer.ask
  const drawing = await drawingOf(rooms.db, store, ground, within)
  if (!drawing) return { state: 'no boundaries' as const }
  const layer = await layerOf(rooms.db, store, ground, known, end, within)
  const marked = await marksFor(rooms, answer.ask)
  const eyes = await eyesOf(rooms.db, actor, answer.ask, marked)
  const rare = rareFor(answer.ask, layer, eyes.sees)
  const asked = rare ? plainly(answer.ask, rare) : answer.ask
  const figures = figuresOf(actor, asked, layer, marked, eyes)
  const ask = { ...asked, group: figures.rows.some(row => row.group?.key === asked.group) ? asked.group : '' }
  const source = await sourceWords(
    rooms.db,
    store,
    known.measure.id,
    within.map(area => area.id),
    { from: layer.from, to: layer.end },
  )
  const title = pictureTitle(ask, figures)
  const svg = await pictureOf(actor, ask, figures, drawing, title, marked?.kept ? String(marked.kept.id) : '')
  const map = listOf(actor, ask, layer, figures, source)
  const mono = monoMaps(ask, figures, drawing)
  const shown: Shown = { map, figures, svg, mono, marked, pack: rooms.pack }
  return { state: 'ready' as const, ready: { ask, shown, figures, drawing } }
}

/** What this person sees: looked at over all places of the level, so that a map of one borough says no more than the map of all. */
async function eyesOf(
  db: Db,
  actor: Actor,
  { store, ground, known, end }: MapAsk,
  marked: Marked | undefined,
): Promise<Eyes> {
  const looking = { db, store, actor, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const none = { change: new Set<number>(), level: new Set<number>() }
  const hidden = marked ? await hiddenMarks(looking, { end: marked.end, ...marked.settings }, marked.marks) : none
  return { sees: (await seenOf(looking, end)).sees, hidden }
}

// Marks are worked out only for a map of marks; any other takes those that are kept, if they are of its period.
async function marksFor(rooms: Rooms, ask: MapAsk) {
  const { store, ground, known, end } = ask
  if (known.measure.topic !== 'violence' || ground.kind === 'lsoa') return undefined
  if (ask.show === 'change' || ask.show === 'level')
    return marksOf(rooms.bench, rooms.db, store, ground, known, { end, settings: defaults, across: false })
  const kept = await keptMarks(rooms.db, store, ground, known)
  return kept?.end === end ? kept : undefined
}

function listOf(
  actor: Actor,
  ask: MapAsk,
  layer: MapList['layer'],
  { cuts, steps }: MapFigures,
  source: string,
): MapList {
  let base = '' // one address for every row, made when the first is written
  const map: MapList = {
    ask,
    layer,
    cuts,
    steps,
    source,
    analyst: actor.role === 'analyst',
    choose: code => {
      base ||= addressOf(map, ask)
      return `${base}${base.includes('?') ? '&' : '?'}place=${encodeURIComponent(code)}#map`
    },
  }
  return map
}

/** The map's own address without a place: what a link to one place is added to. */
function addressOf(map: MapList, ask: MapAsk): string {
  const spec = mapList(map)
  const blank = readQuery(spec, {})
  const filters = {
    ...blank.filters,
    measure: [ask.known.measure.code],
    show: [ask.show],
    end: [ask.end],
    level: [ask.ground.kind],
    ...(ask.borough ? { borough: [ask.borough] } : {}),
  }
  const kept = {
    ...ownAddress(ask.own),
    ...(ask.group ? { group: ask.group } : {}),
  }
  return `/map${queryText(spec, { ...blank, filters, kept })}`
}

/** The table's rows: those of the chosen borough or of the chosen square of the key. A square of another map is forgotten. */
function tableOf(
  { map, figures }: Shown,
  raw: unknown,
): { spec: ReturnType<typeof mapList>; query: Query; rows: MapRow[] } {
  const { ask } = map
  const spec = mapList(map)
  const asked = readQuery(spec, raw)
  const { group: _group, place: _place, ...own } = asked.kept
  const kept = { ...own, ...(ask.group ? { group: ask.group } : {}), ...(ask.place ? { place: ask.place.code } : {}) }
  const scope = scopeOf(ask)
  const rows = figures.rows.filter(
    row => (!scope || row.area.boroughCode === scope) && (!ask.group || row.group?.key === ask.group),
  )
  return { spec, query: { ...asked, kept }, rows }
}
