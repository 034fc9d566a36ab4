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

export const approveChange = (db: Db, { by, change, seen, ...making }: Making): Promise<void> =>
  db.transaction(async tx => {
    const before = await organisations.approve(tx, { by, id: making.organisation.id, change, seen })
    await tell(tx, { ...making, before }, mails.organisationApproved)
  })

/** At once, or once a second person has approved that too; says which. */
export const takeBackChange = (
  db: Db,
  { by, change, seen, reason, ...making }: Making & { reason: string },
): Promise<boolean> =>
  db.transaction(async tx => {
    const before = making.organisation
    const isNow = await organisations.takeBack(tx, { by, id: before.id, change, seen, reason })
    if (isNow) await tell(tx, { ...making, before }, mails.organisationBack)
    return isNow
  })

type Telling = Pick<Making, 'organisation' | 'address' | 'today'> & { before: organisations.Organisation }

/** Its entries have changed, and its mailbox hears of it; the one it had before as well: a mailbox lets people in. */
async function tell(
  tx: Db,
  { organisation, before, today, address }: Telling,
  mailOf: typeof mails.organisationApproved,
): Promise<void> {
  await tellOf(tx, organisation.id, today)
  const now = await organisations.find(tx, organisation.id)
  for (const to of new Set([before.email, now?.email]))
    if (to) await post(tx, mailOf(aboutOf({ ...organisation, email: to }, address)))
}

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
