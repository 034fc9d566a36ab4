import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import { invitedDays } from '../accounts/service.ts'
import * as mails from '../mails.ts'
import * as accounts from '../queries.ts'
import { roleNames } from '../roles.ts'
import { type Account, Invitation } from '../schemas.ts'
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
 * An invitation of theirs that ran out is renewed.
 */
export const letIn = (db: Db, { email, name, organisation, next, address, by }: LetIn): Promise<void> =>
  db.transaction(async tx => {
    const person = Invitation.parse({ email, name: name.slice(0, 100), organisation, role: 'provider' })
    const before = await accounts.findByEmail(tx, person.email)
    if (!before || (isTheirs(before, organisation) && !(await accounts.findWelcome(tx, person.email)))) {
      await accounts.save(tx, person, invitedDays)
      await record(tx, by, 'account.invited', `account/${person.email}`, { role: 'provider', organisation })
    }
    if (by === byMailbox) await send(tx, { email: person.email, next, address })
    else {
      const page = `${address}/sign-in?${new URLSearchParams({ next })}`
      await post(tx, mails.letIn(person.email, { name, page, days: invitedDays }))
    }
  })

/** Open, and for this organisation: whether the invitation still stands or not. */
const isTheirs = ({ active, role, organisation }: Account, key: string): boolean =>
  active && role === 'provider' && organisation === key

/** Why this mailbox cannot be let in for an organisation: it has an account that no letting in would change. Undefined: it can. */
export async function whyNotLetIn(db: Db, email: string, organisation: string): Promise<string | undefined> {
  const before = await accounts.findByEmail(db, email)
  if (!before || isTheirs(before, organisation)) return undefined
  if (!before.active)
    return 'The account of this mailbox was closed. Ask an administrator to open it again, or ask them to write from another mailbox'
  return `This mailbox has an account already, as ${roleNames[before.role]}${before.organisation ? ' of another organisation' : ''}. Ask an administrator to change it, or ask them to write from another mailbox`
}
