import type { FastifyInstance, FastifyRequest } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { levelWords } from '../../evidence/index.ts'
import { showNothing } from '../patterns/nothing.ts'
import type { Rooms } from '../signals/ask.ts'
import { placeRows, placesFor } from './places.ts'
import { path, pointsOf } from './reading.ts'
import { showConcentration } from './views.ts'
import { ask, draws, seed } from './work.ts'

const title = 'Where violence is concentrated'

/** Concentration against chance, its curve as a file, and the places at the top as a file. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const asked = await ask(rooms, req.actor, req.query)
    if (asked.state === 'found')
      return reply.page(
        await showConcentration(rooms, req, asked.found, await placesFor(rooms, req.actor, asked.found)),
      )
    const why = 'Nothing was recorded here in this period.'
    const state = asked.state === 'nothing' ? { state: asked.state, look: asked.look, why } : asked
    return reply.code(state.state === 'refused' ? 403 : 200).page(showNothing(title, path, state))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const found = await gather(rooms, req)
    const { marked, curve } = pointsOf(found)
    const { measure } = found.look.known
    const rows = [...(marked ? [marked] : []), ...curve].sort((a, b) => a.places - b.places)
    const columns = [
      'share_of_places',
      'share_of_events',
      'by_chance',
      'chance_lower_95',
      'chance_upper_95',
      'places',
      'events',
      'measure',
      'level',
      'period_from',
      'period_to',
      'chance',
      'draws',
      'seed',
    ]
    const { spread } = found.answer
    const same = [
      spread.places,
      spread.total,
      measure.code,
      found.look.ground.kind,
      found.look.from,
      found.look.to,
      found.settings.chance,
      draws,
      seed,
    ]
    return reply.csv(
      'concentration',
      columns,
      rows.map(row => [row.places, row.events, row.chance, row.lower, row.upper, ...same]),
    )
  })

  app.get(`${path}/places.csv`, { access: 'signals.read' }, async (req, reply) => {
    const found = await gather(rooms, req)
    const listed = await placesFor(rooms, req.actor, found)
    if (listed.state !== 'listed') throw forbidden(listed.why)
    return reply.csv('concentration-places', ...placeRows(found, listed.rows))
  })
}

/** For files: what there is, or the reason in words. */
async function gather(rooms: Rooms, req: FastifyRequest) {
  const asked = await ask(rooms, req.actor, req.query)
  if (asked.state === 'refused') throw forbidden(levelWords(asked.measure))
  if (asked.state !== 'found') throw notFound('A curve')
  return asked.found
}
