import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { mayLink, type NextStep, nextSteps } from './next.ts'
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
  /** What this person may do next because of it. */
  steps: NextStep[]
  /** Where links are made and taken away, for who may change the record. */
  links: string
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
  const record = seen.has(key) ? found.find(each => each.key === key) : undefined
  return {
    key,
    because: pick(links.filter(link => link.nextKey === key).map(link => link.becauseKey)),
    reason: found.find(record => record.key === key)?.because ?? null,
    next: pick(links.filter(link => link.becauseKey === key).map(link => link.nextKey)),
    hidden: keys.filter(each => !seen.has(each)).length,
    steps: record ? nextSteps(actor, record) : [],
    links: record && mayLink(actor, record) ? `/threads/${key}/links` : '',
  }
}

/** Records this person may see, by key or by the address of their page, as it stands in a browser too. */
export async function recordsAt(db: Db, actor: Actor, given: unknown): Promise<Record[]> {
  const keys = [given]
    .flat()
    .filter(each => typeof each === 'string')
    .map(text => text.replace(/^https?:\/\/[^/]+/, '').trim())
    .filter(Boolean)
  return keys.length === 0 ? [] : visible(actor, await queries.list(db, { keysOrHrefs: keys, reader: actor }))
}
