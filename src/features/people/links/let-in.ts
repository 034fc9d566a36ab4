import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import { invitedDays } from '../accounts/service.ts'
import * as mails from '../mails.ts'
import * as accounts from '../queries.ts'
import { Invitation } from '../schemas.ts'
import { send } from './service.ts'

/** Nobody had to look: the mailbox is one of the organisation's. */
const byMailbox = 'mailbox'

export interface LetIn {
  email: string
  /** What the account is called: the organisation's name, since the mailbox is a role's. */
  name: string
  organisation: string
  /** Where they go first. */
  next: string
  /** Where links begin. */
  address: string
  /** Who or what let them in: 'mailbox', or an officer. */
  by: string
}

/**
 * A provider's account for somebody who has shown that they answer for the organisation, and the way to it: a link, where they have just asked, or
 * how to ask for one, where a person looked first. Who has an account already keeps it as it is; nobody's role or organisation is changed by asking.
 */
export const letIn = (db: Db, { email, name, organisation, next, address, by }: LetIn): Promise<void> =>
  db.transaction(async tx => {
    const person = Invitation.parse({ email, name: name.slice(0, 100), organisation, role: 'provider' })
    if (!(await accounts.findByEmail(tx, person.email))) {
      await accounts.save(tx, person, invitedDays)
      await record(tx, by, 'account.invited', `account/${person.email}`, { role: 'provider', organisation })
    }
    if (by === byMailbox) await send(tx, { email: person.email, next, address })
    else {
      const page = `${address}/sign-in?${new URLSearchParams({ next })}`
      await post(tx, mails.letIn(person.email, { name, page, days: invitedDays }))
    }
  })
