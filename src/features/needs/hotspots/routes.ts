import type { FastifyInstance } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { levelWords } from '../../evidence/index.ts'
import { showNothing } from '../patterns/nothing.ts'
import type { Rooms } from '../signals/ask.ts'
import { markWords, path } from './reading.ts'
import { seenSpots } from './seen.ts'
import { showSpots } from './views.ts'
import { ask, seed } from './work.ts'

const columns = [
  'name',
  'code',
  'borough',
  'mark',
  'count',
  'residents',
  'rate',
  'lower_95',
  'upper_95',
  'z',
  'p',
  'p_adjusted',
  'neighbours',
  'sudden_cluster',
  'sudden_told',
  'measure',
  'period_from',
  'period_to',
  'draws',
  'seed',
]

/** Hot and cold spots and sudden clusters on a map and in lists, and every place in a file. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const asked = await ask(rooms, req.actor, req.query)
    if (asked.state === 'found') return reply.page(await showSpots(rooms, req, asked.found))
    return reply.code(asked.state === 'refused' ? 403 : 200).page(showNothing('Hot spots', path, asked))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const asked = await ask(rooms, req.actor, req.query)
    if (asked.state === 'refused') throw forbidden(levelWords(asked.measure))
    if (asked.state !== 'found') throw notFound('A map of hot spots')
    const { look, answer } = asked.found
    const { rows, clusters } = await seenSpots(rooms, req.actor, asked.found)
    const told = new Map(clusters.map(cluster => [cluster.number, cluster.told ? 'yes' : 'no']))
    const same = [look.known.measure.code, look.from, look.to, answer.draws, seed]
    return reply.csv(
      'hot-spots',
      columns,
      rows.map(row => {
        const { area, rate } = row
        const who = [area.name, area.code, area.boroughName, markWords[row.mark], row.count.count, row.residents]
        return [
          ...who,
          rate?.rate,
          rate?.lower,
          rate?.upper,
          row.z,
          row.p,
          row.q,
          row.neighbours,
          row.cluster,
          told.get(row.cluster ?? 0),
          ...same,
        ]
      }),
    )
  })
}
