import type { Day } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { post } from '../../../platform/mail/index.ts'
import * as codes from '../codes/service.ts'
import { endAccess } from '../ending.ts'
import * as mails from '../mails.ts'
import type { Options } from '../options.ts'
import * as accounts from '../queries.ts'
import type { Flag } from '../roles.ts'
import type { Invitation } from '../schemas.ts'
import * as flags from './flags.ts'
import * as queries from './queries.ts'
import * as requests from './requests.ts'
import { asGiven, mayReopen, wrongScope } from './rules.ts'

/** An invitation that nobody has taken up by then ends. */
export const invitedDays = 14

export interface By {
  actor: Actor
  /** Codes of places there are. */
  known: ReadonlySet<string>
  /** Where mails lead. */
  address: string
  endFeed: Options['endFeed']
}

export type Made<T = object> = ({ ok: true } & T) | { ok: false; errors: FieldError[] }

const refused = (field: string, text: string): { ok: false; errors: FieldError[] } => ({
  ok: false,
  errors: [{ field, text }],
})

/** Makes an account and tells the person how to begin. An address that has one is refused: nobody is taken over by an invitation. */
export const invite = (db: Db, by: By, wanted: Invitation): Promise<Made<{ id: number }>> => {
  const person = asGiven(by.actor, wanted)
  const errors = wrongScope(by.actor, person, by.known)
  if (errors.length) return Promise.resolve({ ok: false, errors })
  return db.transaction(async tx => {
    if (await accounts.findByEmail(tx, person.email))
      return refused(
        'email',
        'Enter another address: this one has an account, or had one. An administrator can open it',
      )
    return { ok: true, id: await add(tx, by, person) }
  })
}

async function add(tx: Db, { actor, address }: By, person: Invitation): Promise<number> {
  const id = await accounts.save(tx, person, invitedDays)
  await post(tx, mails.invitation(person, address, invitedDays))
  const { email, name: _, ...scope } = person
  await record(tx, actor.email, 'account.invited', `account/${email}`, { ...scope, days: invitedDays })
  return id
}

export const change = (db: Db, by: By, person: queries.Person, wanted: Omit<Invitation, 'email'>): Promise<Made> => {
  const scope = asGiven(by.actor, { ...wanted, email: person.email })
  const errors = wrongScope(by.actor, scope, by.known)
  if (errors.length) return Promise.resolve({ ok: false, errors })
  return db.transaction(async tx => {
    if (scope.role !== person.role) {
      if (person.id === by.actor.accountId) return refused('role', 'Another administrator must change your own role')
      if (await isLast(tx, person)) return refused('role', 'Make another administrator first: this is the last one')
    }
    await queries.change(tx, person.id, scope)
    await accounts.setPlaces(tx, person.id, scope.places)
    await record(tx, by.actor.email, 'account.changed', `account/${person.email}`, differences(person, scope))
    return { ok: true }
  })
}

function differences(before: queries.Person, after: Omit<Invitation, 'email'>): Record<string, unknown> {
  const pairs = (['name', 'role', 'organisation', 'places', 'programmes'] as const).map(key => ({
    key,
    from: before[key],
    to: after[key],
  }))
  const changed = pairs.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
  return Object.fromEntries(changed.map(({ key, from, to }) => [key, { from, to }]))
}

const isLast = async (tx: Db, person: queries.Person) =>
  person.role === 'administrator' &&
  person.state === 'active' &&
  (await queries.otherAdministrators(tx, person.id)) === 0

/** Closes an account: its sessions, links and calendar link end at once. Its records and its history stay. */
export const close = (db: Db, by: By, person: queries.Person): Promise<Made> =>
  db.transaction(async tx => {
    if (person.id === by.actor.accountId) return refused('sure', 'Somebody else must close your own account')
    if (await isLast(tx, person)) return refused('sure', 'Make another administrator first: this is the last one')
    await queries.close(tx, person.id)
    const ended = await endAccess(tx, person.id, by.endFeed)
    await record(tx, by.actor.email, 'account.closed', `account/${person.email}`, ended)
    return { ok: true }
  })

