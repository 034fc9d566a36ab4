// What is said of an organisation, by itself or an officer; and how far its small changes are trusted.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { escapeXml } from '../../../../lib/charts/index.ts'
import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { doneOf, type FieldError, readForm, seenVersion } from '../../../../platform/form.ts'
import { arrange, defineList, type List, listView, readQuery } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { allows, decide } from '../../../people/index.ts'
import { choice, type Field, mailbox, phone, web, words } from '../form/fields.ts'
import { type Filled, filled, wrongIn } from '../form/frame.ts'
import type { Rooms } from './frame.ts'

type Organisation = organisations.Organisation

const organisationPage = page<{
  title: string
  lead: string
  action: string
  version: number
  fields: Filled[]
  entries: string
  trust: { words: string; value: string; button: string } | null
  said: string
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/organisation.njk')
const listPage = page<{ title: string; lead: string; list: List; add: never[]; links: never[] }>(
  'finder/entries/pages/entries.njk',
)

const link = ({ key, name }: Organisation) =>
  `<a class="govuk-link" href="/opportunities/organisations/${key}">${escapeXml(name)}</a>`

const organisationList = defineList<Organisation>({
  path: '/opportunities/organisations',
  noun: ['organisation', 'organisations'],
  caption: 'Organisations of the finder',
  columns: [
    { key: 'name', title: 'Name', value: row => row.name, html: link, head: true, sortable: true },
    { key: 'kind', title: 'Kind', value: row => row.kind, sortable: true },
    {
      key: 'email',
      title: 'Mailbox',
      value: row => row.email,
      text: row => row.email ?? 'None: it gets no mail',
      sortable: true,
    },
    {
      key: 'trust',
      title: 'Small changes',
      value: row => row.trust,
      text: row => (row.trust === 'trusted' ? 'Public at once' : 'Read first'),
      sortable: true,
    },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    {
      key: 'trust',
      title: 'Small changes',
      kind: 'choice',
      options: [
        { value: 'trusted', text: 'Public at once' },
        { value: 'new', text: 'Read first' },
      ],
    },
  ],
  csv: false,
  empty: { title: 'No organisation fits.', text: 'Organisations come with their first entry.' },
})

const fieldsFor = (mayDomain: boolean): Field[] => [
  { name: 'name', kind: 'text', label: 'Name' },
  {
    name: 'description',
    kind: 'area',
    rows: 3,
    label: 'What does it do? (optional)',
    hint: 'It stands on its entries and in open data.',
  },
  {
    name: 'kind',
    kind: 'select',
    label: 'What kind of organisation is it?',
    items: organisations.kinds.map(value => ({ value, text: value })),
  },
  {
    name: 'email',
    kind: 'text',
    input: 'email',
    label: 'Mailbox of the team (optional)',
    hint: 'We write to it when something is approved or must be put right. Not a person’s name.',
  },
  { name: 'phone', kind: 'text', input: 'tel', width: 20, label: 'Phone of the team (optional)' },
  { name: 'website', kind: 'text', input: 'url', label: 'Web page (optional)' },
  { name: 'charityNumber', kind: 'text', width: 10, label: 'Charity number (optional)' },
  { name: 'companyNumber', kind: 'text', width: 10, label: 'Company number (optional)' },
  ...(mayDomain
    ? [
        {
          name: 'mailDomain',
          kind: 'text' as const,
          width: 20 as const,
          label: 'Mail domain (optional)',
          hint: 'Whoever has a mailbox there may look after its entries: tideway.example',
        },
      ]
    : []),
]

const orNull = (text: string): string | null => (text === '' ? null : text)
const code = (shape: RegExp, wrong: string) =>
  z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || shape.test(text), { error: wrong })
    .transform(orNull)

const formFor = (today: string) =>
  z.object({
    name: words(today, 120, 'Enter its name'),
    description: words(today, 1_000),
    kind: choice(organisations.kinds, 'Choose what kind of organisation it is'),
    email: mailbox().transform(orNull),
    phone: phone().transform(orNull),
    website: web().transform(orNull),
    charityNumber: code(/^\d{6,8}$/, 'Enter a charity number of 6 to 8 digits'),
    companyNumber: code(/^[A-Z0-9]{8}$/i, 'Enter a company number of 8 letters or digits'),
    mailDomain: code(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'Enter a domain such as tideway.example').optional(),
  })

