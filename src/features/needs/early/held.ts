// Which flagged places have months that this person may not see one by one: a flag there tells no number (docs/methods/early-notice.md).
import { addMonths, type Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Store } from '../../evidence/index.ts'
import type { Known } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import * as queries from '../when/queries.ts'
import { isHeld } from '../when/series.ts'

interface Asked {
  store: Store
  actor: Actor
  known: Known
  month: Month
}

/** The months of the shortest trend on offer: where that shows them one by one, the month is no secret here. */
const span = 60

/** Held to years as trends are: a month, or the seven before it, less what trends give of the others would be a small one. */
export async function heldOf(
  db: Db,
  { store, actor, known, month }: Asked,
  areas: readonly Area[],
): Promise<Set<number>> {
  const spots = await queries.spots(db)
  const city = spots.find(spot => spot.kind === 'city')
  const found = new Set<number>()
  if (!city) return found
  const newest = known.months.slice(-span)
  const months = newest.includes(addMonths(month, -7)) ? newest : known.months
  const rest = { store, actor, measure: known.measure, choices: [], spots, wards: [], city, hasDays: false }
  for (const { id, code, name, kind, boroughCode, boroughName } of areas) {
    const spot = { id, code, name, kind, boroughCode, boroughName, memberBoroughs: [] }
    if (await isHeld(db, { ...rest, spot }, months)) found.add(id)
  }
  return found
}
