// What an organisation is told of its entries: plain text to a role's mailbox, and nothing in it that is not public anyway.
import type { Mail } from '../../../../platform/mail/index.ts'

const foot = '\n\nUpstream\nThis mail was sent by a machine. Answers are not read.'
const mail = (to: string, kind: string, subject: string, lines: readonly string[]): Mail => ({
  to,
  kind,
  subject,
  body: lines.filter(Boolean).join('\n\n') + foot,
})

interface About {
  to: string
  name: string
  href: string
}

export const approved = ({ to, name, href, publicHref }: About & { publicHref: string }): Mail =>
  mail(to, 'entry-approved', `“${name}” is in the finder`, [
    `What you wrote about “${name}” was read and approved. Young people and families can find it now.`,
    `This is the page they see, to share with whom you like:\n${publicHref}`,
    `To change it, sign in here:\n${href}`,
  ])

export const refused = ({ to, name, href, reason }: About & { reason: string }): Mail =>
  mail(to, 'entry-refused', `“${name}”: something to put right`, [
    `What you wrote about “${name}” was read, and is not public yet.`,
    `What to put right: ${reason}`,
    `Nothing is lost. Put it right and send it again:\n${href}`,
  ])

export const organisationApproved = ({ to, name, href }: About): Mail =>
  mail(to, 'organisation-approved', `What the finder says of ${name} has changed`, [
    `A change of what ${name} says of itself was read and approved. It stands with each of its entries now.`,
    `If you did not ask for it, look at it and tell us:\n${href}`,
  ])

export const organisationBack = ({ to, name, href }: About): Mail =>
  mail(to, 'organisation-back', `What the finder says of ${name} has changed`, [
    `The last change of what ${name} says of itself was taken back. What stood before stands with each of its entries again.`,
    `See why, and tell us if it is wrong:\n${href}`,
  ])

export const organisationRefused = ({ to, name, href, reason }: About & { reason: string }): Mail =>
  mail(to, 'organisation-refused', `${name}: something to put right`, [
    `A change of what ${name} says of itself was read, and is not public.`,
    `What to put right: ${reason}`,
    `Nothing is lost. Put it right and send it again:\n${href}`,
  ])
