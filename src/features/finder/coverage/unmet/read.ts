import type { Day, Month } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { ageBands, timeBands, topics } from '../count.ts'
import * as queries from './queries.ts'
import { type Count, isOver, type Table, type Told, tellAll } from './rules.ts'

export type Breakdown = 'where' | 'ages' | 'times' | 'result'

export interface Unmet {
  /** Months that are over and have a count, newest first; the one looked at; what is told of it. */
  months: Month[]
  month: Month | undefined
  told: Partial<Record<Breakdown, Told>>
  /** Names by code. */
  boroughs: Map<string, string>
}

const sumBy = (rows: readonly queries.Row[], keyOf: (row: queries.Row) => string): Count[] => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.searches)
  return [...sums].map(([key, n]) => ({ key, n }))
}

/** Four breakdowns and no more, the same for everybody: a fifth, or one of a part, would be one more to subtract. */
export const tablesOf = (rows: readonly queries.Row[], areas: number): Record<Breakdown, Table> => ({
  where: { cells: sumBy(rows, row => `${row.area}|${row.topic}`), universe: areas * topics.length },
  ages: { cells: sumBy(rows, row => row.ages), universe: ageBands.length },
  times: { cells: sumBy(rows, row => row.times), universe: timeBands.length },
  result: { cells: sumBy(rows, row => row.result), universe: 2 },
})

/** What is told of searches that found nothing, in the month asked for or the newest that is over. */
export async function unmetOf(db: Db, asked: string, today: Day): Promise<Unmet> {
  const boroughs = new Map((await queries.boroughs(db)).map(({ code, name }) => [code, name]))
  const months = (await queries.months(db)).filter(month => isOver(month, today))
  const month = months.find(one => one === asked) ?? months[0]
  const told = month === undefined ? {} : tellAll(tablesOf(await queries.ofMonth(db, month), boroughs.size + 1))
  return { months, month, told, boroughs }
}
