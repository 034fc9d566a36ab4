// Single times as OpenActive ScheduledSessions: what is to come in the next weeks, and what was told and will not be.
import { sessionTimes } from '../../../../lib/schedule/openactive.ts'
import { type Cursor, publicEntries } from '../../entries/public.ts'
import { type Part, part } from '../compact.ts'
import { entryAddress, type Given, type Publisher } from '../entry.ts'
import { type Item, mostItems } from './page.ts'
import * as queries from './queries.ts'
import { context, isTellable } from './series.ts'

/** One page: the next things that changed, whether they come or are gone, in one order. */
export async function sessionItems(given: Given, after: Cursor | undefined): Promise<Item[]> {
  let from = after
  for (;;) {
    const found = await queries.sessions(given.db, given.today(), from, mostItems)
    const items = await itemsOf(given, found)
    // A page without items would be read as the last one.
    if (items.length > 0 || found.length < mostItems) return items
    from = found.at(-1)
  }
}

const kind = 'ScheduledSession'

/** What does not take place is deleted; so is what may have been told and OpenActive has no words for any more. */
async function itemsOf({ db, publisher }: Given, found: readonly queries.Session[]): Promise<Item[]> {
  const ids = [...new Set(found.filter(({ lost }) => !lost).map(({ entryId }) => entryId))]
  const entries = ids.length === 0 ? [] : await publicEntries(db, { ids })
  const tellable = new Set(entries.filter(entry => isTellable(entry, publisher)).map(({ id }) => id))
  return found.flatMap((each): Item[] => {
    const item = { id: each.id, modified: each.modified, kind }
    if (!each.lost && tellable.has(each.entryId))
      return [{ ...item, state: 'updated', data: sessionPart(each, publisher) }]
    return each.lost || each.again ? [{ ...item, state: 'deleted' }] : []
  })
}

export const sessionPart = (session: Omit<queries.Session, 'lost' | 'again'>, publisher: Publisher): Part =>
  part({
    ...{ '@context': context, '@type': kind, '@id': `${entryAddress(publisher, session.entryId)}#${session.id}` },
    identifier: session.id,
    superEvent: entryAddress(publisher, session.entryId),
    url: entryAddress(publisher, session.entryId),
    ...sessionTimes(session),
    eventStatus: 'https://schema.org/EventScheduled',
  })
