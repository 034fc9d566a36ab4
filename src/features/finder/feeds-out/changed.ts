// When what feeds say last changed, so that whoever has it already is not sent it again.
import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { utcAt } from '../../../lib/schedule/instants.ts'
import { sql } from '../../../platform/sql.ts'
import type { Given } from './entry.ts'

/** Schedules are told from the day on: with a new day even what nobody changed says something else. Milliseconds. */
export const sinceMidnight = (modified: number, today: Day): number =>
  Math.max(modified, Date.parse(utcAt({ day: today, minutes: 0 })))

const State = z.object({ newest: z.number(), state: z.string() })

export interface Changed {
  modified: number
  /** The same only while everything is the same. */
  tag: string
}

/** Of all entries together, those that are gone too; of what is said of organisations the trail of changes tells. */
export async function lastChange({ db, today }: Given, address: string): Promise<Changed> {
  const { newest, state } = await db.one(
    State,
    sql`select coalesce(max(modified), 0) as newest, concat_ws(' ', count(*), sum(checked_on - date '2020-01-01'),
        (select max(position) from audit_chain)) as state from opportunities where public_version is not null`,
  )
  return { modified: sinceMidnight(newest, today()), tag: `${today()} ${newest} ${state} ${address}` }
}
