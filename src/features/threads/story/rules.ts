import type { Link, Record } from '../records/schemas.ts'

export interface StoryStep {
  record: Record
  /** Titles of what it follows from, as far as the reader may see them. */
  because: string[]
  /** How far it is from the beginning of the thread: 0 has nothing before it. */
  depth: number
}

/**
 * A thread as a story: every record once, what came first before what followed from it; among equals the older first.
 * Links whose ends are not both given (hidden from the reader) are left out.
 */
export function tell(records: readonly Record[], links: readonly Link[]): StoryStep[] {
  const byKey = new Map(records.map(record => [record.key, record]))
  const known = links.filter(link => byKey.has(link.becauseKey) && byKey.has(link.nextKey))
  const depths = new Map<string, number>()
  const depthOf = (key: string): number => {
    const kept = depths.get(key)
    if (kept !== undefined) return kept
    depths.set(key, 0) // a circle, should there ever be one, ends here
    const before = known.filter(link => link.nextKey === key)
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map(link => depthOf(link.becauseKey)))
    depths.set(key, depth)
    return depth
  }
  return [...records]
    .map(record => ({
      record,
      depth: depthOf(record.key),
      because: known.flatMap(link => (link.nextKey === record.key ? (byKey.get(link.becauseKey)?.title ?? []) : [])),
    }))
    .sort(
      (a, b) =>
        a.depth - b.depth ||
        a.record.openedOn.localeCompare(b.record.openedOn) ||
        a.record.key.localeCompare(b.record.key),
    )
}

/** Records at the end of the thread that are not an end: what the next step is owed to. */
export const loose = (records: readonly Record[], links: readonly Link[]): Record[] =>
  records.filter(record => !record.ended && !links.some(link => link.becauseKey === record.key))
