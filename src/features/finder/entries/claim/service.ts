import { badRequest, conflict, notFound } from '../../../../lib/errors.ts'
import { plainName } from '../../../../lib/typos.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import type { FieldError } from '../../../../platform/form.ts'
import { type Mail, post } from '../../../../platform/mail/index.ts'
import * as organisations from '../../../organisations/index.ts'
import { letIn, whyNotLetIn } from '../../../people/index.ts'
import { publicEntry } from '../public.ts'
import * as queries from './queries.ts'

export interface Asking {
  email: string
  /** The entry somebody came from. */
  entry: string | undefined
  /** What their organisation is called, and what it runs, in their words. */
  called: string
  words: string
  address: string
}

/**
 * Somebody asks to look after entries. Who has the organisation's own mailbox, or one at its domain, is sent a link at once; anybody else waits
 * for an officer. What is answered is the same.
 */
export const ask = (db: Db, { email, entry, called, words, address }: Asking): Promise<void> =>
  db.transaction(async tx => {
    const about = entry === undefined ? undefined : (await publicEntry(tx, entry))?.organisation
    const theirs = await organisations.ofMailbox(tx, email)
    const own =
      theirs.find(({ id }) => id === about?.id) ?? (theirs.length === 1 && about === undefined ? theirs[0] : undefined)
    const next = about && own && entry ? `/opportunities/${entry}` : '/opportunities'
    if (own) return letIn(tx, { email, name: own.name, organisation: own.key, next, address, by: 'mailbox' })
    if ((await queries.add(tx, { email, organisationId: about?.id ?? null, called, words })) > 0)
      await record(tx, 'public', 'opportunity-claim.asked', 'opportunity-claims', { organisation: about?.key ?? null })
  })

export interface Answering {
  id: number
  by: string
  address: string
}

/** One that is known here; or what a new one is called, and whether the officer says that the mailbox is its team's and may be published. */
export type For = { key: string } | { name: string; isTeams: boolean }

export type Accepted = { ok: true } | { ok: false; errors: FieldError[] }

/** An officer knows who they are, and lets them in for an organisation. What is wrong is said, and nothing is answered by it. */
export async function accept(db: Db, given: Answering, of: For): Promise<Accepted> {
  const claim = await queries.find(db, given.id)
  const errors = claim ? await wrongOf(db, claim, of) : []
  if (errors.length > 0) return { ok: false, errors }
  await admit(db, given, of)
  return { ok: true }
}

async function wrongOf(db: Db, { email }: queries.Claim, of: For): Promise<FieldError[]> {
  if ('key' in of) return said('organisation', await whyNotLetIn(db, email, of.key))
  const same = plainName(of.name)
  const [known] = (await organisations.list(db)).filter(({ name }) => plainName(name) === same)
  if (known) return said('name', `“${known.name}” is here already: choose it above, or write another name`)
  if (of.isTeams && organisations.isPersonal(email)) return said('mailbox', organisations.personalWords)
  return said('name', await whyNotLetIn(db, email, ''))
}

const said = (field: string, text: string | undefined): FieldError[] => (text === undefined ? [] : [{ field, text }])

const admit = (db: Db, { id, by, address }: Answering, of: For): Promise<void> =>
  db.transaction(async tx => {
    const claim = await answered(tx, id, 'let in', by)
    const organisation = 'key' in of ? await organisations.findByKey(tx, of.key) : await enterNew(tx, by, claim, of)
    if (!organisation) throw notFound('That organisation')
    await letIn(tx, {
      email: claim.email,
      name: organisation.name,
      organisation: organisation.key,
      next: '/opportunities',
      address,
      by,
    })
    await record(tx, by, 'opportunity-claim.let-in', `opportunity-claim/${id}`, { organisation: organisation.key })
  })

// Everybody reads the mailbox of an organisation: whoever asked gave theirs to be answered, so it is kept there only where an officer says so.
async function enterNew(
  tx: Db,
  by: string,
  { email }: queries.Claim,
  { name, isTeams }: { name: string; isTeams: boolean },
): Promise<organisations.Organisation> {
  const kept = await organisations.enter(tx, { by, name, email: isTeams ? email : null })
  if (!kept.ok) throw badRequest(kept.errors.map(({ text }) => text).join(' '))
  return kept.organisation
}

export const decline = (db: Db, { id, by }: Answering): Promise<void> =>
  db.transaction(async tx => {
    const claim = await answered(tx, id, 'declined', by)
    await post(tx, declined(claim.email))
    await record(tx, by, 'opportunity-claim.declined', `opportunity-claim/${id}`)
  })

async function answered(tx: Db, id: number, verdict: 'let in' | 'declined', by: string): Promise<queries.Claim> {
  const claim = await queries.find(tx, id)
  if (!claim || (await queries.answer(tx, id, verdict, by)) === 0) throw conflict('Somebody has answered this by now')
  return claim
}

const declined = (to: string): Mail => ({
  to,
  kind: 'claim-declined',
  subject: 'You asked to look after an entry of the finder',
  body: [
    'Somebody read what you asked, and could not tell that you answer for the organisation.',
    'Ask again from a mailbox of the organisation itself, or ask the organisation to write to us.',
    'Upstream\nThis mail was sent by a machine. Answers are not read.',
  ].join('\n\n'),
})