const Key = z.object({ key: z.string().regex(/^[a-z0-9][a-z0-9-]*$/) })

/** One organisation, for whoever answers for it. */
async function oneOf(db: Db, req: FastifyRequest): Promise<Organisation> {
  const asked = Key.safeParse(req.params)
  const found = asked.success ? await organisations.findByKey(db, asked.data.key) : undefined
  if (!found || !decide(req.actor, 'edit', 'opportunity', { organisation: found.key }).allowed)
    throw notFound('That organisation')
  return found
}

const trustOf = ({ trust, trustedBy }: Organisation) =>
  trust === 'trusted'
    ? {
        words: `Corrections of times, costs and descriptions are public at once, on the word of ${trustedBy ?? 'an officer'}. Where it is, who may come and how people are kept safe are read first.`,
        value: 'new',
        button: 'Read all its changes first again',
      }
    : {
        words: 'Every change is read before it is public.',
        value: 'trusted',
        button: 'Let small changes be public at once',
      }

const done = { saved: 'Saved.', trust: 'Kept, with your name.' }

export function organisationRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const show = (req: FastifyRequest, organisation: Organisation, typed?: { values: unknown; errors: FieldError[] }) => {
    const mayApprove = allows(req.actor, 'opportunities.approve')
    const values = Object.fromEntries(
      Object.entries(organisation).map(([key, value]) => [key, value === null ? '' : String(value)]),
    )
    return organisationPage({
      title: organisation.name,
      lead: 'What stands here is public with every entry. Contacts are a team’s, never one person’s.',
      action: `/opportunities/organisations/${organisation.key}`,
      version: organisation.version,
      fields: filled(fieldsFor(mayApprove), typed ? { typed: typed.values } : values, typed?.errors),
      entries: `/opportunities?organisation=${organisation.key}`,
      trust: mayApprove ? trustOf(organisation) : null,
      said: doneOf(req.query, done),
      breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      ...wrongIn(typed?.errors),
    })
  }

  app.get('/opportunities/organisations', { access: 'opportunities.approve' }, async (req, reply) => {
    const query = readQuery(organisationList, req.query)
    const found = arrange(organisationList, await organisations.list(db), query)
    const list = listView(organisationList, query, found)
    return reply.page(
      listPage({ title: 'Organisations', lead: 'Who runs what stands in the finder.', list, add: [], links: [] }),
    )
  })

  app.get('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) =>
    reply.page(show(req, await oneOf(db, req))),
  )

  app.post('/opportunities/organisations/:key', { access: 'opportunities.edit' }, async (req, reply) => {
    const organisation = await oneOf(db, req)
    const form = readForm(formFor(today()), req.body)
    if (!form.ok) return reply.code(422).page(show(req, organisation, { values: req.body, errors: form.errors }))
    const { mailDomain, ...told } = form.data
    const may = allows(req.actor, 'opportunities.approve') && mailDomain !== undefined
    const seen = seenVersion(req.body)
    const kept = await organisations.change(db, {
      by: req.actor.email,
      id: organisation.id,
      seen,
      told: may ? { ...told, mailDomain } : told,
    })
    if (!kept.ok) return reply.code(422).page(show(req, organisation, { values: req.body, errors: kept.errors }))
    return reply.redirect(`/opportunities/organisations/${organisation.key}?done=saved`, 303)
  })

  app.post('/opportunities/organisations/:key/trust', { access: 'opportunities.approve' }, async (req, reply) => {
    const organisation = await oneOf(db, req)
    const trust = z.object({ trust: z.enum(['new', 'trusted']) }).safeParse(req.body)
    if (trust.success)
      await organisations.trust(db, {
        by: req.actor.email,
        id: organisation.id,
        trust: trust.data.trust,
        today: today(),
      })
    return reply.redirect(`/opportunities/organisations/${organisation.key}?done=trust`, 303)
  })
}
