// What the database is made of, read from its own catalogue: our tables and what hangs on them, without those that belong to an extension.
import { z } from 'zod'
import type { Db } from '../db.ts'
import { type Sql, sql } from '../sql.ts'

export const Column = z.object({ name: z.string(), type: z.string() })
export const Table = z.object({ name: z.string(), columns: z.array(Column) })
export type Table = z.output<typeof Table>

/** A name as SQL takes it whatever it holds. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQL put together from names of the catalogue, never from a file or a person. */
export const statement = (text: string, values: readonly unknown[] = []): Sql => ({ text, values, isSql: true })

const ours = (catalogue: string, oid: string) =>
  statement(
    `not exists (select 1 from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`,
  )

/** Every table with its columns in order; generated ones make themselves. */
export const readTables = (db: Db): Promise<Table[]> =>
  db.many(
    Table,
    sql`
    select c.relname as name, (
      select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and ${ours('pg_class', 'c.oid')}
    order by c.relname`,
  )

const Names = z.object({ name: z.string() })
const names = (found: z.output<typeof Names>[]) => found.map(each => each.name)

const relations = async (db: Db, kinds: string[]): Promise<string[]> =>
  names(
    await db.many(
      Names,
      sql`
      select c.relname as name from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind::text = any (${kinds}) and ${ours('pg_class', 'c.oid')}
      order by c.relname`,
    ),
  )

export const Sequence = z.object({ name: z.string(), value: z.string(), called: z.boolean() })
export type Sequence = z.output<typeof Sequence>

/** Where each sequence stands, so that new rows get new numbers. */
export async function readSequences(db: Db): Promise<Sequence[]> {
  const found: Sequence[] = []
  for (const name of await relations(db, ['S'])) {
    const state = z.object({ value: z.string(), called: z.boolean() })
    const row = await db.one(
      state,
      statement(`select last_value::text as value, is_called as called from ${quoted(name)}`),
    )
    found.push({ name, ...row })
  }
  return found
}

const ForeignKey = z.object({ table: z.string(), name: z.string(), definition: z.string() })

/** Foreign keys with the SQL that makes them, so that rows can be put in any order. */
export const readForeignKeys = (db: Db) =>
  db.many(
    ForeignKey,
    sql`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace order by 1, 2`,
  )

/** Names of tables that hold rows, apart from those every new database has. */
export async function tablesWithRows(db: Db): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await readTables(db)) {
    if (name === 'migrations' || name === 'settings') continue
    const row = await db.one(
      z.object({ any: z.boolean() }),
      statement(`select exists (select 1 from ${quoted(name)}) as any`),
    )
    if (row.any) found.push(name)
  }
  return found
}

/** Takes away everything that is ours: views, tables, sequences, functions. Extensions stay: adding one may need an administrator. */
export async function clear(tx: Db): Promise<void> {
  for (const name of await relations(tx, ['v', 'm']))
    await tx.run(statement(`drop view if exists ${quoted(name)} cascade`))
  for (const name of await relations(tx, ['r'])) await tx.run(statement(`drop table if exists ${quoted(name)} cascade`))
  for (const name of await relations(tx, ['S']))
    await tx.run(statement(`drop sequence if exists ${quoted(name)} cascade`))
  const functions = await tx.many(
    Names,
    sql`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and ${ours('pg_proc', 'p.oid')}`,
  )
  for (const { name } of functions) await tx.run(statement(`drop routine if exists ${name} cascade`))
}
