import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { page } from '../../../platform/view.ts'
import { allows } from '../../people/index.ts'
import type { Reading } from '../analyses/reading.ts'
import { findingHref } from '../analyses/views.ts'
import type { Rooms } from '../signals/ask.ts'
import { path, scopesFor, scopesOf, totals } from './totals.ts'

const Asked = z.object({ place: z.string().max(20).catch('') })

interface TotalsPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  choices: { value: string; text: string; selected: boolean }[]
  reading: Reading | null
  csv: string
  finding: string
}
const totalsPage = page<TotalsPage>('needs/pages/totals.njk')

async function asked(rooms: Rooms, req: FastifyRequest) {
  const scopes = scopesFor(req.actor, (await scopesOf(rooms.db)).scopes)
  const wanted = Asked.parse(req.query ?? {}).place
  const place = (scopes.find(({ code }) => code === wanted) ?? scopes[0])?.code ?? ''
  return { scopes, place, reading: await totals(rooms, { place }) }
}

/** How much violence of each kind is recorded. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const { scopes, place, reading } = await asked(rooms, req)
    return reply.page(
      totalsPage({
        title: reading?.title ?? 'Totals of violence',
        breadcrumbs: [{ text: 'Ways of looking', href: '/analyses' }],
        action: path,
        choices: scopes.map(({ code, name }) => ({ value: code, text: name, selected: code === place })),
        reading: reading ?? null,
        csv: `${path}.csv?${new URLSearchParams({ place })}`,
        finding: reading && allows(req.actor, 'findings.create') ? findingHref('totals', reading.href) : '',
      }),
    )
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const { reading } = await asked(rooms, req)
    const table = reading?.table
    return reply.csv(
      'totals',
      [...(table?.head ?? []), 'Source'],
      (table?.rows ?? []).map(row => [...row, reading?.source ?? '']),
    )
  })
}
