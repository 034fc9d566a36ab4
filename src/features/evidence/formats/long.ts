// Files with one row a cell: from rows to blocks.
import { addDays, addMonths, daysBetween, monthOfDay } from '../../../lib/dates.ts'
import type { Duck } from '../../../platform/files/duck.ts'
import type { Grain, State } from '../import/format.ts'
import { type Block, stageTable, widen } from '../import/stage.ts'

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
  /** Those the file speaks for; found in the cells when left out. */
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
  await duck.run(`create table ${table}_cells as ${spec.cells}`)
  const found = (await duck.rows(`select distinct period from ${table}_cells order by 1`)).map(([period]) =>
    String(period),
  )
  const periods = [...(spec.periods ?? found)].toSorted()
  const calendar = calendarOf([...periods, ...found], spec.grain)
  if (calendar.length === 0) return undefined
  await stageTable(
    duck,
    `${table}_period`,
    { period: 'varchar', i: 'integer' },
    calendar.map((period, i) => [period, i]),
  )
  await duck.run(`create table ${table}_long as select * from ${table}_cells join ${table}_period using (period)`)
  await widen(duck, `${table}_long`, table, calendar.length, {
    explicit: spec.explicit,
    denominators: spec.denominators,
  })
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

/** 'held' for each period a pack holds back: '2024-02', '2023'. */
export const heldBack = (periods: readonly string[] | undefined): Map<string, State> =>
  new Map((periods ?? []).map((period): [string, State] => [firstOf(period), 'held']))

const firstOf = (period: string) => (/^\d{4}$/.test(period) ? `${period}-01-01` : `${period}-01`)
