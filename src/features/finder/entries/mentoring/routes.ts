// How many mentoring places there are, who waits, and how many matches last: counts each offer says of itself, never names.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type FieldError, readForm, seenVersion } from '../../../../platform/form.ts'
import { arrange, csvOf, type List, listView, readQuery } from '../../../../platform/list.ts'
import { sql } from '../../../../platform/sql.ts'
import { page } from '../../../../platform/view.ts'
import type { Rooms } from '../../rooms.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import { one, scopeOf } from '../office/frame.ts'
import { fields, formFor, keepCounts, mentoringList, rows } from './counts.ts'

const access = 'opportunities.edit'
const listPage = page<{ title: string; lead: string; list: List; add: never[]; links: never[] }>(
  'finder/entries/pages/entries.njk',
)
const formPage = page<{
  title: string
  lead: string
  action: string
  version: number
  cancel: string
  fields: Filled[]
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/counts.njk')

export function mentoringRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  app.get('/opportunities/mentoring', { access }, async (req, reply) => {
    const query = readQuery(mentoringList, req.query)
    const found = arrange(mentoringList, await rows(db, scopeOf(req.actor)), query)
    return reply.page(
      listPage({
        title: 'Mentoring: places and who waits',
        lead: 'Counts each offer says of itself. The last two are of those matched: who still meets three and six months on. None of it is public: small counts can tell who somebody is.',
        list: listView(mentoringList, query, found),
        add: [],
        links: [],
      }),
    )
  })

  app.get('/opportunities/mentoring.csv', { access }, async (req, reply) => {
    const found = arrange(mentoringList, await rows(db, scopeOf(req.actor)), readQuery(mentoringList, req.query))
    const file = csvOf(mentoringList, found.all)
    return reply.csv('mentoring', file.columns, file.rows)
  })

  const show = async (req: FastifyRequest, typed?: { values: unknown; errors: FieldError[] }) => {
    const entry = await one(db, req)
    const [row] = await rows(db, sql`o.id = ${entry.id}`)
    const values = Object.fromEntries(
      Object.entries(row ?? {}).map(([key, value]) => [key, value === null ? '' : String(value)]),
    )
    return formPage({
      title: `Counts of ${row?.name ?? 'this entry'}`,
      lead: 'Counts only. Never who.',
      action: `/opportunities/${entry.id}/mentoring`,
      version: row?.version ?? 0,
      cancel: '/opportunities/mentoring',
      fields: filled(
        fields,
        typed ? { typed: typed.values } : { ...values, countedOn: row?.countedOn ?? today() },
        typed?.errors,
      ),
      breadcrumbs: [
        { text: 'Opportunities', href: '/opportunities' },
        { text: 'Mentoring', href: '/opportunities/mentoring' },
      ],
      ...wrongIn(typed?.errors),
    })
  }

  app.get('/opportunities/:id/mentoring', { access }, async (req, reply) => reply.page(await show(req)))

  app.post('/opportunities/:id/mentoring', { access }, async (req, reply) => {
    const entry = await one(db, req)
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, { values: req.body, errors: form.errors }))
    await keepCounts(db, { id: entry.id, version: seenVersion(req.body) }, form.data, req.actor.email)
    return reply.redirect('/opportunities/mentoring', 303)
  })
}
