// Months as rows write them.
import type { Duck } from '../../../platform/files/duck.ts'

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
