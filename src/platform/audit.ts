import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

/**
 * Writes the audit row of a change. Call it inside the change's own transaction, so that both are kept or neither. The row keeps the role and
 * organisation `who` has at this moment: who moves on later does not take what they did here to another partner.
 */
export async function record(
  tx: Db,
  who: string,
  what: string,
  object: string,
  detail: Record<string, unknown> = {},
  purpose: string | null = null,
): Promise<void> {
  await tx.run(sql`
    insert into audit (who, what, object, detail, purpose, role, organisation)
    select ${who}::text, ${what}::text, ${object}::text, ${JSON.stringify(detail)}::jsonb, ${purpose}::text, a.role, a.organisation
    from (values (lower(${who}::text))) as writer (email) left join accounts a on a.email = writer.email`)
}

/** One of many changes: what was done to which object. */
export interface Deed {
  what: string
  object: string
  detail: Record<string, unknown>
}

/** The same of many changes by one hand in one statement, a row a change, in the order given. */
export async function recordAll(tx: Db, who: string, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return
  await tx.run(sql`
    insert into audit (who, what, object, detail, role, organisation)
    select ${who}::text, d.each ->> 'what', d.each ->> 'object', d.each -> 'detail', a.role, a.organisation
    from jsonb_array_elements(${JSON.stringify(deeds)}::jsonb) with ordinality as d (each, n)
      left join accounts a on a.email = lower(${who}::text)
    order by d.n`)
}

/** Writes that somebody read a restricted record. The page is sent after this, so no reading goes unrecorded. */
export const recordRead = (db: Db, who: string, object: string, purpose: string | null = null): Promise<void> =>
  record(db, who, 'record.read', object, {}, purpose)

/** What is wrong with the chain, where. */
export interface Fault {
  /** Place in the chain; null for a row that is not in it. */
  position: number | null
  auditId: number
  /** `altered`: the row or its hash is not what was linked; `removed`: the row is gone; `unlinked`: it was put in past the chain. */
  kind: 'altered' | 'removed' | 'unlinked' | 'gap'
}

export interface Verification {
  rows: number
  /** The last hash: written down elsewhere, it shows that the end of the trail was not cut off. */
  head: string | null
  faults: Fault[]
}

const batch = 50_000
const Head = z.object({ position: z.number(), hash: z.string() })
const Found = z.object({
  position: z.number().nullable(),
  auditId: z.number(),
  kind: z.enum(['altered', 'removed', 'unlinked', 'gap']),
})

/** The newest link of the chain. */
export const chainHead = (db: Db) =>
  db.maybe(Head, sql`select position, hash from audit_chain order by position desc limit 1`)

/** Checks every link: each row against its hash and the hash before it. Reads in pieces, so that a long trail does not hold the database. */
export async function verifyChain(
  db: Db,
  progress: (done: number, total: number) => void = () => {},
): Promise<Verification> {
  const head = await chainHead(db)
  const faults: Fault[] = []
  const young = await firstYoung(db)
  for (let from = 1; head && from <= head.position; from += batch) {
    faults.push(...(await wrongLinks(db, from, from + batch - 1, young)))
    progress(Math.min(from + batch - 1, head.position), head.position)
  }
  faults.push(...(await unlinked(db)))
  return { rows: head?.position ?? 0, head: head?.hash ?? null, faults }
}

/** The first link whose row is there and younger than seven years: no row linked after it has been old enough to go. */
const firstYoung = async (db: Db): Promise<number> => {
  const found = await db.maybe(
    z.object({ position: z.number() }),
    sql`
    select c.position from audit_chain c join audit a on a.id = c.audit_id
    where a.at >= now() - interval '7 years' order by c.position limit 1`,
  )
  return found?.position ?? Number.MAX_SAFE_INTEGER
}

const v1Hash = sql`audit_hash(coalesce(before.hash, ''), audit_text(a.id, a.at, a.who, a.what, a.object, a.detail, a.purpose))`
const v2Hash = sql`audit_link_hash(audit_before(before.hash, before.version), c.position, c.audit_id, c.at, c.row_hash)`

// A row that retention removed leaves its link, with its time under the hash: only one older than seven years may be missing, and only while
// every row linked before it is gone too or as old. A time somebody sets back afterwards no longer fits the hash.
const wrongLinks = (db: Db, from: number, to: number, young: number) =>
  db.many(
    Found,
    sql`
    select position, "auditId", kind from (
      select c.position, c.audit_id as "auditId", case
        when c.position > 1 and before.position is null then 'gap'
        when c.version = 2 and c.hash <> ${v2Hash} then 'altered'
        when a.id is null and (c.position > ${young} or c.at is null or c.at >= now() - interval '7 years') then 'removed'
        when c.version = 2 and a.id is not null and (c.at <> a.at or c.row_hash <> audit_row_hash(a)) then 'altered'
        when c.version = 1 and a.id is not null and c.hash <> ${v1Hash} then 'altered'
      end as kind
      from audit_chain c left join audit a on a.id = c.audit_id left join audit_chain before on before.position = c.position - 1
      where c.position between ${from} and ${to}) links
    where kind is not null order by position limit 1000`,
  )

const unlinked = (db: Db) =>
  db.many(
    Found,
    sql`
    select null::bigint as position, a.id as "auditId", 'unlinked' as kind from audit a
    where not exists (select 1 from audit_chain c where c.audit_id = a.id) order by a.id limit 1000`,
  )
