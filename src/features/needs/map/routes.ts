import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { arrange, csvOf, type Query, readQuery } from '../../../platform/list.ts'
import { levelWords } from '../../evidence/index.ts'
import type { Rooms } from '../signals/ask.ts'
import type { MapAsk } from './ask.ts'
import { geojsonOf, svgOf } from './downloads.ts'
import { showEmptyMap } from './empty.ts'
import { factsFor } from './facts.ts'
import { mapList } from './list.ts'
import { look } from './look.ts'
import type { MapRow } from './places.ts'
import { linksOfMap } from './view.ts'
import { type Shown, scopeOf, showMap } from './views.ts'

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
  return reply.page(
    showMap(found.ready.shown, query, arrange(spec, rows, query), linksOfMap(req.actor, found.ready.ask, req.query)),
  )
}

/** For downloads: what there is, or the reason in words. */
async function gather(rooms: Rooms, req: FastifyRequest) {
  const found = await look(rooms, req.actor, req.query)
  if (found.state === 'refused') throw forbidden(levelWords(found.measure))
  if (found.state !== 'ready') throw notFound('A map')
  return found
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
