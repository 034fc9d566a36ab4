// Months as rows write them.
import type { Duck } from '../../../platform/files/duck.ts'
import { never, type Rows } from './rows.ts'

/** First day of the month out of '2024-02' or '2024-02-01', in SQL; null for anything else. */
export const monthSql = (text: string): string =>
  `case when regexp_full_match(${text}, '(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-01)?') then left(${text}, 7) || '-01' end`

export const monthRemedy = {
  reason: 'The month is not written YYYY-MM',
  remedy: 'Write months as 2024-02 (or as their first day, 2024-02-01).',
}

/** The periods (first days) that occur in `file`, in order. */
export async function periodsIn(duck: Duck, period: string): Promise<string[]> {
  const rows = await duck.rows(`select distinct ${period} as period from file where period is not null order by 1`)
  return rows.map(([one]) => String(one))
}

/** The months of a column, each looked at once. */
export interface Months<Role> {
  /** Joins `file` with `month (key, period)`; rows without a month fall away. */
  join: string
  /** Takes out the rows without one. */
  check: { role: Role; when: string; why: typeof monthRemedy }
  /** Those that are in `file` now, in order. */
  left(): Promise<string[]>
}

/** Makes the table `month (key, period)`: how the rows write their months, and the first day of each. */
export async function stageMonths<Role extends string>(rows: Rows<Role>, role: Role): Promise<Months<Role>> {
  const raw = rows.raw(role)
  await rows.duck.run(`
    create table month as select key, ${monthSql("coalesce(trim(key), '')")} as period from (select distinct ${raw} as key from file)`)
  const [bad] = await rows.duck.rows('select 1 from month where period is null limit 1')
  const join = `join month on month.key = ${raw}`
  return {
    join,
    check: {
      role,
      when: bad ? `coalesce(${raw}, '') in (select coalesce(key, '') from month where period is null)` : never,
      why: monthRemedy,
    },
    left: async () =>
      (
        await rows.duck.rows(
          `select distinct period from month join (select distinct ${raw} as key from file) using (key) where period is not null order by 1`,
        )
      ).map(([one]) => String(one)),
  }
}
