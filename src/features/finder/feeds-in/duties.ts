import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, type Duty } from '../../people/index.ts'
import * as queries from './queries.ts'
import { todo } from './words.ts'

/** Feeds that somebody must do something about, in one line; never one's own that waits for another to approve it. */
export async function feedDuties(db: Db, actor: Actor): Promise<Duty[]> {
  if (!allows(actor, 'opportunities.approve')) return []
  const last = await queries.lastCrawls(db)
  const isOwn = (by: string) => by.toLowerCase() === actor.email.toLowerCase()
  const found = (await queries.sources(db))
    .filter(({ state, madeBy, licence }) => state !== 'proposed' || licence === '' || !isOwn(madeBy))
    .map(source => ({
      name: source.name,
      words: todo(
        source,
        last.find(crawl => crawl.sourceId === source.id),
      ),
    }))
    .filter(({ words }) => words !== '')
  const [first] = found
  if (!first) return []
  const title = `Look at ${plural(found.length, 'feed', 'feeds')} of others that ${found.length === 1 ? 'needs' : 'need'} somebody`
  const more = found.length > 1 ? `; and ${found.length - 1} more` : ''
  const note = `${first.name}: ${first.words}${more}`
  return [{ kind: 'Finder', title, href: '/feeds', note, owner: '', dueOn: null, since: null }]
}
