import type { Db } from '../../platform/db.ts'
import { type Sql, sql } from '../../platform/sql.ts'
import { Organisation } from './schemas.ts'

const columns = sql`id, key, name, description, kind, charity_number, company_number, website, email, phone, mail_domain, source_id, source_ref,
  version, closed_on::text`

const one = (db: Db, where: Sql) => db.maybe(Organisation, sql`select ${columns} from organisations where ${where}`)

export const find = (db: Db, id: string) => one(db, sql`id = ${id}`)
export const findByKey = (db: Db, key: string) => one(db, sql`key = ${key}`)
export const findBySource = (db: Db, sourceId: string, ref: string) =>
  one(db, sql`source_id = ${sourceId} and source_ref = ${ref}`)

export const list = (db: Db) =>
  db.many(Organisation, sql`select ${columns} from organisations where closed_on is null order by lower(name), id`)

export const insert = (db: Db, entry: Organisation, by: string) =>
  db.run(sql`
    insert into organisations (id, key, name, description, kind, charity_number, company_number, website, email, phone, mail_domain,
      source_id, source_ref, made_by)
    values (${entry.id}, ${entry.key}, ${entry.name}, ${entry.description}, ${entry.kind}, ${entry.charityNumber}, ${entry.companyNumber},
      ${entry.website}, ${entry.email}, ${entry.phone}, ${entry.mailDomain}, ${entry.sourceId}, ${entry.sourceRef}, ${by})`)
