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

const newest = sql`coalesce(max(modified), 0) as newest`

/** When any entry last changed, those that are gone too: one look at an index, asked for each page of each feed. */
export async function newestChange({ db, today }: Given): Promise<number> {
  const found = await db.one(
    State.pick({ newest: true }),
    sql`select ${newest} from opportunities where public_version is not null`,
  )
  return sinceMidnight(found.newest, today())
}

/** For what is sent as it is made, which has no tag of its own: looks at all entries, so once a stream. Of what is said of organisations the trail of changes tells. */
export async function lastChange({ db, today }: Given, address: string): Promise<Changed> {
  const found = await db.one(
    State,
    sql`select ${newest}, concat_ws(' ', count(*), sum(checked_on - date '2020-01-01'),
        (select max(position) from audit_chain)) as state from opportunities where public_version is not null`,
  )
  const modified = sinceMidnight(found.newest, today())
  return { modified, tag: `${today()} ${found.newest} ${found.state} ${address}` }
}
