import type { Db } from '../../../../platform/db.ts'
import { postcodeOf } from '../../../places/index.ts'
import { type PublicEntry, publicEntries } from '../../entries/public.ts'
import * as queries from './queries.ts'

/** The boroughs of what somebody typed: half a postcode, a whole one, a ward or a borough. None: nothing like it is known. */
export async function boroughsAt(db: Db, typed: string): Promise<queries.Borough[]> {
  const text = typed.trim().slice(0, 60)
  if (text === '') return []
  const whole = postcodeOf(text)
  if (whole)
    return (await queries.ofPostcode(db, whole, true))
      .concat(await queries.ofPostcode(db, whole.slice(0, -3), false))
      .slice(0, 1)
  const half = text.toUpperCase().split(/\s/)[0] ?? ''
  if (/^[A-Z]{1,2}\d[A-Z\d]?$/.test(half)) return queries.ofPostcode(db, half, false)
  return queries.ofName(db, text)
}

/** What is asked for of a role: networks of its theme, for its age. */
type Wanted = Parameters<typeof queries.networksNear>[2]

export const networks = async (db: Db, boroughs: readonly queries.Borough[], of?: Wanted): Promise<PublicEntry[]> =>
  entriesOf(db, await queries.networksNear(db, codesOf(boroughs), of))

/** What helps with a theme, in these boroughs and beyond. */
export const support = async (db: Db, boroughs: readonly queries.Borough[], theme: string): Promise<PublicEntry[]> =>
  entriesOf(db, await queries.helpNear(db, codesOf(boroughs), theme))

const codesOf = (boroughs: readonly queries.Borough[]) => boroughs.map(({ code }) => code)
const entriesOf = async (db: Db, ids: readonly string[]) => (ids.length > 0 ? publicEntries(db, { ids }) : [])

/** What a council runs itself, by name. */
export async function councilEntries(db: Db, boroughId: number): Promise<PublicEntry[]> {
  const found = await entriesOf(db, await queries.ofCouncil(db, boroughId))
  return found.sort((a, b) => a.body.name.localeCompare(b.body.name, 'en-GB'))
}
