import { addDays, type Day } from '../../../../lib/dates.ts'
import { PlainError } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Pack, readPackFile } from '../../../../platform/pack.ts'
import * as organisations from '../../../organisations/index.ts'
import * as places from '../../../places/index.ts'
import { enterApproved } from '../../entries/approved.ts'
import { Body } from '../../schemas.ts'
import { refresh } from '../../search/refresh.ts'
import { bodyOf, type ToldEntry, ToldFinder } from './told.ts'
import { type Held, venuesOf } from './venues.ts'

/** By whose hand: whoever answers for an organisation enters its entries, an officer approves. */
export interface Hands {
  today: Day
  officer: string
  /** Mailbox of whoever has an account for an organisation. */
  of(organisation: string): string | undefined
}

const file = 'finder.json'

/** Fills the demonstration's finder, as its organisations would: each entry written by one person and approved by another. Gives the number of entries. */
export async function fillFinder(db: Db, pack: Pack, hands: Hands): Promise<number> {
  const told = readPackFile(pack.id, file, ToldFinder)
  const venueOf = await venuesOf(db, told)
  const city = await places.findCity(db)
  const boroughs = city ? await places.childrenOf(db, city.id) : []
  const codes = new Map(boroughs.map(({ name, code }) => [name, code]))
  const ids = await enterOrganisations(db, told, hands)
  return db.transaction(async tx => {
    const entered: string[] = []
    for (const entry of told.entries)
      for (const held of entry.at.length === 0 ? [null] : entry.at.map(venueOf)) {
        const organisationId = ids.get(entry.by)
        if (!organisationId) throw new PlainError(`${file} does not tell of “${entry.by}”.`, 'Add it to organisations.')
        const given = { ...givenOf(entry, held, codes, hands), organisationId }
        entered.push((await enterApproved(tx, given)).id)
      }
    await refresh(tx, entered, hands.today)
    return entered.length
  })
}

function givenOf(told: ToldEntry, held: Held | null, codes: ReadonlyMap<string, string>, hands: Hands) {
  const body = bodyOf(told, { today: hands.today, venue: held?.venue ?? null, boroughs: codes })
  const parsed = Body.safeParse(body)
  if (!parsed.success)
    throw new PlainError(`${file}: “${told.name}” cannot be used.`, parsed.error.issues[0]?.message ?? '')
  return {
    by: hands.of(told.by) ?? 'setup',
    kind: told.kind,
    boroughId: held?.boroughId ?? null,
    body: parsed.data,
    note: 'First entered',
    today: addDays(hands.today, -told.checkedDaysAgo),
    approvedBy: hands.officer,
    later: true,
  }
}

async function enterOrganisations(db: Db, told: ToldFinder, hands: Hands): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const organisation of told.organisations) {
    const { key, mailDomain } = organisation
    const kept = await organisations.enter(db, {
      ...organisation,
      email: `hello@${mailDomain}`,
      website: `https://${mailDomain}`,
      by: hands.of(key) ?? 'setup',
    })
    if (!kept.ok) throw new PlainError(`${file}: ${key}: ${kept.errors[0]?.text ?? ''}`, 'Put the organisation right.')
    ids.set(key, kept.organisation.id)
  }
  return ids
}
