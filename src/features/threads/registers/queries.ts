import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Entry, type Kept } from './schemas.ts'
import type { RegisterKind } from './spec.ts'

const columns = sql`e.id, e.register, e.title, e.party, e.nature, e.more, e.before, e.after, e.evidence, e.changed_on as "changedOn", e.organisation,
  e.owner_role as "ownerRole", e.places, coalesce(r.places, e.places) as within, e.due_on as "dueOn", e.because, e.time_band as "timeBand", e.areas,
  e.outcomes, e.context_level as "contextLevel", e.journey_stage as "journeyStage", e.prevention_level as "preventionLevel", e.age_band as "ageBand",
  e.opened_on as "openedOn", e.writers, e.opened_by_role as "openedByRole", e.outcome, e.reply, e.replied_on as "repliedOn",
  e.replied_by_role as "repliedByRole", e.dropped_on as "droppedOn", e.dropped_reason as "droppedReason", e.version`
const from = sql`from register_entries e left join records r on r.key = e.register || '/' || e.id`

/** Entries of these registers: those to be answered first, by when they are due. */
export const list = (db: Db, registers: readonly RegisterKind[]) =>
  db.many(
    Entry,
    sql`
    select ${columns} ${from} where e.register = any (${[...registers]}::text[])
    order by e.replied_on is not null or e.dropped_on is not null, e.due_on nulls last, e.id desc`,
  )

export const find = (db: Db, register: RegisterKind, id: number) =>
  db.maybe(Entry, sql`select ${columns} ${from} where e.id = ${id} and e.register = ${register}`)

export interface By {
  id: number | null
  role: string
}

export const open = async (tx: Db, register: RegisterKind, entry: Kept, by: By, today: string): Promise<number> =>
  (
    await tx.one(
      z.object({ id: z.number() }),
      sql`
      insert into register_entries (register, title, party, nature, more, before, after, evidence, changed_on, organisation, owner_role, places,
        due_on, because, time_band, areas, outcomes, context_level, journey_stage, prevention_level, age_band, opened_on, opened_by, writers,
        opened_by_role)
      values (${register}, ${entry.title}, ${entry.party}, ${entry.nature}, ${entry.more}, ${entry.before}, ${entry.after}, ${entry.evidence},
        ${entry.changedOn}, ${entry.organisation}, ${entry.ownerRole}, ${entry.places}, ${entry.dueOn}, ${entry.because}, ${entry.timeBand},
        ${entry.areas}, ${entry.outcomes}, ${entry.contextLevel}, ${entry.journeyStage}, ${entry.preventionLevel}, ${entry.ageBand}, ${today},
        ${by.id}, array_remove(array[${by.id}::integer], null), ${by.role})
      returning id`,
    )
  ).id

const isOpen = sql`replied_on is null and dropped_on is null`

/** Saves an entry nobody has answered, if nobody saved it since `version` was read; 0 when somebody did. */
export const save = (tx: Db, id: number, version: number, entry: Omit<Kept, 'because'>, by: number | null) =>
  tx.run(sql`
    update register_entries set title = ${entry.title}, party = ${entry.party}, nature = ${entry.nature}, more = ${entry.more},
      before = ${entry.before}, after = ${entry.after}, evidence = ${entry.evidence}, changed_on = ${entry.changedOn},
      organisation = ${entry.organisation}, owner_role = ${entry.ownerRole}, places = ${entry.places}, due_on = ${entry.dueOn},
      time_band = ${entry.timeBand}, areas = ${entry.areas}, outcomes = ${entry.outcomes}, context_level = ${entry.contextLevel},
      journey_stage = ${entry.journeyStage}, prevention_level = ${entry.preventionLevel}, age_band = ${entry.ageBand}, version = version + 1,
      writers = array(select distinct w from unnest(writers || ${by}::integer) as w where w is not null order by w)
    where id = ${id} and version = ${version} and ${isOpen}`)

export interface Answer {
  outcome: string
  reply: string
  version: number
}

export const reply = (tx: Db, id: number, { outcome, reply, version }: Answer, role: string, today: string) =>
  tx.run(sql`
    update register_entries set outcome = ${outcome}, reply = ${reply}, replied_on = ${today}, replied_by_role = ${role}, version = version + 1
    where id = ${id} and version = ${version} and ${isOpen}`)

export const drop = (tx: Db, id: number, { reason, version }: { reason: string; version: number }, today: string) =>
  tx.run(sql`
    update register_entries set dropped_on = ${today}, dropped_reason = ${reason}, version = version + 1
    where id = ${id} and version = ${version} and ${isOpen}`)

/** To be answered again: the old answer stays as a draft of the new one. */
export const reopen = (tx: Db, id: number, version: number) =>
  tx.run(sql`
    update register_entries set outcome = null, replied_on = null, replied_by_role = null, dropped_on = null, version = version + 1
    where id = ${id} and version = ${version} and not (${isOpen})`)

const Event = z.object({
  on: z.string(),
  what: z.string(),
  role: z.string().nullable(),
  detail: z
    .object({
      fields: z.array(z.string()).catch([]),
      reason: z.string().catch(''),
      before: z.object({ outcome: z.string().nullish(), reply: z.string().optional() }).catch({}),
    })
    .catch({ fields: [], reason: '', before: {} }),
})
export type Event = z.output<typeof Event>

/** What was done with an entry, newest first, and by which role. */
export const history = (db: Db, key: string) =>
  db.many(
    Event,
    sql`
    select (t.at at time zone 'Europe/London')::date::text as "on", t.what, t.detail, a.role
    from audit t left join accounts a on a.email = t.who
    where t.object = ${key} and t.what like 'register.%' order by t.at desc, t.id desc limit 100`,
  )
