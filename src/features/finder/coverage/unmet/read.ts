import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Day, Month } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { readSetting, settleSetting } from '../../../../platform/settings.ts'
import * as queries from './queries.ts'
import { type Count, isOver, moved, type Noise, type Table, type Told, tellTable } from './rules.ts'

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

/** Four breakdowns and no more, the same for everybody: a fifth, or one of a part, would be one more look at the same searches. */
export const tablesOf = (rows: readonly queries.Row[]): Record<Breakdown, Table> => ({
  where: sumBy(rows, row => `${row.area}|${row.topic}`),
  ages: sumBy(rows, row => row.ages),
  times: sumBy(rows, row => row.times),
  result: sumBy(rows, row => row.result),
})

const keyName = 'finder.unmet-key'

/** The key of this installation; made when it is first needed, one for all who ask, and never shown. */
export const keyOf = async (db: Db): Promise<string> =>
  (await readSetting(db, keyName, z.string())) ??
  settleSetting(db, keyName, z.string(), randomBytes(32).toString('hex'))

/** One movement for each cell of each table and month, from a keyed hash: looking again tells nothing new. */
export const noiseOf =
  (key: string, month: Month): Noise =>
  (table, cell) => {
    const bytes = createHmac('sha256', key).update(`${month}|${table}|${cell}`).digest()
    const share = (at: number) => (bytes.readUIntBE(at, 6) + 1) / 2 ** 48
    return moved(share(0), share(6))
  }

/** What is told of searches that found nothing, in the month asked for or the newest that is over. */
export async function unmetOf(db: Db, asked: string, today: Day): Promise<Unmet> {
  const boroughs = new Map((await queries.boroughs(db)).map(({ code, name }) => [code, name]))
  const months = (await queries.months(db)).filter(month => isOver(month, today))
  const month = months.find(one => one === asked) ?? months[0]
  const told = month === undefined ? {} : toldOf(await queries.ofMonth(db, month), noiseOf(await keyOf(db), month))
  return { months, month, told, boroughs }
}

function toldOf(rows: readonly queries.Row[], noise: Noise): Record<Breakdown, Told> {
  const { where, ages, times, result } = tablesOf(rows)
  return {
    where: tellTable('where', where, noise),
    ages: tellTable('ages', ages, noise),
    times: tellTable('times', times, noise),
    result: tellTable('result', result, noise),
  }
}
