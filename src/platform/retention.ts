import { z } from 'zod'
import { addDays, addMonths, type Day, lastDay, monthOfDay } from '../lib/dates.ts'
import type { Db } from './db.ts'
import { type Sql, sql } from './sql.ts'

export type Period = { months: number } | { days: number }

/** How long a kind of record is kept, and what then becomes of it. A room exports its own; they are put together in `src/keep.ts`. */
export interface Rule {
  /** Small letters and hyphens: the word in the address and in the proof. */
  name: string
  /** "Sessions and sign-in links". */
  what: string
  keep: Period
  /** No setting may go below this. */
  least: Period
  /** "their end": what the time is counted from. */
  after: string
  fate: 'delete' | 'strip' | 'archive'
  /** What stays and why, in a sentence. */
  note?: string
  /** How many would go: those that ended before the day. */
  count(db: Db, before: Day): Promise<number>
  /** Takes them away, within a transaction; gives how many went. */
  remove(tx: Db, before: Day): Promise<number>
}

/** Kinds of record ethics asks a period for, whose room is not built: said, never shown as done. */
export interface Later {
  what: string
  keep: string
  fate: string
}

/** The first day that is still kept. A month back from the 31st is the last day of a shorter month. */
export function firstKept(today: Day, keep: Period): Day {
  if ('days' in keep) return addDays(today, -keep.days)
  const month = addMonths(monthOfDay(today), -keep.months)
  const last = lastDay(month)
  const same = `${month}-${today.slice(8, 10)}`
  return same > last ? last : same
}

const Count = z.object({ n: z.number() })

/** For a rule's `count`: a query with one column, `n`. */
export const countOf = async (db: Db, query: Sql): Promise<number> => (await db.one(Count, query)).n

/** A rule that takes whole rows out of one table: those `old` says ended before the day. */
export const deleting = (
  one: Omit<Rule, 'count' | 'remove' | 'fate'>,
  table: Sql,
  old: (before: Day) => Sql,
): Rule => ({
  ...one,
  fate: 'delete',
  count: (db, before) => countOf(db, sql`select count(*)::integer as n from ${table} where ${old(before)}`),
  remove: (tx, before) => tx.run(sql`delete from ${table} where ${old(before)}`),
})

const sevenYears: Period = { months: 84 }

/** What the platform itself keeps. */
export const platformRules: readonly Rule[] = [
  deleting(
    {
      name: 'audit',
      what: 'Audit trail',
      keep: sevenYears,
      least: sevenYears,
      after: 'the act',
      note: 'The hash of a row that went stays in the chain, so that the rest can still be checked. The database refuses to remove a younger row.',
    },
    sql`audit`,
    before => sql`at < ${before}::date and at < now() - interval '7 years'`,
  ),
  deleting(
    {
      name: 'mails',
      what: 'Mails that were sent or given up: to whom, of what kind, when',
      keep: { months: 3 },
      least: { days: 7 },
      after: 'they were written',
      note: 'The text of a mail goes as soon as it is sent, save in the demonstration.',
    },
    sql`mail_outbox`,
    before => sql`created_at < ${before}::date and (sent_at is not null or failed_at is not null)`,
  ),
  deleting(
    {
      name: 'finished-mail-jobs',
      what: 'Finished work of sending mail, of keeping to these periods and of checking the audit trail',
      keep: { months: 3 },
      least: { days: 7 },
      after: 'it was done',
    },
    sql`jobs`,
    before =>
      sql`finished_at < ${before}::date and kind in ('mail.send', 'retention.run', 'audit.verify', 'audit.nightly')`,
  ),
]
