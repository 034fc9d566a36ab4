import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { csv } from '../../../../platform/csv.ts'
import type { Db } from '../../../../platform/db.ts'
import { odsRows, openSafely } from '../../../../platform/files/index.ts'
import { doneOf, type FieldError, readForm } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { odsFile, odsType } from '../../../../platform/ods.ts'
import { readUpload, removeUpload } from '../../../evidence/index.ts'
import { allows } from '../../../people/index.ts'
import { type Chosen, place, type Whose, whoseOf, whoseShape } from '../../entries/form/new.ts'
import { mayEdit, shownBody } from '../../entries/office/frame.ts'
import type { Rooms } from '../../rooms.ts'
import { columns, example, meaningOf } from './columns.ts'
import { keepPlan } from './keep.ts'
import { candidates, type Plan, plan, type Where } from './plan.ts'
import { type Shown, spreadsheet } from './view.ts'
import { linesOf } from './write.ts'

const access = 'opportunities.edit'
const mostBytes = 1_000_000
// What a browser makes of the same text when it sends it again: up to three signs for one.
const bodyLimit = 3 * mostBytes + 100_000
const headings = columns.map(each => each.heading)

const done = { sent: 'Sent. A second person reads each entry before it is public.' }
const movedOn = 'Something changed since you looked. Look again before you send it.'

/** Entries from a spreadsheet: a template to fill in, a look at what it would do, and then all of it or nothing. */
export function sheetRoutes(app: FastifyInstance, { db, today }: Rooms): void {
  templates(app)
  download(app, { db, today })
  const show = async (req: FastifyRequest, reply: FastifyReply, more: Partial<Shown> = {}) => {
    const bad = (more.errors?.length ?? 0) + (more.found?.plan.wrongs.length ?? 0) > 0
    const whose = await whoseOf(db, req.actor)
    const mayCreate = allows(req.actor, 'opportunities.create')
    return reply
      .code(bad ? 422 : 200)
      .page(spreadsheet({ actor: req.actor, today: today(), whose, mayCreate, ...more }))
  }

  app.get('/opportunities/spreadsheet', { access }, async (req, reply) =>
    show(req, reply, { said: doneOf(req.query, done) }),
  )

  app.post('/opportunities/spreadsheet', { access }, async (req, reply) => {
    const sent = await sentText(req)
    const form = readForm(z.object(whoseShape(today())), sent.fields)
    if (!form.ok) return show(req, reply, { chosen: blank, errors: form.errors })
    const where = await whereOf(db, req.actor, form.data)
    const errors = [...('errors' in where ? where.errors : []), ...sent.errors]
    if ('errors' in where || errors.length > 0) return show(req, reply, { chosen: form.data, errors })
    const found = await plan(db, { actor: req.actor, today: today(), where, text: sent.text })
    return show(req, reply, { chosen: form.data, found: { plan: found, text: sent.text, file: sent.name } })
  })

  app.post('/opportunities/spreadsheet/send', { access, bodyLimit }, async (req, reply) => {
    const form = readForm(Confirmed(today()), req.body)
    if (!form.ok) return show(req, reply, { errors: form.errors })
    const { text, seen, ...chosen } = form.data
    const answer = await send(db, { actor: req.actor, today: today(), chosen, text, seen })
    if ('errors' in answer) return show(req, reply, { chosen, errors: answer.errors })
    if (answer.sent) return reply.redirect('/opportunities/spreadsheet?done=sent', 303)
    return show(req, reply, { chosen, notes: [movedOn], found: { plan: answer.plan, text } })
  })
}

const blank: Chosen = { organisation: '', newOrganisation: '', borough: '' }
const Confirmed = (today: string) =>
  z.object({
    ...whoseShape(today),
    text: z
      .string({ error: 'Choose the file again' })
      .min(1, { error: 'Choose the file again' })
      .refine(text => Buffer.byteLength(text) <= 2 * mostBytes, { error: 'The file is too large' }),
    seen: z.string().max(100).default(''),
  })

