// To start the embedded engine takes three seconds of a processor: the next test file gets the last one's database, put back as it was.
import { z } from 'zod'
import type { Database } from '../src/platform/db.ts'
import { raw, sql } from '../src/platform/sql.ts'

const Text = z.object({ text: z.string() })

/** Tables, columns, defaults, indexes, views, rules and triggers, and settings: a test that changes them keeps its database to itself. */
export const shapeOf = async (db: Database): Promise<string> =>
  (
    await db.one(
      Text,
      sql`select md5(string_agg(t, ',' order by t)) as text from (
        select concat_ws(' ', attrelid, attname, atttypid, attnotnull) from pg_attribute
          where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all select concat_ws(' ', oid, tgenabled) from pg_trigger
        union all select oid::text from pg_constraint
        union all select concat_ws(' ', oid, pg_get_expr(adbin, adrelid)) from pg_attrdef
        union all select pg_get_indexdef(indexrelid) from pg_index where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all select concat_ws(' ', oid, pg_get_viewdef(oid)) from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
        union all select concat_ws(' ', setdatabase, setconfig) from pg_db_role_setting
        union all select concat_ws(' ', oid, md5(prosrc)) from pg_proc where pronamespace = 'public'::regnamespace) as all_of (t)`,
    )
  ).text

const tablesOf = async (db: Database) =>
  (
    await db.many(
      Text,
      sql`select quote_ident(relname) as text from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'spatial_ref_sys' order by relname`,
    )
  ).map(table => table.text)

/** Keeps a copy of every row and number beside the tables, and has each table tell when it is written to. */
export async function keepCopies(db: Database): Promise<void> {
  const statements = (await tablesOf(db)).flatMap(table => [
    `create table kept.${table} as table public.${table}`,
    `create trigger kept_written after insert or update or delete or truncate on public.${table}
       for each statement execute function kept.mark()`,
    `alter table public.${table} enable always trigger kept_written`,
  ])
  await db.transaction(async tx => {
    await tx.run(raw('create schema kept'))
    await tx.run(raw('create table kept."written to" (name text primary key)'))
    await tx.run(
      raw(`create function kept.mark() returns trigger language plpgsql as $$ begin
        insert into kept."written to" values (quote_ident(tg_table_name)) on conflict do nothing; return null; end $$`),
    )
    for (const statement of statements) await tx.run(raw(statement))
    await tx.run(
      raw(`create table kept."numbers" as select quote_ident(sequencename) as name, start_value, last_value
        from pg_sequences where schemaname = 'public'`),
    )
  })
}

/** Puts the rows of every table that was written to back as they were kept, and every number. */
export async function putBack(db: Database): Promise<void> {
  const written = await db.many(Text, sql`select name as text from kept."written to" order by name`)
  await db.transaction(async tx => {
    await tx.run(raw('set local session_replication_role = replica')) // the audit's own guard forbids it otherwise, and rows refer to each other
    for (const { text: table } of written) {
      await tx.run(raw(`delete from public.${table}`))
      await tx.run(raw(`insert into public.${table} overriding system value table kept.${table}`))
    }
    await tx.run(
      raw(`select setval(('public.' || name)::regclass, coalesce(last_value, start_value), last_value is not null)
        from kept."numbers"`),
    )
    await tx.run(raw('truncate kept."written to"'))
  })
}
