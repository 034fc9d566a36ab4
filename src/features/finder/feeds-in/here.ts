// What people here said of an entry stands above what its feed says: the feed's change is offered to them, never put over it.
import type { Db } from '../../../platform/db.ts'
import { isSensitive } from '../activities.ts'
import * as entries from '../entries/queries.ts'
import type { Body } from '../schemas.ts'

export interface Here {
  /** An address that somebody made private stays so, whatever the feed says of it. */
  body: Body
  /** A person wrote what the public reads, or where it is may need to be private: somebody looks first. */
  isForPerson: boolean
}

/** What of a feed's words may be taken, beside what stands here already. `by`: the hand that writes for feeds. */
export async function besideHere(tx: Db, before: entries.Entry | undefined, said: Body, by: string): Promise<Here> {
  const open = before?.publicVersion ? await entries.version(tx, before.id, before.publicVersion) : undefined
  const last = before && before.lastVersion > 0 ? await entries.version(tx, before.id, before.lastVersion) : undefined
  const safe = [open, last].map(each => each?.body.venue).find(venue => venue?.safe)
  const body = safe ? { ...said, venue: { ...(said.venue ?? safe), safe: true } } : said
  return { body, isForPerson: (open !== undefined && open.madeBy !== by) || tellsWhere(body) }
}

/** Help with something that may put somebody in danger, with a place that is not private: a refuge may stand in a feed by mistake. */
const tellsWhere = ({ themes, venue }: Body): boolean =>
  themes.some(isSensitive) &&
  venue !== null &&
  !venue.safe &&
  (venue.address !== '' || venue.postcode !== '' || venue.latitude !== null)
