import type { Link, Record } from '../records/schemas.ts'
import type { Made } from './queries.ts'

export const sides = ['because', 'next'] as const
export type Side = (typeof sides)[number]
export const sideNames: { [side in Side]: string } = { because: 'Because of', next: 'What happened next' }

/** All that a record leads to, or all that led to it, however far. */
export function reached(links: readonly Link[], from: string, side: Side): Set<string> {
  const found = new Set<string>()
  const walk = (key: string): void => {
    for (const link of links) {
      const [here, there] = side === 'next' ? [link.becauseKey, link.nextKey] : [link.nextKey, link.becauseKey]
      if (here !== key || found.has(there)) continue
      found.add(there)
      walk(there)
    }
  }
  walk(from)
  return found
}

/** Of the records found, those that can stand on this side: not the record itself, not linked already, and making no circle. */
export function choosable(found: readonly Record[], links: readonly Link[], key: string, side: Side): Record[] {
  const circle = reached(links, key, side === 'because' ? 'next' : 'because')
  const linked = new Set(
    links.flatMap(link =>
      side === 'because' ? (link.nextKey === key ? link.becauseKey : []) : link.becauseKey === key ? link.nextKey : [],
    ),
  )
  return found.filter(each => each.key !== key && !circle.has(each.key) && !linked.has(each.key))
}

/** Links taken away and not made again, each once: the ones that can be put back. */
export function removed(made: readonly Made[]): Made[] {
  const pair = (link: Link) => `${link.becauseKey} ${link.nextKey}`
  const live = new Set(made.filter(link => link.removedAt === null).map(pair))
  const seen = new Set<string>()
  return made.filter(link => {
    if (live.has(pair(link)) || seen.has(pair(link))) return false
    seen.add(pair(link))
    return true
  })
}
