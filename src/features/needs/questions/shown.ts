import { addMonths, type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Measure, readMonths, type Store, show } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import { familyOf, openRatios, type Windows } from '../rules.ts'
import { sumOf } from '../signals/compute.ts'
import { groundOf, kinds } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import { Evidence } from './queries.ts'
import type { Seen } from './rules.ts'

/** A question, and what was seen when it was opened as far as this person may see it. */
export type Open = Seen & { evidence: Evidence | undefined }

const kept = shelf<Map<number, Windows>>('question windows', 100)

/** Adds to a question what was seen. Kept back where a count is hidden, or would give a sibling's away, as on every other page. */
export async function withEvidence(db: Db, store: Store, actor: Actor, seen: Seen): Promise<Open> {
  const { question, measure, see } = seen
  const found = Evidence.safeParse(question.detail).data
  const hidden = [found?.later, found?.earlier].some(count => show(count, see).count === null)
  if (!found || hidden) return { ...seen, evidence: undefined }
  const end = monthOfDay(question.periodEnd)
  const open = see.see === 'all' || (await isOpen(db, store, actor, { ...question, measure }, end, found.window))
  return { question, measure, see, evidence: open ? found : undefined }
}

type What = Pick<Seen['question'], 'placeId' | 'kind' | 'boroughCode'> & { measure: Measure }

/** May the counts of both windows of this place, and so their ratio, be shown to this person without giving a sibling's away? */
export async function isOpen(
  db: Db,
  store: Store,
  actor: Actor,
  what: What,
  end: Month,
  window: number,
): Promise<boolean> {
  const { measure } = what
  const kind = kinds.find(each => each === what.kind)
  const ground = kind && (await groundOf(db, store, kind))
  const family = familyOf(what)
  const siblings = ground?.areas.filter(area => familyOf(area) === family) ?? []
  const key = [ground?.vintage, measure.id, family, end, window].join('|')
  const windows = await kept(store, key, () => windowsOf(db, store, measure, siblings, end, window))
  return openRatios(actor, measure, siblings, windows).has(what.placeId)
}

export async function windowsOf(
  db: Db,
  store: Store,
  measure: Measure,
  areas: readonly Pick<Area, 'id'>[],
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
