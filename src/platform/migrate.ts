import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from './db.ts'
import { root } from './root.ts'
import { raw, sql } from './sql.ts'

const folder = join(root, 'migrations')

const Applied = z.object({ name: z.string() })

/** Brings the database to the newest shape, one transaction a file, forward only. Gives the names of the files applied. */
export async function migrate(db: Db): Promise<string[]> {
  await db.run(
    sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`,
  )
  const done = new Set((await db.many(Applied, sql`select name from migrations`)).map(m => m.name))
  const waiting = readdirSync(folder).filter(name => name.endsWith('.sql') && !done.has(name))
  const applied: string[] = []
  for (const name of waiting.sort()) if (await apply(db, name)) applied.push(name)
  return applied
}

// Two processes may start together: the second waits for the lock and finds the file applied.
const apply = (db: Db, name: string): Promise<boolean> =>
  db.transaction(async tx => {
    await tx.run(sql`lock table migrations in exclusive mode`)
    if (await tx.maybe(Applied, sql`select name from migrations where name = ${name}`)) return false
    await tx.run(raw(readFileSync(join(folder, name), 'utf8')))
    await tx.run(sql`insert into migrations (name) values (${name})`)
    return true
  })
