// How much of the level above a ward or LSOA file holds: 97 % of the boroughs' total is usual, 60 % is not.
import { addMonths } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './compare-queries.ts'
import type { CoverageDraft, MeasureRef } from './format.ts'
import type { PlaceBook } from './places.ts'

export interface Share {
  level: string
  measure: string
  from: string
  to: string
  total: number
  parent: number
  share: number
}

/** For the largest measures of a ward or LSOA file: its total beside the boroughs' in the months both hold. */
export async function againstParent(
  db: Db,
  coverage: readonly CoverageDraft[],
  book: PlaceBook,
  measures: Map<string, MeasureRef>,
): Promise<Share[]> {
  const codes = new Map([...measures.values()].map(measure => [measure.id, measure.code]))
  const boroughs = book.all.filter(place => place.kind === 'borough').map(place => place.id)
  const out: Share[] = []
  for (const draft of coverage.filter(one => one.grain === 'month' && ['ward', 'lsoa'].includes(one.label))) {
    const largest = [...draft.totals]
      .map(([id, list]) => ({ id, total: sum(list) }))
      .filter(one => draft.measureIds.includes(one.id) && one.total > 0)
      .toSorted((a, b) => b.total - a.total)
      .slice(0, 3)
    if (largest.length === 0) continue
    const parents = await queries.boroughTotals(
      db,
      largest.map(one => one.id),
      boroughs,
    )
    for (const { id } of largest) {
      const share = shareOf(
        draft,
        id,
        parents.filter(parent => parent.measureId === id),
      )
      if (share) out.push({ level: draft.label, measure: codes.get(id) ?? '', ...share })
    }
  }
  return out
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)

interface Parent {
  startsOn: string
  amounts: (number | null)[]
}

/** The boroughs' total of each month, of the newest file that holds the month. */
function byMonth(parents: readonly Parent[]): Map<string, number> {
  const totals = new Map<string, number>()
  for (const parent of parents)
    parent.amounts.forEach((amount, i) => {
      const month = addMonths(parent.startsOn.slice(0, 7), i)
      if (amount !== null && !totals.has(month)) totals.set(month, amount)
    })
  return totals
}

function shareOf(
  draft: CoverageDraft,
  measureId: number,
  parents: readonly Parent[],
): Omit<Share, 'level' | 'measure'> | undefined {
  const boroughs = byMonth(parents)
  const mine = draft.totals.get(measureId) ?? []
  const both = draft.periods.flatMap((period, i) => {
    const theirs = boroughs.get(period.slice(0, 7))
    return theirs === undefined || draft.states[i] !== 'loaded' ? [] : [{ period, mine: mine[i] ?? 0, theirs }]
  })
  const parent = sum(both.map(one => one.theirs))
  if (parent === 0) return undefined
  const total = sum(both.map(one => one.mine))
  return { from: both[0]?.period ?? '', to: both.at(-1)?.period ?? '', total, parent, share: total / parent }
}
