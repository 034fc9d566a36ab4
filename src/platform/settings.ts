import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

/** One named value of this installation, such as the pack it holds. */
export async function readSetting<T>(db: Db, key: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const row = await db.maybe(z.object({ value: z.unknown() }), sql`select value from settings where key = ${key}`)
  return row === undefined ? undefined : shape.parse(row.value)
}

export async function writeSetting(tx: Db, key: string, value: unknown): Promise<void> {
  await tx.run(sql`
    insert into settings (key, value) values (${key}, ${JSON.stringify(value)})
    on conflict (key) do update set value = excluded.value`)
}

/** The value kept under this name; where there is none yet this one, from now on. Two who are first at once are given the same. */
export async function settleSetting<T>(db: Db, key: string, shape: z.ZodType<T>, value: T): Promise<T> {
  await db.run(
    sql`insert into settings (key, value) values (${key}, ${JSON.stringify(value)}) on conflict (key) do nothing`,
  )
  return (await readSetting(db, key, shape)) ?? value
}
