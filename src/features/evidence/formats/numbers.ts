// Counts that cannot be: negative, not a number, without end.
import type { Duck } from '../../../platform/files/duck.ts'
import type { Reject } from '../import/format.ts'

export type RowReject = Reject & { row: number }

/** Rows of `file` in which one of these number columns is negative or not finite. */
export async function badNumbers(
  duck: Duck,
  columns: readonly { at: number; name: string }[],
  lineOf: (row: number) => number,
): Promise<RowReject[]> {
  const wrong = (at: number) => `(c${at} < 0 or isnan(c${at}) or isinf(c${at}))`
  const first = columns.map(column => `when ${wrong(column.at)} then ${column.at}`).join(' ')
  const value = columns.map(column => `when ${wrong(column.at)} then c${column.at}`).join(' ')
  const rows = await duck.rows(`
    select rowid, case ${first} end, (case ${value} end)::varchar from file
    where ${columns.map(column => wrong(column.at)).join(' or ')} order by rowid`)
  return rows.map(([row, at, text]) => ({
    row: Number(row),
    line: lineOf(Number(row)),
    field: columns.find(column => column.at === at)?.name ?? '',
    value: String(text),
    reason: 'A count is negative or not a number',
    remedy: 'Counts are 0 or more; leave an unknown cell empty.',
  }))
}

/** Takes rows out of `file` by their number. */
export async function dropRows(duck: Duck, rows: readonly number[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 5_000)
    await duck.run(`delete from file where rowid in (${rows.slice(from, from + 5_000).join(', ')})`)
}

/** Rows of `file` whose month is not written YYYY-MM. */
export async function badMonths(
  duck: Duck,
  at: number,
  name: string,
  lineOf: (row: number) => number,
): Promise<RowReject[]> {
  const rows = await duck.rows(`
    select rowid, coalesce(c${at}, '') from file
    where not regexp_full_match(coalesce(c${at}, ''), '(19|20)[0-9][0-9]-(0[1-9]|1[0-2])') order by rowid`)
  return rows.map(([row, value]) => ({
    row: Number(row),
    line: lineOf(Number(row)),
    field: name,
    value: String(value),
    reason: 'This is not a month',
    remedy: 'Write months as 2024-02.',
  }))
}
