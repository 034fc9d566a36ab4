// What is said of an organisation is public with every entry of its own, so a change of it waits until a second person has read it.
import { conflict, notFound } from '../../lib/errors.ts'
import type { Db } from '../../platform/db.ts'
import type { FieldError } from '../../platform/form.ts'
import { proposals } from '../people/index.ts'
import * as queries from './queries.ts'
import { contacts, isSmallChange, type Told, wrongContacts } from './rules.ts'
import { kinds, type Organisation } from './schemas.ts'
import { change } from './service.ts'

export const fieldNames: Readonly<Record<keyof Told, string>> = {
  name: 'Name',
  description: 'What it does',
  kind: 'Kind',
  email: 'Mailbox',
  phone: 'Phone',
  website: 'Web page',
  charityNumber: 'Charity number',
  companyNumber: 'Company number',
  mailDomain: 'Mail domain: whoever has a mailbox there may look after its entries',
}

export const objectOf = ({ key }: Pick<Organisation, 'key'>): string => `organisation/${key}`

const isField = (name: string): name is keyof Told => name in fieldNames

/** What it says now, field by field. */
export const fieldsOf = (organisation: Told): proposals.Fields =>
  Object.fromEntries(
    Object.keys(fieldNames)
      .filter(isField)
      .map(name => [name, organisation[name]]),
  )

/** Fields as they are kept: a name or a kind that is none changes nothing. */
function toldOf(fields: proposals.Fields): Partial<Told> {
  const { name, description, kind, ...rest } = fields
  const known = kinds.find(each => each === kind)
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([field]) => isField(field))),
    ...(name ? { name } : {}),
    ...(description !== undefined ? { description: description ?? '' } : {}),
    ...(known ? { kind: known } : {}),
  }
}

export interface Asking {
  by: string
  id: string
  told: Partial<Told>
  /** The version of the organisation that stood on the page. */
  seen: number
  /** The change that stood there as waiting; 0 for none. */
  waits: number
  /** Does its own account ask? Small changes of one that is trusted are public at once. */
  isOwn: boolean
}
export type Asked = { ok: true; what: 'same' | 'sent' | 'public' } | { ok: false; errors: FieldError[] }

export const moved = 'Somebody changed this organisation meanwhile. Open it again and look before you go on.'

/** Asks for a change of what is said of it. */
export const ask = (db: Db, { by, id, told, seen, waits, isOwn }: Asking): Promise<Asked> =>
  db.transaction(async tx => {
    const now = await found(tx, id)
    if (now.version !== seen) throw conflict(moved)
    const errors = wrongContacts({ ...now, ...told })
    if (errors.length > 0) return { ok: false, errors }
    const object = objectOf(now)
    const before = await proposals.waiting(tx, object)
    // what waits and was not asked on this form stays asked for
    const to = { ...now, ...toldOf(before?.draft ?? {}), ...told }
    const draft = proposals.changesIn(fieldsOf(now), fieldsOf(to))
    if (Object.keys(draft).length === 0) {
      if (before) await proposals.withdraw(tx, { object, by, seen: waits })
      return { ok: true, what: 'same' }
    }
    const change = await proposals.propose(tx, { object, draft, by, seen: waits })
    const isTrusted = isOwn && !before && now.trust === 'trusted' && isSmallChange(Object.keys(draft))
    if (!isTrusted || now.trustedBy === null) return { ok: true, what: 'sent' }
    const reason = 'A small change by an organisation that is trusted'
    await make(tx, now, draft, { object, id: change, by: now.trustedBy }, reason)
    return { ok: true, what: 'public' }
  })

async function found(tx: Db, id: string): Promise<Organisation> {
  const organisation = await queries.find(tx, id)
  if (!organisation) throw notFound('That organisation')
  return organisation
}

/** Makes a change and closes what asked for it. */
async function make(
  tx: Db,
  now: Organisation,
  to: proposals.Fields,
  one: proposals.Deciding,
  reason: string,
): Promise<void> {
  const kept = await change(tx, { by: one.by, id: now.id, seen: now.version, told: toldOf(to) })
  if (!kept.ok) throw conflict(`${kept.errors.map(({ text }) => text).join('. ')}.`)
  const all = fieldsOf(now)
  const was = Object.fromEntries(Object.keys(to).map(name => [name, all[name] ?? null]))
  await proposals.settle(tx, one, { state: 'approved', reason, was })
}

interface Deciding {
  by: string
  /** The organisation's. */
  id: string
  change: number
  seen: number
}

/** Makes the change that waits, on the word of somebody who wrote none of it. Gives what the organisation said before. */
export const approve = (db: Db, { by, id, change, seen }: Deciding): Promise<Organisation> =>
  db.transaction(async tx => {
    const now = await found(tx, id)
    const one = { object: objectOf(now), id: change, by }
    const { draft, reason } = await proposals.toDecide(tx, one)
    if (now.version !== seen) throw conflict(moved)
    await make(tx, now, draft, one, reason)
    return now
  })

/** Puts back what stood before the newest change that was approved, at once or once a second person has approved that too. Says which. */
export const takeBack = (db: Db, { by, id, change, seen, reason }: Deciding & { reason: string }): Promise<boolean> =>
  db.transaction(async tx => {
    const now = await found(tx, id)
    const object = objectOf(now)
    if (now.version !== seen) throw conflict(moved)
    const back = await proposals.takeBack(tx, { object, id: change, by, reason }, contacts)
    if (back.isNow) await make(tx, now, back.was, { object, id: back.change, by }, back.reason)
    return back.isNow
  })
