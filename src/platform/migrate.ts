import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from './db.ts'
import { root } from './root.ts'
import { raw, sql } from './sql.ts'

const folder = join(root, 'migrations')

/** Brings the database to the newest shape, one transaction a file, forward only. Gives the names of the files applied. */
export async function migrate(db: Db): Promise<string[]> {
  await db.run(
    sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`,
  )
  const done = new Set(
    (await db.many(z.object({ name: z.string() }), sql`select name from migrations`)).map(m => m.name),
  )
  const waiting = readdirSync(folder)
    .filter(name => name.endsWith('.sql') && !done.has(name))
    .sort()
  for (const name of waiting) {
    await db.transaction(async tx => {
      await tx.run(raw(readFileSync(join(folder, name), 'utf8')))
      await tx.run(sql`insert into migrations (name) values (${name})`)
    })
  }
  return waiting
}
