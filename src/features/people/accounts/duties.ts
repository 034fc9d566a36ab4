// What accounts ask of an administrator: requests to answer, and flags that are about to end.
import { z } from 'zod'
import { addDays, type Day, londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import type { Duty } from '../duty.ts'
import { FlagName } from '../schemas.ts'
import { flagWords, roleWords } from '../words.ts'
import * as requests from './requests.ts'
import { mayManage } from './rules.ts'

/** A flag's end is told of this long before. */
const aheadDays = 14

const Ending = z.object({ id: z.number(), name: z.string(), flag: FlagName, until: z.string() })

/** Flags in force whose last day is near, of open accounts. */
const ending = (db: Db, today: Day) =>
  db.many(
    Ending,
    sql`
    select a.id, a.name, f.flag, f.ends_on as until from account_flags f join accounts a on a.id = f.account_id and a.active
    where f.starts_on <= ${today}::date and f.ends_on between ${today}::date and ${addDays(today, aheadDays)}::date
      and not exists (select 1 from account_flags n where n.account_id = f.account_id and n.flag = f.flag and (n.ends_on is null or n.ends_on > f.ends_on))
    order by f.ends_on, a.name`,
  )

export async function accountDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!mayManage(actor)) return []
  const owner = roleWords('administrator')
  const waiting = (await requests.list(db, null)).filter(one => one.decision === null)
  return [
    ...waiting.map(one => ({
      kind: 'Account',
      title: `Answer the request for an account: ${roleWords(one.role)}${one.organisation ? `, ${one.organisation}` : ''}`,
      href: '/accounts/requests',
      note: one.reason,
      owner,
      dueOn: null,
      since: londonDay(new Date(one.askedAt)),
    })),
    ...(await ending(db, today)).map(({ id, name, flag, until }) => ({
      kind: 'Account',
      title: `${flagWords(flag)} ends: ${name}`,
      href: `/accounts/${id}#flags`,
      note: 'Give it anew if it is still needed',
      owner,
      dueOn: until,
      since: null,
    })),
  ]
}