/**
 * Opens a closed account, or invites anew somebody who has not come. What an administrator closed, an administrator opens; and nobody hands out
 * again what they could not give today.
 */
export const reopen = (db: Db, by: By, person: queries.Person): Promise<Made> =>
  db.transaction(async tx => {
    if (!mayReopen(by.actor, person, await queries.closedBy(tx, person.email)))
      return refused('open', 'Ask an administrator: only they, or whoever closed this account, can open it')
    const errors = wrongScope(by.actor, person, by.known)
    if (errors.length) return { ok: false, errors: errors.map(({ text }) => ({ field: 'open', text })) }
    await queries.reopen(tx, person.id, invitedDays)
    await post(tx, mails.invitation(person, by.address, invitedDays))
    const what = person.state === 'closed' ? 'account.opened-again' : 'account.invited-again'
    await record(tx, by.actor.email, what, `account/${person.email}`, { days: invitedDays })
    return { ok: true }
  })

export const giveFlag = (
  db: Db,
  by: By,
  person: queries.Person,
  given: { flag: Flag; from: Day; until: Day | null },
): Promise<Made> => {
  if (given.until !== null && given.until < given.from)
    return Promise.resolve(refused('until', 'Enter a day that is not in the past'))
  return db.transaction(async tx => {
    await flags.give(tx, { ...given, accountId: person.id, by: by.actor.email })
    await record(tx, by.actor.email, 'account.flag-given', `account/${person.email}`, { ...given })
    return { ok: true }
  })
}

/** False when it is another account's, or has ended. */
export const endFlag = (db: Db, by: By, person: queries.Person, id: number, today: Day): Promise<boolean> =>
  db.transaction(async tx => {
    const ended = await flags.end(tx, person.id, id, today)
    if (ended) await record(tx, by.actor.email, 'account.flag-taken', `account/${person.email}`, ended)
    return ended !== undefined
  })

/** For somebody who lost their telephone and their recovery codes, or whose work account is another now. */
export const resetSignIn = (db: Db, by: By, person: queries.Person): Promise<void> =>
  db.transaction(async tx => {
    await codes.take(tx, by.actor.email, { accountId: person.id, email: person.email })
    if ((await queries.unbind(tx, person.id)) > 0)
      await record(tx, by.actor.email, 'account.unbound', `account/${person.email}`)
    const ended = await endAccess(tx, person.id, by.endFeed)
    await record(tx, by.actor.email, 'account.sign-in-reset', `account/${person.email}`, ended)
  })

/** An officer asks for an account; an administrator decides. */
export const request = (db: Db, by: By, wanted: Invitation & { reason: string }): Promise<Made> => {
  const unknown = wanted.places.some(code => !by.known.has(code))
  if (unknown) return Promise.resolve(refused('places', 'Choose places from the list'))
  return db.transaction(async tx => {
    await requests.add(tx, { ...wanted, askedBy: by.actor.accountId ?? 0 })
    const { role, places, organisation, reason } = wanted
    await record(
      tx,
      by.actor.email,
      'account.requested',
      `account/${wanted.email}`,
      { role, places, organisation },
      reason,
    )
    return { ok: true }
  })
}

export const answer = (db: Db, by: By, id: number, decision: 'accepted' | 'declined'): Promise<Made | undefined> =>
  db.transaction(async tx => {
    const waiting = await requests.findWaiting(tx, id)
    if (!waiting) return undefined
    const { email } = waiting
    if (decision === 'accepted') {
      if (await accounts.findByEmail(tx, email)) return refused('decision', `There is an account for ${email} already`)
      const { role, name, organisation, places } = waiting
      await add(tx, by, { email, role, name, organisation, places, programmes: [] })
    }
    await requests.decide(tx, id, decision, by.actor.accountId ?? 0)
    await post(tx, mails.requestDecided(waiting.askedBy, email, decision === 'accepted'))
    await record(tx, by.actor.email, `account.request-${decision}`, `account/${email}`)
    return { ok: true }
  })
