import { addMonths, type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { isHidden, type Measure, readMonths, type Store } from '../../evidence/index.ts'
import { seenOf, type Windows } from '../rules.ts'
import { sumOf } from '../signals/compute.ts'
import { groundOf, kinds } from '../signals/ground.ts'
import { Evidence } from './queries.ts'
import type { Seen } from './rules.ts'

/** A question, and what was seen when it was opened. */
export type Open = Seen & { evidence: Evidence | undefined }

/**
 * Adds to a question what was seen. Undefined where a count behind it is hidden from this person, or would give another's away: that a
 * question was opened says that the place fell, which is a mark.
 */
export async function withEvidence(db: Db, store: Store, actor: Actor, seen: Seen): Promise<Open | undefined> {
  const { question, measure, see } = seen
  const evidence = Evidence.safeParse(question.detail).data
  if (actor.role === 'analyst') return { ...seen, evidence }
  if (!evidence || [evidence.later, evidence.earlier].some(count => isHidden(count, see))) return undefined
  const open = await isOpen(db, store, actor, { ...question, measure }, monthOfDay(question.periodEnd), evidence.window)
  return open ? { ...seen, evidence } : undefined
}

type What = Pick<Seen['question'], 'placeId' | 'kind'> & { measure: Measure }

/** May the counts of both windows of this place, and so a mark made from them, be shown to this person? */
export async function isOpen(
  db: Db,
  store: Store,
  actor: Actor,
  { measure, placeId, kind }: What,
  end: Month,
  window: number,
): Promise<boolean> {
  const known = kinds.find(each => each === kind)
  const ground = known && (await groundOf(db, store, known))
  if (!ground) return false
  const { vintage, areas } = ground
  const looking = { db, store, actor, measure, vintage, areas }
  for (const at of [end, addMonths(end, -window)]) {
    const { sees, hidden } = await seenOf(looking, at, window)
    if (!sees.has(placeId) || hidden.has(placeId)) return false
  }
  return true
}

export async function windowsOf(
  db: Db,
  store: Store,
  measure: Measure,
  areas: readonly { id: number }[],
  end: Month,
  window: number,
) {
  const placeIds = areas.map(area => area.id)
  const from = addMonths(end, 1 - 2 * window)
  const found = (await readMonths(db, store, { measureIds: [measure.id], placeIds, from, to: end })).get(measure.id)
  return new Map(
    placeIds.map((id): [number, Windows] => {
      const months = found?.get(id) ?? []
      return [id, { later: sumOf(months.slice(window), window), earlier: sumOf(months.slice(0, window), window) }]
    }),
  )
}
