import { z } from 'zod'
import { type Db, takenAs } from '../../../platform/db.ts'
import { deleting, type Rule } from '../../../platform/retention.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { whoIs } from '../writer.ts'

/** Fields of a record by name, as text; null: nothing is said. */
export const Fields = z.record(z.string(), z.string().nullable())
export type Fields = z.output<typeof Fields>

/** A change that somebody asks for, of a record that a second person answers for as well. */
export const Proposal = z.object({
  id: z.number(),
  object: z.string(),
  /** The fields that would change, as they would be. */
  draft: Fields,
  /** The same fields before it was approved. */
  was: Fields.nullable(),
  state: z.enum(['waiting', 'approved', 'refused', 'replaced', 'withdrawn']),
  /** Whose account asked for it. */
  by: z.string(),
  who: z.string(),
  madeOn: z.string(),
  decider: z.string().nullable(),
  decidedOn: z.string().nullable(),
  reason: z.string(),
})
export type Proposal = z.output<typeof Proposal>

const day = (at: Sql) => sql`(${at} at time zone 'Europe/London')::date::text`
const columns = sql`p.id, p.object, p.draft, p.was, p.state, lower(p.made_by) as by, ${whoIs(sql`p.made_by`)} as who, ${day(sql`p.made_at`)} as "madeOn",
  case when p.decided_by is not null then ${whoIs(sql`p.decided_by`)} end as decider, ${day(sql`p.decided_at`)} as "decidedOn", p.reason`

/** The change that waits; one at a time. */
export const waiting = (db: Db, object: string) =>
  db.maybe(Proposal, sql`select ${columns} from proposals p where p.object = ${object} and p.state = 'waiting'`)

/** Every change of a record, the newest first. */
export const history = (db: Db, object: string) =>
  db.many(Proposal, sql`select ${columns} from proposals p where p.object = ${object} order by p.id desc limit 50`)

/** All that wait of one kind of record, the oldest first; with `by`, those this person had no hand in. */
export const waitingOf = (db: Db, kind: string, by?: string) =>
  db.many(
    Proposal,
    sql`select ${columns} from proposals p where p.state = 'waiting' and p.object like ${`${kind}/%`}
      and (${by ?? null}::text is null or not exists (select 1 from ${wrote(sql`p.object`)} and lower(w.made_by) = lower(${by ?? null}::text)))
      order by p.id limit 200`,
  )

// Who wrote since one was last decided or withdrawn: what waits may hold words of each. What is asked for after that is asked anew, of what stands.
const wrote = (object: Sql): Sql => sql`proposals w where w.object = ${object} and w.id > coalesce(
  (select max(d.id) from proposals d where d.object = ${object} and d.state in ('approved', 'refused', 'withdrawn')), 0)`

const Writer = z.object({ email: z.string() })

export const writers = async (db: Db, object: string): Promise<string[]> =>
  (await db.many(Writer, sql`select distinct lower(w.made_by) as email from ${wrote(sql`${object}::text`)}`)).map(
    ({ email }) => email,
  )

export interface NewProposal {
  object: string
  draft: Fields
  by: string
  /** Why it is asked for, where that is said. */
  reason?: string
}

/** What waited gives way to what was written over it, or to nothing. */
export const endWaiting = (tx: Db, object: string, state: 'replaced' | 'withdrawn') =>
  tx.run(sql`update proposals set state = ${state} where object = ${object} and state = 'waiting'`)

export const otherWaits = 'Another change waits by now. Open it again and look before you go on.'

const Id = z.object({ id: z.number() })

/** One waits at a time: of two who ask at once, the second is told to look again. */
export const insert = async (tx: Db, { object, draft, by, reason = '' }: NewProposal): Promise<number> =>
  (
    await tx
      .one(
        Id,
        sql`insert into proposals (object, draft, made_by, reason) values (${object}, ${JSON.stringify(draft)}, ${by}, ${reason}) returning id`,
      )
      .catch(takenAs(otherWaits))
  ).id

export interface Decision {
  state: 'approved' | 'refused'
  by: string
  reason: string
  /** What stood there before, of a change that is approved. */
  was: Fields | null
}

/** 0 rows where it does not wait any more. */
export const decideOn = (tx: Db, id: number, { state, by, reason, was }: Decision) =>
  tx.run(sql`
    update proposals set state = ${state}, decided_by = ${by}, decided_at = now(), reason = ${reason}, was = ${was && JSON.stringify(was)}::jsonb
    where id = ${id} and state = 'waiting'`)

export const proposalsRule: Rule = deleting(
  {
    name: 'proposals',
    what: 'Changes of organisations and help lines that were approved, sent back, withdrawn or written over: what they said, who asked and who decided',
    keep: { months: 24 },
    least: { months: 3 },
    after: 'they were decided, or written over',
    note: 'What stands is kept with the organisation or the line. A change that waits stays until somebody decides, with those it was written over: whoever wrote some of it does not approve it. The newest that was approved stays, to be taken back.',
  },
  sql`proposals`,
  before => sql`state <> 'waiting' and coalesce(decided_at, made_at) < ${before}::date
    and not exists (select 1 from proposals w where w.object = proposals.object and w.state = 'waiting')
    and id is distinct from (select max(a.id) from proposals a where a.object = proposals.object and a.state = 'approved')`,
)
