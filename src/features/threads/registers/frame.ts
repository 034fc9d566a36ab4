// One entry as somebody asks for it: whether they may, and all its page needs.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { RowId } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { readSetting } from '../../../platform/settings.ts'
import type { Typed } from '../../../platform/small-form.ts'
import { decide, listAccounts } from '../../people/index.ts'
import { findByCodes } from '../../places/index.ts'
import { type Where, whereOf } from '../decisions/frame.ts'
import { choicesOf } from '../records/choices.ts'
import { beside } from '../records/view.ts'
import type { Row } from './list.ts'
import * as queries from './queries.ts'
import { answerDays, subjectOf } from './rules.ts'
import type { Entry } from './schemas.ts'
import type { Doing } from './service.ts'
import { type Owner, owners, type Register } from './spec.ts'
import * as views from './views.ts'

export interface Rooms {
  db: Db
  today(): string
}

export interface Opened {
  register: Register
  entry: Entry
  where: Where
}

const Id = z.object({ id: RowId })

/** The unit's own number of days in which what people said is answered. */
export const answeredWithin = async (db: Db): Promise<number> =>
  (await readSetting(db, 'registers.answerDays', z.number().int().positive())) ?? answerDays

export const doing = (rooms: Rooms, req: FastifyRequest, where: Where): Doing => ({
  actor: req.actor,
  today: rooms.today(),
  above: where.above,
})

/** One entry, for who may do this with it. Who may not see it is not told that it is there. */
export async function one({ db }: Rooms, req: FastifyRequest, register: Register, verb: string): Promise<Opened> {
  const asked = Id.safeParse(req.params)
  const entry = asked.success ? await queries.find(db, register.kind, asked.data.id) : undefined
  if (!entry || !may(req.actor, 'view', entry)) throw notFound('That')
  const answer = decide(req.actor, verb, register.kind, subjectOf(entry))
  if (!answer.allowed) throw forbidden(answer.why)
  return { register, entry, where: await whereOf(db, entry.places) }
}

export const may = (actor: Actor, verb: string, entry: Entry): boolean =>
  decide(actor, verb, entry.register, subjectOf(entry)).allowed

/** Entries of these registers this person may see, with their place in words. */
export async function seen(db: Db, actor: Actor, registers: readonly Register[]): Promise<Row[]> {
  const all = await queries.list(
    db,
    registers.map(({ kind }) => kind),
  )
  const entries = all.filter(entry => may(actor, 'view', entry))
  const codes = [...new Set(entries.flatMap(entry => entry.places))]
  const names = new Map((codes.length ? await findByCodes(db, codes) : []).map(({ code, name }) => [code, name]))
  return entries.map(entry => ({
    entry,
    where: entry.places.map(code => names.get(code) ?? code).join(', ') || 'The whole city',
  }))
}

/** The page of an entry; with what was typed in one of its small forms, where it could not be kept. */
export async function shown({ db, today }: Rooms, req: FastifyRequest, opened: Opened, typed?: Typed) {
  const { register, entry, where } = opened
  const key = `${register.kind}/${entry.id}`
  return views.show({
    register,
    entry,
    where,
    today: today(),
    beside: await beside(db, req.actor, key),
    may: { edit: may(req.actor, 'edit', entry), reply: may(req.actor, 'reply', entry) },
    whyNot: whyNot(req.actor, entry),
    history: await queries.history(db, key),
    options: await choicesOf(db),
    typed,
  })
}

/** Why somebody whose role answers does not answer this one: only when it is that they wrote it down. */
function whyNot(actor: Actor, entry: Entry): string {
  const answer = decide(actor, 'reply', entry.register, subjectOf(entry))
  const other = decide(actor, 'reply', entry.register, { ...subjectOf(entry), handledBy: [] })
  return !answer.allowed && other.allowed ? 'You wrote this down: somebody else answers it' : ''
}

export interface Organisation {
  value: string
  text: string
  role: Owner
}

/** Organisations whose people come in here, by their code in words. */
export async function organisations(db: Db): Promise<Organisation[]> {
  const found = new Map<string, Organisation>()
  for (const { organisation, role, active } of await listAccounts(db)) {
    const owner = owners.find(each => each === role)
    if (active && organisation && owner && partners.has(owner) && !found.has(organisation))
      found.set(organisation, { value: organisation, text: organisationWords(organisation), role: owner })
  }
  return [...found.values()].sort((a, b) => a.text.localeCompare(b.text))
}

const partners: ReadonlySet<Owner> = new Set(['borough-lead', 'provider'])

/** 'southwharf-council' is 'Southwharf council'. */
const organisationWords = (code: string): string => {
  const words = code.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
