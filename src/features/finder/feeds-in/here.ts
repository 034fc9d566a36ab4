// What people here said of an entry stands above what its feed says: the feed's change is offered to them, never put over it. Pure.
import { isSensitive } from '../activities.ts'
import type { Standing } from '../entries/many.ts'
import type { Body } from '../schemas.ts'

export interface Here {
  /** An address that somebody made private stays so, whatever the feed says of it. */
  body: Body
  /** A person wrote what the public reads, or where it is may need to be private: somebody looks first. */
  isForPerson: boolean
}

/** What of a feed's words may be taken, beside what stands here already. `by`: the hand that writes for feeds. */
export function besideHere(at: Standing | undefined, said: Body, by: string): Here {
  const safe = [at?.open, at?.newest].map(each => each?.body.venue).find(venue => venue?.safe)
  const body = safe ? { ...said, venue: { ...(said.venue ?? safe), safe: true } } : said
  return { body, isForPerson: (at?.open !== undefined && at.open.madeBy !== by) || tellsWhere(body) }
}

/** Help with something that may put somebody in danger, with a place that is not private: a refuge may stand in a feed by mistake. */
const tellsWhere = ({ themes, venue }: Body): boolean =>
  themes.some(isSensitive) &&
  venue !== null &&
  !venue.safe &&
  (venue.address !== '' || venue.postcode !== '' || venue.latitude !== null)
