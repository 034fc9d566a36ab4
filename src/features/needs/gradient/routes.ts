import type { FastifyInstance } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { levelWords } from '../../evidence/index.ts'
import { showNothing } from '../patterns/nothing.ts'
import type { Rooms } from '../signals/ask.ts'
import { path } from './reading.ts'
import { showGradient } from './views.ts'
import { ask } from './work.ts'

/** Rates from the most to the least deprived places, and the same as a file. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const asked = await ask(rooms, req.actor, req.query)
    if (asked.state === 'found') return reply.page(await showGradient(rooms, req, asked.found))
    return reply.code(asked.state === 'refused' ? 403 : 200).page(showNothing('Violence and deprivation', path, asked))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const asked = await ask(rooms, req.actor, req.query)
    if (asked.state === 'refused') throw forbidden(levelWords(asked.measure))
    if (asked.state !== 'found') throw notFound('A gradient')
    const { look, edition, residents, per, answer } = asked.found
    const columns = [
      'group',
      'groups',
      'places',
      'score_from',
      'score_to',
      'count',
      'residents',
      'rate',
      'lower_95',
      'upper_95',
      'rate_per',
      'measure',
      'level',
      'period_from',
      'period_to',
      'index',
      'residents_of',
    ]
    const same = [
      `${per} residents a year`,
      look.known.measure.code,
      look.ground.kind,
      look.from,
      look.to,
      edition.measure.code,
      residents.words,
    ]
    const rows = answer.groups.map((one, i) => [
      i + 1,
      answer.groups.length,
      one.places,
      one.from,
      one.to,
      one.count,
      one.residents,
      one.rate,
      one.lower,
      one.upper,
      ...same,
    ])
    return reply.csv('gradient', columns, rows)
  })
}
