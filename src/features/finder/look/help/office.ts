// Where officers and administrators put help lines right and say that they checked them.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../../lib/dates.ts'
import { forbidden, notFound } from '../../../../lib/errors.ts'
import { doneOf, readForm, seenVersion, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import type { Rooms } from '../../routes.ts'
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

const dones = { corrected: 'The line was put right. The public sees it now.', checked: 'Kept: checked today.' }
const access = 'help-links.edit'

interface Row {
  href: string
  name: string
  phone: string
  checked: string
  known: string
  knock: string
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
function rowsOf(help: HelpWords, knocks: readonly queries.Knock[]): Row[] {
  const lines = linesIn(help).toSorted((a, b) => ((a.checkedOn ?? '') < (b.checkedOn ?? '') ? -1 : 1))
  return lines.map(line => ({
    href: `/help-lines/${line.id}`,
    ...{ name: line.name, phone: line.phone ?? '', checked: checkedWords(line) },
    known: unknown(line) ? `Not known: ${unknown(line)}` : 'All known',
    knock: knockWords(line, knocks),
  }))
}

/** The working pages of help lines. */
export function helpOfficeRoutes(app: FastifyInstance, { db, today }: Rooms, words: HelpWords): void {
  const at = async (params: { id: string }) => {
    const line = linesIn(await service.helpNow(db, words)).find(each => each.id === params.id)
    if (!line) throw notFound('Help line')
    return line
  }
  const show = async (line: HelpLine, rest: Partial<LinePage>) => {
    const version = (await queries.kept(db)).find(each => each.id === line.id)?.version ?? 0
    return linePage({
      ...wrong(),
      ...{
        title: line.name,
        breadcrumbs: [{ text: 'Help lines', href: '/help-lines' }, { text: line.name }],
        said: '',
      },
      ...{
        id: line.id,
        source: line.source,
        checked: checkedWords(line),
        version,
        fields: { ...service.correctionOf(line) },
        locked: service.isLocked(words, line.id),
      },
      ...rest,
    })
  }
  app.get('/help-lines', { access }, async (_req, reply) =>
    reply.page(
      listPage({ title: 'Help lines', rows: rowsOf(await service.helpNow(db, words), await queries.knocks(db)) }),
    ),
  )
  app.get<{ Params: { id: string } }>('/help-lines/:id', { access }, async (req, reply) =>
    reply.page(await show(await at(req.params), { said: doneOf(req.query, dones) })),
  )
  app.post<{ Params: { id: string } }>('/help-lines/:id', { access }, async (req, reply) => {
    const line = await at(req.params)
    if (service.isLocked(words, line.id)) throw forbidden(service.lockedWords)
    const form = readForm(Correction, req.body)
    if (!form.ok) {
      return reply.code(422).page(await show(line, { ...wrong(form.errors), fields: typedOf(form.values) }))
    }
    const emptied = service.emptied(lineOf(words, line.id), form.data)
    if (emptied.length > 0) return reply.code(422).page(await show(line, { ...wrong(emptied), fields: form.data }))
    await service.correct(db, words, { id: line.id, seen: seenVersion(req.body), by: req.actor.email }, form.data)
    return reply.redirect(`/help-lines/${line.id}?done=corrected`, 303)
  })
  app.post<{ Params: { id: string } }>('/help-lines/:id/checked', { access }, async (req, reply) => {
    const { id } = await at(req.params)
    await service.checked(db, words, { id, seen: seenVersion(req.body), by: req.actor.email }, today())
    return reply.redirect(`/help-lines/${id}?done=checked`, 303)
  })
}
