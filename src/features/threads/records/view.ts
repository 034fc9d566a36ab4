import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as queries from './queries.ts'
import { kindWords, visible } from './rules.ts'
import type { Record } from './schemas.ts'

export interface Step {
  key: string
  kind: string
  kindWords: string
  title: string
  href: string
  state: string
  movedOn: string
}

/** What stands beside every record: what it is because of, and what happened next. */
export interface Beside {
  key: string
  because: Step[]
  /** In the record's own words, where nothing here came before it. */
  reason: string | null
  next: Step[]
  /** Records of the thread this person may not see. */
  hidden: number
}

const step = ({ key, kind, title, href, state, movedOn }: Record): Step => ({
  key,
  kind,
  kindWords: kindWords(kind),
  title,
  href,
  state,
  movedOn,
})

/** The two lists of a record page; only records this person may see, the rest as a number. */
export async function beside(db: Db, actor: Actor, key: string): Promise<Beside> {
  const links = (await queries.linksAround(db, key)).filter(link => link.becauseKey === key || link.nextKey === key)
  const keys = links.map(link => (link.becauseKey === key ? link.nextKey : link.becauseKey))
  const found = await queries.list(db, { keys: [...keys, key] })
  const seen = new Map(visible(actor, found).map(record => [record.key, step(record)]))
  const pick = (wanted: string[]) => wanted.flatMap(each => seen.get(each) ?? [])
  return {
    key,
    because: pick(links.filter(link => link.nextKey === key).map(link => link.becauseKey)),
    reason: found.find(record => record.key === key)?.because ?? null,
    next: pick(links.filter(link => link.becauseKey === key).map(link => link.nextKey)),
    hidden: keys.filter(each => !seen.has(each)).length,
  }
}