function templates(app: FastifyInstance): void {
  app.get('/opportunities/spreadsheet.csv', { access }, async (_req, reply) =>
    reply.csv('things-to-do-template', headings, [example]),
  )
  app.get('/opportunities/spreadsheet.ods', { access }, async (_req, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="things-to-do-template.ods"')
      .type(odsType)
      .send(
        odsFile([
          { name: 'Entries', rows: [headings, example] },
          {
            name: 'What goes in each column',
            rows: [['Column', 'What goes in it'], ...columns.map(each => [each.heading, meaningOf(each)])],
          },
        ]),
      ),
  )
}

const Of = z.object({ organisation: z.string().max(80) }).catch({ organisation: '' })

/** What an organisation has here already, in the columns of the template: to be changed and sent again. */
function download(app: FastifyInstance, { db, today }: Pick<Rooms, 'db' | 'today'>): void {
  app.get('/opportunities/spreadsheet/entries.csv', { access }, async (req, reply) => {
    const { own, organisations: known } = await whoseOf(db, req.actor)
    const asked = Of.parse(req.query ?? {}).organisation
    const organisation = own ?? known.find(({ key }) => key === asked)
    if (!organisation) throw notFound('That organisation')
    const entries = (await candidates(db, organisation.id))
      .filter(entry => mayEdit(req.actor, entry))
      // who may not know where a safe place is takes none of it home
      .filter(entry => shownBody(req.actor, entry, entry.body) === entry.body)
    const lines = entries.flatMap(entry => linesOf(entry, today()))
    return reply.csv('our-things-to-do', headings, lines)
  })
}

/** The text of the file that was sent, or why there is none. */
async function sentText(req: FastifyRequest) {
  const { fields, file, errors } = await readUpload(req, undefined, mostBytes)
  if (!file) return { fields, name: '', text: '', errors: errors.map(plainError) }
  const { name } = file
  try {
    const rows = odsRows(readFileSync(file.path))
    if (rows) return { fields, name, text: csv(rows[0] ?? [], rows.slice(1)), errors: [] }
    const opened = await openSafely(file.path, { name })
    if (!opened.ok) {
      const text = opened.refusals.map(({ reason, remedy }) => `${reason}. ${remedy}`).join(' ')
      return { fields, name, text: '', errors: [{ field: 'file', text }] }
    }
    const { kind, path, close } = opened.value
    const text = kind === 'csv' ? readFileSync(path, 'utf8') : ''
    close()
    return {
      fields,
      name,
      text,
      errors:
        kind === 'csv'
          ? []
          : [
              {
                field: 'file',
                text: 'We read CSV and ODS. In Excel choose “Save as”, then “OpenDocument spreadsheet” or “CSV UTF-8”, and send that',
              },
            ],
    }
  } finally {
    removeUpload(file.path)
  }
}

// The words of the data upload speak of importing at the machine, which is not for these.
const plainError = (error: FieldError): FieldError =>
  error.text.startsWith('The file must be smaller')
    ? { ...error, text: 'The file must be smaller than 1 MB. Send it in parts' }
    : error

/** Whose entries a file may touch: a provider’s own, those of a borough, or what an officer may change. */
async function whereOf(db: Db, actor: Actor, chosen: Chosen): Promise<Where | { errors: FieldError[] }> {
  const whose = await whoseOf(db, actor)
  const mayCreate = allows(actor, 'opportunities.create')
  const borough = whose.boroughs.find(({ code }) => code === chosen.borough)
  const organisation = whose.own ?? whose.organisations.find(({ key }) => key === chosen.organisation)
  const errors = [
    ...(!organisation && !(mayCreate && chosen.newOrganisation) ? [missing(whose)] : []),
    ...(mayCreate && whose.boroughNeeded && !borough
      ? [{ field: 'borough', text: 'Choose one of your boroughs' }]
      : []),
  ]
  return errors.length > 0 ? { errors } : { organisation, borough }
}

const missing = ({ organisations }: Whose): FieldError => ({
  field: organisations.length > 0 ? 'organisation' : 'newOrganisation',
  text: 'Say who runs it',
})

interface Sending {
  actor: Actor
  today: string
  chosen: Chosen
  text: string
  seen: string
}

/** Looked at again, and kept only where it does what stood on the page. */
const send = (db: Db, { actor, today, chosen, text, seen }: Sending) =>
  db.transaction(async (tx): Promise<{ errors: FieldError[] } | { sent: boolean; plan: Plan }> => {
    const where = await whereOf(tx, actor, chosen)
    if ('errors' in where) return where
    const found = await plan(tx, { actor, today, where, text })
    if (found.wrongs.length > 0 || found.seen !== seen) return { sent: false, plan: found }
    const isNew = found.steps.some(({ what }) => what === 'new')
    const owner = isNew ? await place(tx, actor, chosen) : undefined
    if (owner && !owner.ok) return owner
    await keepPlan(tx, found.steps, { by: actor.email, organisationId: owner?.organisationId ?? '' })
    return { sent: true, plan: found }
  })
