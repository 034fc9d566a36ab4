import { z } from 'zod'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'

/** What is told of a line, each as text; empty where it is not known. */
export const Told = z.object({
  words: z.string(),
  phone: z.string(),
  address: z.string(),
  hours: z.string(),
  cost: z.string(),
  text: z.string(),
  chat: z.string(),
})

const Kept = Told.extend({
  id: z.string(),
  checkedOn: z.string().nullable(),
  version: z.number(),
})
export type Kept = z.output<typeof Kept>

/** Lines that somebody put right or checked. */
export const kept = (db: Db) =>
  db.many(
    Kept,
    sql`select id, words, phone, address, hours, cost, text_to as text, chat, checked_on::text as "checkedOn", version from help_lines order by id`,
  )

/** Writes a line as it is now; `seen` is the version that stood on the page, 0 for none. Gives how many rows were written: none when somebody was quicker. */
export const put = (db: Db, line: Omit<Kept, 'version'>, seen: number, by: string) =>
  db.run(sql`
    insert into help_lines (id, words, phone, address, hours, cost, text_to, chat, checked_on, changed_by)
    select ${line.id}, ${line.words}, ${line.phone}, ${line.address}, ${line.hours}, ${line.cost}, ${line.text}, ${line.chat}, ${line.checkedOn}::date, ${by}
    where ${seen}::int = coalesce((select version from help_lines where id = ${line.id}), 0)
    on conflict (id) do update set words = excluded.words, phone = excluded.phone, address = excluded.address, hours = excluded.hours,
      cost = excluded.cost, text_to = excluded.text_to, chat = excluded.chat, checked_on = excluded.checked_on,
      version = help_lines.version + 1, changed_by = excluded.changed_by, changed_at = now()`)

const Knock = z.object({ address: z.string(), answered: z.boolean().nullable(), lookedOn: z.string() })
export type Knock = z.output<typeof Knock>

export const knocks = (db: Db) =>
  db.many(
    Knock,
    sql`select address, answered, to_char(looked_at at time zone 'Europe/London', 'YYYY-MM-DD') as "lookedOn" from help_addresses order by address`,
  )

export const keepKnock = (db: Db, address: string, answered: boolean | null) =>
  db.run(sql`
    insert into help_addresses (address, answered) values (${address}, ${answered})
    on conflict (address) do update set answered = excluded.answered, looked_at = now()`)

export const waiting = (db: Db, besides: number) =>
  db.one(
    z.object({ n: z.number() }),
    sql`select count(*)::int as n from jobs where kind = 'help.addresses' and finished_at is null and id <> ${besides}`,
  )
