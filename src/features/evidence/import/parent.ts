// How much of the level above a ward or LSOA file holds: 97 % of the boroughs' total is usual, 60 % is not.
import { monthNumber } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { CoverageDraft, MeasureRef } from './format.ts'
import * as queries from './queries.ts'

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
  measures: Map<string, MeasureRef>,
): Promise<Share[]> {
  const codes = new Map([...measures.values()].map(measure => [measure.id, measure.code]))
  const out: Share[] = []
  for (const draft of coverage.filter(one => one.grain === 'month' && ['ward', 'lsoa'].includes(one.label))) {
    const largest = [...draft.totals]
      .map(([id, list]) => ({ id, total: sum(list) }))
      .toSorted((a, b) => b.total - a.total)
      .slice(0, 3)
    for (const parent of await queries.boroughTotals(
      db,
      largest.map(one => one.id),
    )) {
      const share = shareOf(draft, parent)
      if (share) out.push({ level: draft.label, measure: codes.get(parent.measureId) ?? '', ...share })
    }
  }
  return out
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)

function shareOf(
  draft: CoverageDraft,
  parent: { measureId: number; startsOn: string; amounts: (number | null)[] },
): Omit<Share, 'level' | 'measure'> | undefined {
  const first = monthNumber(parent.startsOn.slice(0, 7))
  const totals = draft.totals.get(draft.measureIds.includes(parent.measureId) ? parent.measureId : -1) ?? []
  const both = draft.periods.flatMap((period, i) => {
    const amount = parent.amounts[monthNumber(period.slice(0, 7)) - first]
    return amount === undefined || amount === null || draft.states[i] !== 'loaded'
      ? []
      : [{ period, mine: totals[i] ?? 0, theirs: amount }]
  })
  const theirs = sum(both.map(one => one.theirs))
  if (theirs === 0) return undefined
  const total = sum(both.map(one => one.mine))
  return { from: both[0]?.period ?? '', to: both.at(-1)?.period ?? '', total, parent: theirs, share: total / theirs }
}
