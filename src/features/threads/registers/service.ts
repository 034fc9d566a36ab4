import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { nowhere } from '../records/coordinates.ts'
import { keep } from '../records/service.ts'
import { registers } from './kinds.ts'
import * as queries from './queries.ts'
import { isOpen, lineState } from './rules.ts'
import type { Entry, Kept } from './schemas.ts'
import type { RegisterKind } from './spec.ts'

export interface Doing {
  actor: Actor
  today: string
  /** Codes above the entry's own places, for scope. */
  above: readonly string[]
}

/** What an entry must say; the rest may be left out. */
export type NewEntry = Pick<Kept, 'title' | 'party' | 'ownerRole'> & Partial<Kept>
const unsaid = {
  ...nowhere,
  ...{ more: '', before: '', after: '', evidence: '', because: '' },
  ...{ nature: null, changedOn: null, organisation: null, dueOn: null, places: [] },
}

export const open = (
  db: Db,
  doing: Doing,
  register: RegisterKind,
  said: NewEntry,
  because: readonly string[] = [],
): Promise<number> =>
  db.transaction(async tx => {
    const entry = { ...unsaid, ...said }
    const by = { id: doing.actor.accountId, role: doing.actor.role }
    const id = await queries.open(tx, register, entry, by, doing.today)
    const told = { owner: entry.ownerRole, due: entry.dueOn }
    await record(tx, doing.actor.email, 'register.opened', `${register}/${id}`, told)
    await line(tx, doing, register, id, because)
    return id
  })

/** Changes an entry nobody has answered; what it was before stays in the audit trail. False when somebody saved it meanwhile. */
export const change = (
  db: Db,
  doing: Doing,
  entry: Entry,
  { version, reason, ...to }: Omit<Kept, 'because'> & { version: number; reason: string },
): Promise<boolean> =>
  step(db, doing, entry, 'register.changed', { ...difference(entry, to), reason }, tx =>
    queries.save(tx, entry.id, version, to, doing.actor.accountId),
  )

function difference(entry: Entry, to: object): { fields: string[]; before: Record<string, unknown> } {
  const was = new Map<string, unknown>(Object.entries(entry))
  const fields = Object.entries(to).flatMap(([field, value]) =>
    JSON.stringify(was.get(field)) === JSON.stringify(value) ? [] : [field],
  )
  return { fields, before: Object.fromEntries(fields.map(field => [field, was.get(field)])) }
}

export const reply = (db: Db, doing: Doing, entry: Entry, answer: queries.Answer): Promise<boolean> =>
  step(db, doing, entry, 'register.answered', { outcome: answer.outcome }, tx =>
    queries.reply(tx, entry.id, answer, doing.actor.role, doing.today),
  )

export const drop = (db: Db, doing: Doing, entry: Entry, said: { reason: string; version: number }): Promise<boolean> =>
  step(db, doing, entry, 'register.dropped', { reason: said.reason }, tx =>
    queries.drop(tx, entry.id, said, doing.today),
  )

/** Asks for an answer again; the answer that stood is kept in the history. */
export const reopen = (
  db: Db,
  doing: Doing,
  entry: Entry,
  { reason, version }: { reason: string; version: number },
): Promise<boolean> => {
  const before = entry.outcome === null ? {} : { outcome: entry.outcome, reply: entry.reply }
  return step(db, doing, entry, 'register.reopened', { reason, before }, tx => queries.reopen(tx, entry.id, version))
}

/** One change with its audit row and its line; false, and nothing kept, when somebody was there first. */
const step = (
  db: Db,
  doing: Doing,
  { register, id }: Entry,
  what: string,
  detail: Record<string, unknown>,
  deed: (tx: Db) => Promise<number>,
): Promise<boolean> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) return false
    await record(tx, doing.actor.email, what, `${register}/${id}`, detail)
    await line(tx, doing, register, id)
    return true
  })

async function line(
  tx: Db,
  { actor, today, above }: Doing,
  register: RegisterKind,
  id: number,
  because: readonly string[] = [],
): Promise<void> {
  const entry = await queries.find(tx, register, id)
  if (!entry) return
  const { title, ownerRole, organisation, areas, outcomes, contextLevel, journeyStage, preventionLevel } = entry
  const { ageBand, timeBand, writers } = entry
  await keep(
    tx,
    {
      key: `${register}/${id}`,
      title,
      href: `${registers[register].path}/${id}`,
      state: lineState(entry),
      places: [...entry.places, ...above],
      ...{ areas, outcomes, contextLevel, journeyStage, preventionLevel, ageBand, timeBand },
      startsOn: entry.changedOn,
      ownerRole,
      organisation,
      because: entry.because || null,
      dueOn: isOpen(entry) ? entry.dueOn : null,
      facts: { organisation, handledBy: writers },
      words: `${entry.party} ${entry.reply}`,
      ended: !isOpen(entry),
    },
    { by: actor.email, today, because },
  )
}
