import type { Day } from '../../lib/dates.ts'
import { record } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import * as flags from './accounts/flags.ts'
import * as links from './links/service.ts'
import * as queries from './queries.ts'
import type { Flag } from './roles.ts'
import type { Invitation, Seeded } from './schemas.ts'

/** Adds or renews an account and gives the token of a one-time sign-in link, good for 15 minutes. For the command line: no mail is sent. */
export const invite = (
  db: Db,
  by: string,
  person: Invitation,
  { days = null, flags: given = [] }: Terms = {},
): Promise<string> =>
  db.transaction(async tx => {
    const id = await queries.save(tx, person, days)
    const token = await links.make(tx, id)
    const { role, places, organisation } = person
    await record(tx, by, 'account.invited', `account/${person.email}`, { role, places, organisation })
    for (const { flag, from, until } of given) {
      const held = await flags.list(tx, id, from)
      if (held.some(one => one.flag === flag && one.inForce && one.until === until)) continue
      await flags.give(tx, { accountId: id, flag, from, until, by })
      await record(tx, by, 'account.flag-given', `account/${person.email}`, { flag, from, until })
    }
    return token
  })

/** How long somebody new may take to come, in days; without it for good. What they are beside their role. */
export interface Terms {
  days?: number | null
  flags?: readonly { flag: Flag; from: Day; until: Day | null }[]
}

/** Seeds the demonstration's people, without links. */
export const seed = (db: Db, people: Seeded[]): Promise<void> =>
  db.transaction(async tx => {
    for (const person of people) {
      const id = await queries.save(tx, person)
      for (const { flag, from, until } of person.flags)
        await flags.give(tx, { accountId: id, flag, from, until, by: 'setup' })
    }
    await record(tx, 'setup', 'accounts.seeded', 'accounts', { number: people.length })
  })
