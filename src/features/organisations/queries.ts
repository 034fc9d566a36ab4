import type { Db } from '../../platform/db.ts'
import { type Sql, sql } from '../../platform/sql.ts'
import { Organisation } from './schemas.ts'

const columns = sql`id, key, name, description, kind, charity_number as "charityNumber", company_number as "companyNumber", website, email, phone,
  mail_domain as "mailDomain", trust, trusted_by as "trustedBy", source_id as "sourceId", source_ref as "sourceRef", version, closed_on::text as "closedOn"`

const one = (db: Db, where: Sql) => db.maybe(Organisation, sql`select ${columns} from organisations where ${where}`)

export const find = (db: Db, id: string) => one(db, sql`id = ${id}`)
export const findByKey = (db: Db, key: string) => one(db, sql`key = ${key}`)
export const findBySource = (db: Db, sourceId: string, ref: string) =>
  one(db, sql`source_id = ${sourceId} and source_ref = ${ref}`)
export const findAllBySource = (db: Db, sourceId: string, refs: readonly string[]) =>
  db.many(
    Organisation,
    sql`select ${columns} from organisations where source_id = ${sourceId} and source_ref = any(${[...refs]}::text[])`,
  )

/** Those whose mailbox this is, or who have mailboxes at its domain. What a feed says of an organisation opens no account: an officer looks first. */
export const ofMailbox = (db: Db, email: string) =>
  db.many(
    Organisation,
    sql`select ${columns} from organisations where closed_on is null and source_id is null and (lower(email) = lower(${email})
      or (mail_domain is not null and lower(mail_domain) = lower(split_part(${email}, '@', 2)))) order by key`,
  )

export const list = (db: Db) =>
  db.many(Organisation, sql`select ${columns} from organisations where closed_on is null order by lower(name), id`)

export const insert = (db: Db, entry: Organisation, by: string) =>
  db.run(sql`
    insert into organisations (id, key, name, description, kind, charity_number, company_number, website, email, phone, mail_domain,
      source_id, source_ref, made_by)
    values (${entry.id}, ${entry.key}, ${entry.name}, ${entry.description}, ${entry.kind}, ${entry.charityNumber}, ${entry.companyNumber},
      ${entry.website}, ${entry.email}, ${entry.phone}, ${entry.mailDomain}, ${entry.sourceId}, ${entry.sourceRef}, ${by})`)

/** 0 rows where somebody else changed it meanwhile. */
export const update = (tx: Db, o: Organisation) =>
  tx.run(sql`
    update organisations set name = ${o.name}, description = ${o.description}, kind = ${o.kind}, charity_number = ${o.charityNumber},
      company_number = ${o.companyNumber}, website = ${o.website}, email = ${o.email}, phone = ${o.phone}, mail_domain = ${o.mailDomain},
      version = version + 1, changed_at = now()
    where id = ${o.id} and version = ${o.version}`)

export const setTrust = (tx: Db, id: string, trust: Organisation['trust'], by: string, today: string) =>
  tx.run(
    trust === 'trusted'
      ? sql`update organisations set trust = 'trusted', trusted_by = ${by}, trusted_on = ${today}, version = version + 1 where id = ${id} and trust = 'new'`
      : sql`update organisations set trust = 'new', trusted_by = null, trusted_on = null, version = version + 1 where id = ${id} and trust = 'trusted'`,
  )

export const close = (tx: Db, id: string, today: string) =>
  tx.run(sql`update organisations set closed_on = ${today} where id = ${id} and closed_on is null`)

/** The keys that begin so: 'tideway-youth', 'tideway-youth-2'. */
export const keysLike = async (db: Db, key: string): Promise<Set<string>> => {
  const rows = await db.many(
    Organisation.pick({ key: true }),
    sql`select key from organisations where key = ${key} or key like ${`${key}-%`}`,
  )
  return new Set(rows.map(row => row.key))
}
