import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, defineList, type List, listView, readQuery } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { requireFresh } from '../fresh.ts'
import type { Options } from '../options.ts'
import { allows } from '../permission/access.ts'
import { confidential, kinds } from '../permission/matrix.ts'
import { Id } from '../schemas.ts'
import { whoOf } from '../sessions/routes.ts'
import { momentWords } from '../words.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { kindWords } from './words.ts'

const closedKinds = kinds.filter(kind => confidential.has(kind))
const mostHours = 4
const hours = Array.from({ length: mostHours }, (_, i) => i + 1)

const Ask = z.object({
  kind: z.enum(closedKinds, { error: 'Choose what must be read' }),
  reason: z
    .string({ error: 'Say why' })
    .trim()
    .min(20, { error: 'Say why in a sentence or two: the directors read it' })
    .max(1_000, { error: 'Use 1,000 characters or fewer' }),
  hours: z.coerce
    .number({ error: 'Choose for how long' })
    .int({ error: 'Choose for how long' })
    .min(1, { error: 'Choose for how long' })
    .max(mostHours, { error: 'Choose 4 hours or fewer' }),
})

const openings = defineList<queries.Row>({
  path: '/glass',
  noun: ['opening', 'openings'],
  caption: 'Openings of confidential records',
  columns: [
    {
      key: 'from',
      title: 'From',
      value: row => row.from,
      text: row => momentWords(row.from),
      sortable: true,
      head: true,
    },
    { key: 'until', title: 'Until', value: row => row.until, text: row => momentWords(row.until), sortable: true },
    { key: 'who', title: 'Who', value: row => row.who, sortable: true },
    { key: 'kind', title: 'What', value: row => row.kind, text: row => kindWords(row.kind), sortable: true },
    { key: 'reason', title: 'Why', value: row => row.reason },
    { key: 'pages', title: 'Pages asked for', value: row => row.pages, numeric: true, sortable: true },
    { key: 'open', title: 'State', value: row => row.open, text: row => (row.open ? 'Open now' : 'Ended') },
  ],
  filters: [{ kind: 'search', key: 'q', title: 'Who or why' }],
  sort: { key: 'from', dir: 'desc' },
  empty: { title: 'Never opened.', text: 'No administrator has opened confidential records.' },
})

const listPage = page<{
  title: string
  list: List
  mayBreak: boolean
  mine: { id: number; words: string }[]
}>('people/pages/glass.njk')

const breakPage = page<
  Wrong & {
    title: string
    breadcrumbs: { text: string; href: string }[]
    kinds: { value: string; text: string; checked: boolean }[]
    hours: { value: string; text: string; checked: boolean }[]
    reason: string
  }
>('people/pages/glass-break.njk')

/** Breaking the glass: an administrator reads confidential records for a time, with a reason, and everybody concerned knows. */
export function routes(app: FastifyInstance, db: Db, options: Options): void {
  app.get('/glass', { access: 'glass.read' }, async (req, reply) => {
    const rows = await queries.list(db)
    const query = readQuery(openings, req.query)
    return reply.page(
      listPage({
        title: 'Openings of confidential records',
        list: listView(openings, query, arrange(openings, rows, query)),
        mayBreak: allows(req.actor, 'glass.break'),
        mine: rows.filter(row => row.open && row.accountId === req.actor.accountId).map(mineOf),
      }),
    )
  })

  app.get('/glass.csv', { access: 'glass.read' }, async (req, reply) => {
    const query = readQuery(openings, req.query)
    const { columns, rows } = csvOf(openings, arrange(openings, await queries.list(db), query).all)
    return reply.csv('upstream-openings', columns, rows)
  })

  const careful = { access: 'glass.break', preHandler: requireFresh } as const
  app.get('/glass/break', careful, async (_req, reply) => reply.page(form({}, [])))

  app.post('/glass/break', careful, async (req, reply) => {
    const read = readForm(Ask, req.body)
    if (!read.ok) return reply.code(400).page(form(read.values, read.errors))
    await service.breakGlass(db, whoOf(req.actor), read.data, options.address)
    return reply.redirect('/glass', 303)
  })

  app.post('/glass/:id/close', { access: 'glass.break' }, async (req, reply) => {
    const asked = Id.safeParse(req.params)
    if (!asked.success || !(await service.close(db, whoOf(req.actor), asked.data.id))) throw notFound('That opening')
    return reply.redirect('/glass', 303)
  })
}

const mineOf = ({ id, kind, until }: queries.Row) => ({ id, words: `${kindWords(kind)}, until ${momentWords(until)}` })

const form = (typed: Record<string, unknown>, errors: FieldError[]) =>
  breakPage({
    ...wrong(errors),
    title: 'Open confidential records',
    breadcrumbs: [{ text: 'Openings of confidential records', href: '/glass' }],
    kinds: closedKinds.map(value => ({ value, text: kindWords(value), checked: value === typed.kind })),
    hours: hours.map(value => ({
      value: String(value),
      text: value === 1 ? '1 hour' : `${value} hours`,
      checked: String(value) === typedText(typed, 'hours', '1'),
    })),
    reason: typedText(typed, 'reason'),
  })

/** What the banner says while the glass is broken; empty when it is not. */
export const glassWords = (actor: Actor): string =>
  actor.glass.length ? `You may read confidential records: ${actor.glass.map(kindWords).join(', ')}.` : ''
