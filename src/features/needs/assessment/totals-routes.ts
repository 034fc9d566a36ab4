import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { page } from '../../../platform/view.ts'
import { csvOf } from '../analyses/csv.ts'
import { type Links, linksOf, noLinks } from '../analyses/links.ts'
import type { Reading } from '../analyses/reading.ts'
import type { Rooms } from '../signals/ask.ts'
import { path, scopesFor, scopesOf, totals } from './totals.ts'
import type { Scope } from './totals-rows.ts'

const Asked = z.object({ place: z.string().max(20).catch('') })

interface TotalsPage {
  title: string
  action: string
  fields: { name: string; label: string; items: { value: string; text: string; selected: boolean }[] }[]
  reading: Reading | null
  links: Links
}
const totalsPage = page<TotalsPage>('needs/pages/totals.njk')

async function asked(rooms: Rooms, req: FastifyRequest) {
  const scopes = scopesFor(req.actor, (await scopesOf(rooms.db)).scopes)
  const wanted = Asked.parse(req.query ?? {}).place
  const place = (scopes.find(({ code }) => code === wanted) ?? scopes[0])?.code ?? ''
  return { scopes, place, reading: await totals(rooms, { place }) }
}

const itemsOf = (scopes: readonly Scope[], place: string) =>
  scopes.map(({ code, name }) => ({ value: code, text: name, selected: code === place }))

/** How much violence of each kind is recorded. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const { scopes, place, reading } = await asked(rooms, req)
    return reply.page(
      totalsPage({
        title: reading?.title ?? 'Totals of violence',
        action: path,
        fields: [{ name: 'place', label: 'Place', items: itemsOf(scopes, place) }],
        reading: reading ?? null,
        links: reading
          ? linksOf(req.actor, reading, { csv: `${path}.csv?${new URLSearchParams({ place })}`, asked: req.query })
          : noLinks,
      }),
    )
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const { reading } = await asked(rooms, req)
    if (!reading) throw notFound('Totals')
    const { columns, rows } = csvOf(reading)
    return reply.csv('totals', columns, rows)
  })
}
