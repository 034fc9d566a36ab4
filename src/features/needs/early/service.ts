import { addMonths, type Month, monthRange } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { breaksOf, openEvidence, readMonths, type Store } from '../../evidence/index.ts'
import { type Ground, groundOf, type Known, markable } from '../signals/ground.ts'
import * as queries from './queries.ts'
import { type Noticed, notice, settings, type Watched } from './rules.ts'

/** Months a first list is made for besides, so that there is something to look back on. */
const firstBack = 3
const reach = 38

/** Makes and keeps the list of the newest month of each measure, at wards and boroughs; called after each assessment. */
export async function keepLists(db: Db, by: string): Promise<number> {
  const store = await openEvidence(db)
  let kept = 0
  for (const kind of ['borough', 'ward'] as const) {
    const ground = await groundOf(db, store, kind)
    if (ground) kept += await keepAt(db, store, ground, by)
  }
  return kept
}

async function keepAt(db: Db, store: Store, ground: Ground, by: string): Promise<number> {
  const standing = await queries.standing(db, ground.vintage)
  const made: { measureId: number; month: Month; noticed: Noticed }[] = []
  for (const known of markable(ground.known)) {
    const of = standing.filter(list => list.measureId === known.measure.id)
    const isMade = (month: Month) => of.some(list => list.month === month && list.dataVersion === store.version)
    const months = of.length === 0 ? Array.from({ length: firstBack }, (_, i) => addMonths(known.end, -i)) : [known.end]
    for (const month of months.filter(one => known.months.includes(one) && !isMade(one)))
      made.push({ measureId: known.measure.id, month, noticed: notice(await watchedAt(db, store, known, month)) })
  }
  const lists = made.filter(one => one.noticed.tested > 0)
  if (lists.length === 0) return 0
  await db.transaction(async tx => {
    for (const { noticed, ...list } of lists)
      await queries.keep(tx, { ...list, vintage: ground.vintage, dataVersion: store.version, settings }, noticed)
    const flags = lists.reduce((sum, one) => sum + one.noticed.flags.length, 0)
    await record(tx, by, 'early-notice.kept', `early-notice/${ground.vintage}`, { lists: lists.length, flags })
  })
  return lists.length
}

/** The months up to this one at every place, those before recording last changed left unknown. */
async function watchedAt(db: Db, store: Store, { measure, areas }: Known, month: Month): Promise<Watched[]> {
  const from = addMonths(month, 1 - reach)
  const placeIds = areas.map(area => area.id)
  const found = (await readMonths(db, store, { measureIds: [measure.id], placeIds, from, to: month })).get(measure.id)
  const start = breaksOf(store, measure)
    .map(one => one.month)
    .filter(one => one <= month)
    .sort()
    .at(-1)
  const months = monthRange(from, month)
  return placeIds.map(placeId => ({
    placeId,
    months,
    counts: (found?.get(placeId) ?? []).map((n, i) => (start !== undefined && addMonths(from, i) < start ? null : n)),
  }))
}
