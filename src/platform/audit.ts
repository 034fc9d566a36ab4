import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

/** Writes the audit row of a change. Call it inside the change's own transaction, so that both are kept or neither. */
export async function record(
  tx: Db,
  who: string,
  what: string,
  object: string,
  detail: Record<string, unknown> = {},
  purpose: string | null = null,
): Promise<void> {
  await tx.run(sql`
    insert into audit (who, what, object, detail, purpose)
    values (${who}, ${what}, ${object}, ${JSON.stringify(detail)}, ${purpose})`)
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
  for (let from = 1; head && from <= head.position; from += batch) {
    faults.push(...(await wrongLinks(db, from, from + batch - 1)))
    progress(Math.min(from + batch - 1, head.position), head.position)
  }
  faults.push(...(await unlinked(db)))
  return { rows: head?.position ?? 0, head: head?.hash ?? null, faults }
}

// A row older than seven years may have been removed by retention; its hash stays, so the chain goes on.
const wrongLinks = (db: Db, from: number, to: number) =>
  db.many(
    Found,
    sql`
    select position, "auditId", kind from (
      select c.position, c.audit_id as "auditId", case
        when c.position > 1 and before.position is null then 'gap'
        when a.id is null and c.linked_at >= now() - interval '7 years' then 'removed'
        when a.id is not null and c.hash <> audit_hash(coalesce(before.hash, ''), audit_text(a.id, a.at, a.who, a.what, a.object, a.detail, a.purpose)) then 'altered'
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
