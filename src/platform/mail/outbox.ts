import { z } from 'zod'
import type { Db } from '../db.ts'
import { enqueue } from '../jobs.ts'
import { sql } from '../sql.ts'

export interface Mail {
  to: string
  /** What it is about, for the outbox and the log: 'sign-in-link'. */
  kind: string
  subject: string
  /** Plain text. */
  body: string
  /** After this many minutes it is of no use and is not sent. */
  goodForMinutes?: number
}

const Waiting = z.object({
  id: z.number(),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  attempts: z.number(),
  late: z.boolean(),
})
export type Waiting = z.output<typeof Waiting>

const Id = z.object({ id: z.number() })

/** Puts a mail in the outbox. Call it inside the transaction of the change it tells of. Only its number goes into the job. */
export async function post(tx: Db, mail: Mail): Promise<void> {
  const minutes = mail.goodForMinutes ?? null
  const { id } = await tx.one(
    Id,
    sql`
    insert into mail_outbox (recipient, kind, subject, body, good_until)
    values (${mail.to}, ${mail.kind}, ${oneLine(mail.subject)}, ${mail.body}, now() + make_interval(mins => ${minutes}::integer))
    returning id`,
  )
  await enqueue(tx, 'mail.send', { mailId: id })
}

// A subject of two lines would be two headers.
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/** A mail that has neither gone nor been given up. */
export const find = (db: Db, id: number) =>
  db.maybe(
    Waiting,
    sql`
    select id, recipient, subject, body, attempts, coalesce(good_until < now(), false) as late from mail_outbox
    where id = ${id} and sent_at is null and failed_at is null and body is not null`,
  )

export const sent = (tx: Db, id: number, keepText: boolean) =>
  tx.run(sql`
    update mail_outbox set sent_at = now(), attempts = attempts + 1, error = null, body = case when ${keepText} then body end
    where id = ${id}`)

export const tried = (tx: Db, id: number, error: string) =>
  tx.run(sql`update mail_outbox set attempts = attempts + 1, error = ${error.slice(0, 300)} where id = ${id}`)

/** Given up: the reason stays, the text goes. */
export const failed = (tx: Db, id: number, error: string) =>
  tx.run(sql`
    update mail_outbox set failed_at = now(), attempts = attempts + 1, error = ${error.slice(0, 300)}, body = null where id = ${id}`)

const Shown = z.object({
  id: z.number(),
  to: z.string(),
  kind: z.string(),
  subject: z.string(),
  body: z.string().nullable(),
  at: z.string(),
})
export type Shown = z.output<typeof Shown>

const columns = sql`id, recipient as "to", kind, subject, body, created_at as at`

/** The newest mails, for the demonstration's page of them. */
export const newest = (db: Db, most: number) =>
  db.many(Shown, sql`select ${columns} from mail_outbox order by id desc limit ${most}`)

export const findShown = (db: Db, id: number) =>
  db.maybe(Shown, sql`select ${columns} from mail_outbox where id = ${id}`)
