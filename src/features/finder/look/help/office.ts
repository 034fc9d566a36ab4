// Where officers and administrators put help lines right and say that they checked them.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import { sentence } from '../../../../lib/words.ts'
import { doneOf, RowId, readForm, seenVersion, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { smallErrors } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import { proposals } from '../../../people/index.ts'
import type { Rooms } from '../../rooms.ts'
import { decideRoutes, type Shown } from './changes.ts'
import * as queries from './queries.ts'
import * as service from './service.ts'
import { type HelpLine, type HelpWords, lineOf, linesIn, Phone, Secure, said } from './words.ts'

const trimmed = (schema: z.ZodType<string, string>) =>
  z
    .string()
    .trim()
    .pipe(z.union([z.literal(''), schema]))
    .default('')

const Correction = z.object({
  words: said(240),
  phone: trimmed(Phone),
  address: trimmed(Secure),
  hours: trimmed(z.string().max(80, { error: 'Use 80 characters or fewer' })),
  cost: trimmed(z.string().max(80, { error: 'Use 80 characters or fewer' })),
  text: trimmed(z.string().max(80, { error: 'Use 80 characters or fewer' })),
  chat: trimmed(Secure),
})

const dones = {
  sent: 'Sent. The public sees it once a second person has approved it.',
  same: 'Nothing changes: this is what stands there.',
  approved: 'Approved. The public sees it now.',
  refused: 'Sent back, with your reason.',
  back: 'Taken back. What stood before is public again.',
  asked: 'Asked for. What stood before is public again once a second person has approved it.',
  checked: 'Kept: checked today.',
}
const labels: Readonly<Record<keyof service.Correction, string>> = {
  words: 'What it is for',
  phone: 'Phone',
  hours: 'When it answers',
  cost: 'What a call costs',
  text: 'Number to text',
  chat: 'Chat',
  address: 'Site',
}
const access = 'help-links.edit'

interface Row {
  href: string
  name: string
  phone: string
  checked: string
  known: string
  knock: string
  waits: boolean
}
interface LinePage extends Wrong {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  said: string
  id: string
  source: string
  checked: string
  version: number
  fields: Record<string, string>
  locked: boolean
  waits: proposals.Waits | null
  waitsId: number
  decided: proposals.Decided[]
}
const listPage = page<{ title: string; rows: Row[] }>('finder/look/help/pages/list.njk')
const linePage = page<LinePage>('finder/look/help/pages/line.njk')

const checkedWords = (line: HelpLine) => (line.checkedOn ? `Checked on ${dayWords(line.checkedOn)}` : 'Not yet checked')

function knockWords(line: HelpLine, knocks: readonly queries.Knock[]): string {
  const mine = knocks.filter(knock => knock.address === line.address || knock.address === line.chat)
  const silent = mine.find(knock => knock.answered === false)
  if (silent) return `${silent.address} did not answer on ${dayWords(silent.lookedOn)}`
  const [first] = mine.filter(knock => knock.answered)
  return first ? `Answered on ${dayWords(first.lookedOn)}` : line.address || line.chat ? 'Not looked at' : 'No address'
}

const unknown = (line: HelpLine) =>
  (['hours', 'cost', 'text', 'chat'] as const).filter(field => line[field] === undefined).join(', ')

const typedOf = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.keys(Correction.shape).map(name => [name, typedText(values, name)]))

/** All lines, those longest without a check first. */
function rowsOf(help: HelpWords, knocks: readonly queries.Knock[], waiting: ReadonlySet<string>): Row[] {
  const lines = linesIn(help).toSorted((a, b) => ((a.checkedOn ?? '') < (b.checkedOn ?? '') ? -1 : 1))
  return lines.map(line => ({
    href: `/help-lines/${line.id}`,
    ...{ name: line.name, phone: line.phone ?? '', checked: checkedWords(line) },
    known: sentence(unknown(line)) || 'Nothing',
    knock: knockWords(line, knocks),
    waits: waiting.has(service.objectOf(line.id)),
  }))
}

const Seen = z.object({ waits: RowId }).catch({ waits: 0 })

/** The page of one line: what stands, what waits, what was. Whoever may change lines also decides, but never on their own words. */
const shownBy =
  ({ db }: Rooms, words: HelpWords): Shown =>
  async (req, line, rest = {}, typed) => {
    const [object, version] = [service.objectOf(line.id), await service.versionOf(db, line.id)]
    const [waits, now] = [await proposals.waiting(db, object), service.correctionOf(line)]
    const isWriter = (await proposals.writers(db, object)).includes(req.actor.email.toLowerCase())
    const taking = waits ? undefined : { by: req.actor.email, twice: service.ways, typed }
    const href = `/help-lines/${line.id}`
    return linePage({
      ...wrong(),
      ...(typed ? { errors: typed.errors, errorSummary: smallErrors(typed) } : {}),
      ...{ title: line.name, breadcrumbs: [{ text: 'Help lines', href: '/help-lines' }, { text: line.name }] },
      ...{ said: doneOf(req.query, dones), id: line.id, source: line.source, checked: checkedWords(line), version },
      fields: { ...now, ...textsOf(waits?.draft) },
      locked: service.isLocked(words, line.id),
      waits: waits ? proposals.waitsOf(waits, { labels, now, version, href, mayDecide: true, isWriter, typed }) : null,
      waitsId: waits?.id ?? 0,
      decided: proposals.decidedOf(await proposals.history(db, object), labels, taking),
      ...rest,
    })
  }

const textsOf = (fields: proposals.Fields = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']))

/** The working pages of help lines. */
export function helpOfficeRoutes(app: FastifyInstance, rooms: Rooms, words: HelpWords): void {
  const { db, today } = rooms
  const at = async (params: { id: string }) => {
    const line = linesIn(await service.helpNow(db, words)).find(each => each.id === params.id)
    if (!line) throw notFound('Help line')
    return line
  }
  const show = shownBy(rooms, words)
  app.get('/help-lines', { access }, async (_req, reply) => {
    const waiting = new Set((await proposals.waitingOf(db, 'help-line')).map(({ object }) => object))
    const rows = rowsOf(await service.helpNow(db, words), await queries.knocks(db), waiting)
    return reply.page(listPage({ title: 'Help lines', rows }))
  })
  app.get<{ Params: { id: string } }>('/help-lines/:id', { access }, async (req, reply) =>
    reply.page(await show(req, await at(req.params))),
  )
  app.post<{ Params: { id: string } }>('/help-lines/:id', { access }, async (req, reply) => {
    const line = await at(req.params)
    if (service.isLocked(words, line.id)) throw forbidden(service.lockedWords)
    const form = readForm(Correction, req.body)
    if (!form.ok) {
      return reply.code(422).page(await show(req, line, { ...wrong(form.errors), fields: typedOf(form.values) }))
    }
    const emptied = service.emptied(lineOf(words, line.id), form.data)
    if (emptied.length > 0) return reply.code(422).page(await show(req, line, { ...wrong(emptied), fields: form.data }))
    const { waits } = Seen.parse(req.body)
    const change = { id: line.id, seen: seenVersion(req.body), by: req.actor.email, waits }
    return reply.redirect(`/help-lines/${line.id}?done=${await service.propose(db, words, change, form.data)}`, 303)
  })
  app.post<{ Params: { id: string } }>('/help-lines/:id/checked', { access }, async (req, reply) => {
    const { id } = await at(req.params)
    await service.checked(db, words, { id, seen: seenVersion(req.body), by: req.actor.email }, today())
    return reply.redirect(`/help-lines/${id}?done=checked`, 303)
  })
  decideRoutes(app, rooms, words, { at, show })
}
