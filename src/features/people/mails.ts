// The words of every mail about people. Plain text, no names of places or records: a mailbox is not ours.

import type { Mail } from '../../platform/mail/index.ts'
import { roleNames } from './roles.ts'
import type { Account } from './schemas.ts'

const foot = '\n\nUpstream\nThis mail was sent by a machine. Answers are not read.'
const mail = (to: string, kind: string, subject: string, lines: readonly string[], goodForMinutes?: number): Mail => ({
  to,
  kind,
  subject,
  body: lines.join('\n\n') + foot,
  ...(goodForMinutes ? { goodForMinutes } : {}),
})

export const signInLink = (to: string, link: string, minutes: number): Mail =>
  mail(
    to,
    'sign-in-link',
    'Your link to sign in to Upstream',
    [
      'You, or somebody who knows your address, asked to sign in to Upstream. Open this link and press “Sign in”:',
      link,
      `It works once, for ${minutes} minutes. Do not send it to anybody: whoever has it can sign in as you.`,
      'If it was not you, you need do nothing: without this link nobody can sign in.',
    ],
    minutes,
  )

export const newDevice = (to: string, device: string): Mail =>
  mail(to, 'new-device', 'A new device signed in to Upstream as you', [
    `Somebody signed in to Upstream as you with ${device}, which you have not used there before.`,
    'If it was you, you need do nothing.',
    'If it was not, sign in, open “Your account”, choose “Sign out everywhere”, and tell your administrator.',
  ])

export const invitation = (account: Pick<Account, 'email' | 'role'>, address: string, days: number): Mail =>
  mail(account.email, 'invitation', 'You are invited to Upstream', [
    `You are invited to Upstream as ${roleNames[account.role]}.`,
    `To begin, open this page and ask for a link to sign in, with this mail address:\n${address}/sign-in`,
    `The invitation ends if you have not signed in within ${days} days. You need no password.`,
  ])

/** To somebody an officer let in, hours or days after they asked: a link to sign in would have run out by then. */
export const letIn = (to: string, { name, page, days }: { name: string; page: string; days: number }): Mail =>
  mail(to, 'let-in', 'You can list what your organisation runs', [
    `You asked to list what ${name} runs for young people, or to look after what is listed. A person read it: now you can.`,
    `To begin, open this page, write ${to} and press “Send me a link”:\n${page}`,
    'A second mail then brings a link that signs you in. It works once, for 15 minutes.',
    `This ends if you have not signed in within ${days} days. You need no password.`,
  ])

export const codesChanged = (to: string, what: string): Mail =>
  mail(to, 'codes-changed', 'How you sign in to Upstream has changed', [
    what,
    'If it was not you, open “Your account”, choose “Sign out everywhere”, and tell your administrator at once.',
  ])

export const glassOpened = (
  to: string,
  { who, kind, until, reason, address }: { who: string; kind: string; until: string; reason: string; address: string },
): Mail =>
  mail(to, 'glass-opened', 'An administrator opened confidential records', [
    `${who} may read confidential records of this kind until ${until}: ${kind}.`,
    `The reason given: ${reason}`,
    `Every page read is in the audit trail. See ${address}/glass`,
  ])

export const requestDecided = (to: string, email: string, accepted: boolean): Mail =>
  mail(to, 'account-request', 'Your request for an account was answered', [
    accepted ? `An account was made for ${email}, and they have been invited.` : `No account was made for ${email}.`,
  ])
