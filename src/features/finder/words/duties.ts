import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, type Duty } from '../../people/index.ts'
import * as queries from './queries.ts'
import { path } from './views.ts'

/** Words that wait for a second person. */
export async function wordDuties(db: Db, actor: Actor): Promise<Duty[]> {
  const n = allows(actor, 'opportunities.approve') ? await queries.waitingFor(db, actor.email) : 0
  if (n === 0) return []
  const title = `Decide on ${plural(n, 'word', 'words')} the finder is to know, or to know no longer`
  return [{ kind: 'Finder', title, href: path, note: '', owner: 'Whoever approves entries', dueOn: null, since: null }]
}
