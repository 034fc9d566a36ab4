// From a draft to the public: sent, read by a second person, approved or sent back; its organisation is told.
import type { Day } from '../../../../lib/dates.ts'
import { conflict } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { post } from '../../../../platform/mail/index.ts'
import * as organisations from '../../../organisations/index.ts'
import { missingBeforeApproval } from '../../care/safeguarding.ts'
import type { Body } from '../../schemas.ts'
import { approveByTrust, missingWords } from '../approved.ts'
import * as queries from '../queries.ts'
import { isSmallChange } from '../rules.ts'
import * as service from '../service.ts'
import { writers } from '../writers.ts'
import * as mails from './mails.ts'

export interface Sending {
  actor: Actor
  entry: queries.Entry
  body: Body
  note: string
  seen: number
  today: Day
}

/** Sends what was written to be approved; a small change by an organisation that is trusted is public at once. */
export const send = (db: Db, sending: Sending): Promise<'sent' | 'public'> =>
  db.transaction(async tx => {
    const { actor, entry, body, note, seen, today } = sending
    const trustedBy = await trustFor(tx, sending)
    const written = await service.write(tx, { id: entry.id, by: actor.email, body, note, seen, verdict: 'waiting' })
    if (!written.ok) throw conflict(service.moved)
    if (trustedBy === undefined) return 'sent'
    await approveByTrust(tx, { id: entry.id, version: written.version, by: actor.email, trustedBy, today })
    return 'public'
  })

/** Who answers for a change that is public at once; nobody where a person must read it. */
async function trustFor(tx: Db, { actor, entry, body, today }: Sending): Promise<string | undefined> {
  const organisation = await organisations.find(tx, entry.organisationId)
  if (organisation?.trust !== 'trusted' || actor.organisation !== organisation.key) return undefined
  if (entry.state !== 'public' || entry.publicVersion === null) return undefined
  if (missingBeforeApproval(body, entry.kind, today).length > 0) return undefined
  const open = await queries.version(tx, entry.id, entry.publicVersion)
  const wrote = await writers(tx, entry.id, entry.lastVersion)
  const isOwn = wrote.every(({ email }) => email.toLowerCase() === actor.email.toLowerCase())
  return open && isOwn && isSmallChange(open.body, body) ? (organisation.trustedBy ?? undefined) : undefined
}

export interface Deciding {
  actor: Actor
  entry: queries.Entry
  version: number
  today: Day
  /** What links in mails begin with. */
  address: string
}

export const approve = (db: Db, { actor, entry, version, today, address }: Deciding): Promise<void> =>
  db.transaction(async tx => {
    await mustBeSafe(tx, entry, version, today)
    await service.approve(tx, { id: entry.id, version, by: actor.email, today })
    const about = await toldOf(tx, entry, version, address)
    if (about) await post(tx, mails.approved(about))
  })

/** Nothing for under 18s is public before its safeguarding is said. */
async function mustBeSafe(tx: Db, entry: queries.Entry, version: number, today: Day): Promise<void> {
  const found = await queries.version(tx, entry.id, version)
  const [missing] = found ? missingBeforeApproval(found.body, entry.kind, today) : []
  if (missing) throw conflict(missingWords(missing))
}

export const refuse = (
  db: Db,
  { actor, entry, version, address, reason }: Deciding & { reason: string },
): Promise<void> =>
  db.transaction(async tx => {
    await service.refuse(tx, { id: entry.id, version, by: actor.email, reason })
    const about = await toldOf(tx, entry, version, address)
    if (about) await post(tx, mails.refused({ ...about, reason }))
  })

async function toldOf(tx: Db, entry: queries.Entry, version: number, address: string) {
  const organisation = await organisations.find(tx, entry.organisationId)
  const found = await queries.version(tx, entry.id, version)
  if (!organisation?.email || !found) return undefined
  return {
    to: organisation.email,
    name: found.body.name,
    href: `${address}/opportunities/${entry.id}`,
    publicHref: `${address}/things-to-do/${entry.id}`,
  }
}
