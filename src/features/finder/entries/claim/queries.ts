import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { deleting, type Rule } from '../../../../platform/retention.ts'
import { sql } from '../../../../platform/sql.ts'

const Claim = z.object({
  id: z.number(),
  email: z.string(),
  organisationKey: z.string().nullable(),
  organisation: z.string().nullable(),
  /** An organisation nobody knows yet, as they call it. */
  called: z.string(),
  words: z.string(),
  askedOn: z.string(),
})
export type Claim = z.output<typeof Claim>

const columns = sql`c.id, c.email, g.key as "organisationKey", g.name as organisation, c.organisation as called, c.words,
  (c.asked_at at time zone 'Europe/London')::date::text as "askedOn"`
const tables = sql`opportunity_claims c left join organisations g on g.id = c.organisation_id`

/** Those an officer has still to answer, the oldest first. */
export const waiting = (db: Db) =>
  db.many(Claim, sql`select ${columns} from ${tables} where c.answer is null order by c.asked_at, c.id limit 200`)

export const find = (db: Db, id: number) =>
  db.maybe(Claim, sql`select ${columns} from ${tables} where c.id = ${id} and c.answer is null`)

/** Has anybody an account for this organisation? */
export const isLookedAfter = async (db: Db, organisationKey: string): Promise<boolean> =>
  (
    await db.one(
      z.object({ some: z.boolean() }),
      sql`select exists (select 1 from accounts where active and organisation = ${organisationKey}) as some`,
    )
  ).some

const perDay = 200

const Full = z.object({ full: z.boolean() })

/** Have so many asked today that nobody could read more? */
export const isFull = async (db: Db): Promise<boolean> =>
  (
    await db.one(
      Full,
      sql`select count(*) >= ${perDay} as full from opportunity_claims where asked_at > now() - interval '1 day'`,
    )
  ).full

interface Asked {
  email: string
  organisationId: string | null
  called: string
  words: string
}

/** Kept once however often it is asked: the newest words stand for those nobody has answered. No more than so many a day, so that nobody fills the list. 0: not kept. */
export const add = async (tx: Db, claim: Asked): Promise<number> =>
  (await replace(tx, claim)) ||
  tx.run(sql`
    insert into opportunity_claims (email, organisation_id, organisation, words)
    select ${claim.email}, ${claim.organisationId}::uuid, ${claim.called}, ${claim.words}
    where (select count(*) from opportunity_claims where asked_at > now() - interval '1 day') < ${perDay}`)

const replace = (tx: Db, { email, organisationId, called, words }: Asked) =>
  tx.run(sql`
    update opportunity_claims set organisation_id = ${organisationId}::uuid, organisation = ${called}, words = ${words}
    where email = ${email} and answer is null`)

export const answer = (tx: Db, id: number, verdict: 'let in' | 'declined', by: string) =>
  tx.run(sql`
    update opportunity_claims set answer = ${verdict}, answered_by = ${by}, answered_at = now() where id = ${id} and answer is null`)

export const claimsRule: Rule = deleting(
  {
    name: 'entry-claims',
    what: 'Mail addresses of people who asked to look after entries of the finder',
    keep: { days: 90 },
    least: { days: 30 },
    after: 'they were answered, or asked',
  },
  sql`opportunity_claims`,
  before => sql`coalesce(answered_at, asked_at) < ${before}::date`,
)
