import * as home from './features/home/index.ts'
import * as people from './features/people/index.ts'
import * as releases from './features/releases/index.ts'
import type { Day } from './lib/dates.ts'
import { PlainError } from './lib/errors.ts'
import type { Db } from './platform/db.ts'
import { type Pack, readPackFile } from './platform/pack.ts'

/** The officer, analyst and director whose hands a demonstration's work passes through. */
export async function handsOf(db: Db): Promise<releases.Hands> {
  const accounts = await people.listAccounts(db)
  const actor = async (role: people.Role) => {
    const found = accounts.find(account => account.role === role)
    const made = found ? await people.actorOf(db, found.id) : undefined
    if (!made) throw new PlainError(`The demonstration has no ${role} to publish with.`, 'Add one to its people.json.')
    return made
  }
  return { officer: await actor('officer'), analyst: await actor('analyst'), director: await actor('director') }
}

/** Publishes what a demonstration's pack tells, by the hands of its officer, analyst and director. */
export async function publishStory(db: Db, pack: Pack, today: Day): Promise<void> {
  const hands = await handsOf(db)
  const publications = readPackFile(pack.id, 'publications.json', releases.Publications)
  await releases.fillDemonstration(db, publications, hands, today)
  await home.publishPlaces(db, pack, hands, today)
}
