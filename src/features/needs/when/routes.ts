import type { FastifyInstance } from 'fastify'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { sentence } from '../../../lib/words.ts'
import { linksOf } from '../analyses/links.ts'
import type { Rooms } from '../signals/ask.ts'
import { analysisPage, scopeFields, showNothing } from './page.ts'
import { path, shownOf, view } from './reading.ts'
import { hrefOf, scopeOf } from './scope.ts'

/** When it happens: months, days, hours. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const scoped = await scopeOf(rooms, req.actor, req.query, { own: true })
    if (scoped.state !== 'ready')
      return reply.code(scoped.state === 'refused' ? 403 : 200).page(showNothing(view.title, path, scoped))
    const { parts, reading } = await shownOf(rooms.db, scoped.scope)
    return reply.page(
      analysisPage({
        title: reading.title,
        lead: reading.statement,
        action: path,
        fields: scopeFields(scoped.scope),
        parts,
        notes: reading.notes,
        source: {
          count: `${sentence(scoped.scope.measure.unit)}.`,
          interval: 'Intervals are 95%, exact; a rate is never shown without how often its time came round.',
          source: reading.source ? `Source: ${reading.source}.` : '',
        },
        links: linksOf(req.actor, reading, { csv: hrefOf(`${path}.csv`, scoped.scope), asked: req.query }),
        empty: null,
      }),
    )
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const scoped = await scopeOf(rooms, req.actor, req.query, { own: true })
    if (scoped.state === 'refused') throw forbidden(scoped.words)
    if (scoped.state !== 'ready') throw notFound('Any times')
    const { parts, reading } = await shownOf(rooms.db, scoped.scope)
    const rows = parts.flatMap(({ title, table }) =>
      (table?.rows ?? []).flatMap(row =>
        row.slice(1).map((cell, i) => [title, row[0]?.text ?? '', table?.head[i + 1] ?? '', cell.text]),
      ),
    )
    return reply.csv(
      `when-${scoped.scope.measure.code}-${scoped.scope.spot.code}-${reading.to}`,
      ['part', 'time', 'figure', 'value'],
      rows,
    )
  })
}
