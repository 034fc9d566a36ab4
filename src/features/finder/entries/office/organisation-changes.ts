// A change of an organisation, from asking to public: its entries are found by what it says now, feeds tell of them, and its mailbox hears of it.
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { post } from '../../../../platform/mail/index.ts'
import * as organisations from '../../../organisations/index.ts'
import { proposals } from '../../../people/index.ts'
import { tellOf } from '../told.ts'
import * as mails from './mails.ts'

export const askChange = (db: Db, today: Day, asking: organisations.Asking): Promise<organisations.Asked> =>
  db.transaction(async tx => {
    const asked = await organisations.ask(tx, asking)
    if (asked.ok && asked.what === 'public') await tellOf(tx, asking.id, today)
    return asked
  })

export interface Deciding {
  by: string
  organisation: organisations.Organisation
  change: number
  /** What links in mails begin with. */
  address: string
}
type Making = Deciding & { seen: number; today: Day }

/** The mailbox it had before is told as well: a mailbox lets people in. */
export const approveChange = (db: Db, { by, organisation, change, seen, today, address }: Making): Promise<void> =>
  db.transaction(async tx => {
    const { id } = organisation
    const before = await organisations.approve(tx, { by, id, change, seen })
    await tellOf(tx, id, today)
    const now = await organisations.find(tx, id)
    for (const to of new Set([before.email, now?.email]))
      if (to) await post(tx, mails.organisationApproved(aboutOf({ ...organisation, email: to }, address)))
  })

export const takeBackChange = (db: Db, { by, organisation, change, seen, today }: Making): Promise<void> =>
  db.transaction(async tx => {
    await organisations.takeBack(tx, { by, id: organisation.id, change, seen })
    await tellOf(tx, organisation.id, today)
  })

export const refuseChange = (
  db: Db,
  { by, organisation, change, reason, address }: Deciding & { reason: string },
): Promise<void> =>
  db.transaction(async tx => {
    await proposals.refuse(tx, { object: organisations.objectOf(organisation), id: change, by, reason })
    if (organisation.email) await post(tx, mails.organisationRefused({ ...aboutOf(organisation, address), reason }))
  })

const aboutOf = ({ email, name, key }: organisations.Organisation, address: string) => ({
  to: email ?? '',
  name,
  href: `${address}/opportunities/organisations/${key}`,
})
