// A new entry: what kind it is, whose, and in which borough. The rest is asked page by page.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { page } from '../../../../platform/view.ts'
import * as organisations from '../../../organisations/index.ts'
import { decide } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import { type Kind, kinds } from '../../schemas.ts'
import * as service from '../service.ts'
import { type Borough, boroughs } from '../where-queries.ts'
import { kindNames } from '../words.ts'
import { choice, type Field, items, words } from './fields.ts'
import { type Filled, filled, wrongIn } from './frame.ts'

/** A page that begins an entry. */
export const newPage = page<{
  title: string
  lead: string
  action: string
  button: string
  fields: Filled[]
  breadcrumbs: { text: string; href: string }[]
}>('finder/entries/pages/new.njk')

/** What somebody may choose from: their organisation, or any; their boroughs, or all. */
export interface Whose {
  /** The organisation of a provider, once it is known here. */
  own: organisations.Organisation | undefined
  organisations: readonly organisations.Organisation[]
  boroughs: readonly Borough[]
  /** Must a borough be chosen: one of their own. */
  boroughNeeded: boolean
}

export async function whoseOf(db: Db, actor: Actor): Promise<Whose> {
  const isOwn =
    actor.organisation !== null && decide(actor, 'edit', 'opportunity', { organisation: actor.organisation }).allowed
  const all = await boroughs(db)
  return {
    own: isOwn ? await organisations.findByKey(db, actor.organisation ?? '') : undefined,
    organisations: isOwn ? [] : await organisations.list(db),
    boroughs: isOwn ? all : all.filter(({ code }) => actor.places.includes(code)),
    boroughNeeded: !isOwn,
  }
}

export function whoseFields({ own, organisations: known, boroughs, boroughNeeded }: Whose): Field[] {
  const named: Field = {
    name: 'newOrganisation',
    kind: 'text',
    label: known.length > 0 ? 'Or, if it is not in the list, its name' : 'What is your organisation called?',
  }
  return [
    ...(own
      ? []
      : known.length > 0
        ? [
            {
              name: 'organisation',
              kind: 'select' as const,
              label: 'Who runs it?',
              items: [{ value: '', text: 'Choose' }, ...known.map(({ key, name }) => ({ value: key, text: name }))],
            },
            named,
          ]
        : [named]),
    {
      name: 'borough',
      kind: 'select',
      label: 'In which borough is it?',
      items: [
        { value: '', text: boroughNeeded ? 'Choose' : 'Online, or all of the city' },
        ...boroughs.map(({ code, name }) => ({ value: code, text: name })),
      ],
    },
  ]
}

export const whoseShape = (today: string) => ({
  organisation: z.string().trim().max(80).default(''),
  newOrganisation: words(today, 120),
  borough: z.string().trim().max(20).default(''),
})

export interface Chosen {
  organisation: string
  newOrganisation: string
  borough: string
}

export type Placed =
  | { ok: true; organisationId: string; boroughId: number | null }
  | { ok: false; errors: FieldError[] }

/** Whose the entry will be. An organisation nobody has heard of is kept with it; a provider's own keeps the name of their account. */
export async function place(tx: Db, actor: Actor, chosen: Chosen): Promise<Placed> {
  const whose = await whoseOf(tx, actor)
  const borough = whose.boroughs.find(({ code }) => code === chosen.borough)
  if (whose.boroughNeeded && !borough)
    return { ok: false, errors: [{ field: 'borough', text: 'Choose one of your boroughs' }] }
  const organisation = whose.own ?? whose.organisations.find(({ key }) => key === chosen.organisation)
  const subject = { organisation: organisation?.key ?? actor.organisation, places: borough ? [borough.code] : [] }
  const answer = decide(actor, 'edit', 'opportunity', subject)
  if (!answer.allowed) throw forbidden(answer.why)
  if (organisation) return { ok: true, organisationId: organisation.id, boroughId: borough?.id ?? null }
  if (chosen.newOrganisation === '')
    return {
      ok: false,
      errors: [
        {
          field: whose.boroughNeeded && whose.organisations.length > 0 ? 'organisation' : 'newOrganisation',
          text: 'Say who runs it',
        },
      ],
    }
  const kept = await organisations.enter(tx, {
    by: actor.email,
    name: chosen.newOrganisation,
    ...(!whose.boroughNeeded && actor.organisation !== null ? { key: actor.organisation } : {}),
  })
  return kept.ok ? { ok: true, organisationId: kept.organisation.id, boroughId: borough?.id ?? null } : kept
}

const fieldsOf = (whose: Whose): Field[] => [
  { name: 'kind', kind: 'radios', label: 'What is it?', items: items<Kind>(kindNames) },
  { name: 'name', kind: 'text', label: 'What is it called?' },
  ...whoseFields(whose),
]

const Form = (today: string) =>
  z.object({
    kind: choice(kinds, 'Choose what it is'),
    name: words(today, 120, 'Enter what it is called'),
    ...whoseShape(today),
  })

export function newRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  const show = async (req: FastifyRequest, typed?: unknown, errors: FieldError[] = []) =>
    newPage({
      title: 'Add something to the finder',
      lead: 'It takes about ten minutes. Each page is saved, so you can stop and go on later.',
      action: '/opportunities/new',
      button: 'Start',
      fields: filled(fieldsOf(await whoseOf(db, req.actor)), typed === undefined ? {} : { typed }, errors),
      breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
      ...wrongIn(errors),
    })

  app.get('/opportunities/new', { access: 'opportunities.create' }, async (req, reply) => reply.page(await show(req)))

  app.post('/opportunities/new', { access: 'opportunities.create' }, async (req, reply) => {
    const form = readForm(Form(today()), req.body)
    if (!form.ok) return reply.code(422).page(await show(req, req.body, form.errors))
    const made = await begin(db, req.actor, form.data)
    if (!made.ok) return reply.code(422).page(await show(req, req.body, made.errors))
    return reply.redirect(`/opportunities/${made.id}/edit/what`, 303)
  })
}

const begin = (db: Db, actor: Actor, form: Chosen & { kind: Kind; name: string }) =>
  db.transaction(async tx => {
    const placed = await place(tx, actor, form)
    if (!placed.ok) return placed
    const { id } = await service.enter(tx, {
      ...placed,
      by: actor.email,
      kind: form.kind,
      body: { name: form.name, cost: { kind: 'free', words: '' }, join: { how: 'turn-up' } },
      note: '',
      verdict: 'draft',
    })
    return { ok: true as const, id }
  })
