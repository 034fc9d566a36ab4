// Files with one row a cell: from rows to blocks.
import { addDays, addMonths, daysBetween, monthOfDay } from '../../../lib/dates.ts'
import { type Duck, quoted } from '../../../platform/files/duck.ts'
import type { Grain, State } from '../import/format.ts'
import { type Block, widen } from '../import/stage.ts'

const stepOf: Record<Grain, number> = { month: 1, quarter: 3, year: 12, point: 0 }

/** Every period from the first to the last, by their first days; for points in time every day, as the store counts them. */
export function calendarOf(periods: readonly string[], grain: Grain): string[] {
  const sorted = [...new Set(periods)].toSorted()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return sorted
  if (grain === 'point') return Array.from({ length: daysBetween(first, last) + 1 }, (_, i) => addDays(first, i))
  const out: string[] = []
  for (let month = monthOfDay(first); `${month}-01` <= last; month = addMonths(month, stepOf[grain]))
    out.push(`${month}-01`)
  return out
}

export interface LongSpec {
  label: string
  grain: Grain
  /** SQL: columns measure_id, place_id, period (text, first day), amount (and denominator). */
  cells: string
  /** Those the file speaks for, and all that occur in the cells; found in the cells when left out. */
  periods?: readonly string[]
  measureIds?: readonly number[]
  placeIds: readonly number[]
  explicit?: boolean
  whole?: boolean
  states?: Map<string, State>
  keepZero?: boolean
  denominators?: boolean
}

/** Makes one block of cells that stand one a row; rows of one cell are added together. Undefined when there are none. */
export async function longBlock(duck: Duck, table: string, spec: LongSpec): Promise<Block | undefined> {
  const periods = spec.periods?.toSorted() ?? (await periodsOf(duck, spec.cells))
  const calendar = checked(periods, spec.grain)
  if (calendar.length === 0) return undefined
  const steps = periods.map(period => `(${quoted(period)}, ${calendar.indexOf(period)})`)
  const cells = `(select c.*, s.i from (${spec.cells}) c join (values ${steps.join(', ')}) s(period, i) using (period))`
  await widen(duck, cells, table, calendar.length, { explicit: spec.explicit, denominators: spec.denominators })
  const measures =
    spec.measureIds ??
    (await duck.rows(`select distinct measure_id from ${table} order by 1`)).map(([id]) => Number(id))
  return {
    label: spec.label,
    grain: spec.grain,
    table,
    startsOn: calendar[0] ?? '',
    calendar,
    periods,
    measureIds: [...measures],
    placeIds: [...spec.placeIds],
    explicit: spec.explicit ?? false,
    whole: spec.whole ?? true,
    states: spec.states,
    keepZero: spec.keepZero,
    denominators: spec.denominators,
  }
}

// A period given twice would be added to itself, and one that is no first day of the grain would be lost: both are faults of a format.
function checked(periods: readonly string[], grain: Grain): string[] {
  const strange = periods.find(period => !/^\d{4}-\d{2}-\d{2}$/.test(period))
  if (strange !== undefined) throw new RangeError(`"${strange}" is not the first day of a period`)
  const twice = periods.find((period, i) => periods.indexOf(period) !== i)
  if (twice !== undefined) throw new RangeError(`The period ${twice} is given twice`)
  const calendar = calendarOf(periods, grain)
  const known = new Set(calendar)
  const beside = periods.find(period => !known.has(period))
  if (beside !== undefined) throw new RangeError(`${beside} does not begin a ${grain}, counted from ${calendar[0]}`)
  return calendar
}

const periodsOf = async (duck: Duck, cells: string) =>
  (await duck.rows(`select distinct period from (${cells}) order by 1`)).map(([period]) => String(period))

/** 'held' for each period a pack holds back: '2024-02', '2023'. */
export const heldBack = (periods: readonly string[] | undefined): Map<string, State> =>
  new Map((periods ?? []).map((period): [string, State] => [firstOf(period), 'held']))

const firstOf = (period: string) => (/^\d{4}$/.test(period) ? `${period}-01-01` : `${period}-01`)
