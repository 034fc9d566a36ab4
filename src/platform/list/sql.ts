import { raw, type Sql, sql } from '../sql.ts'
import { pageOf, type Query } from './query.ts'

/** `order by` for SQL: `columns` says what each sortable key means. `last` parts equal rows, so that pages never overlap. */
export function orderBy(query: Query, columns: Readonly<Record<string, Sql>>, last: Sql): Sql {
  const column = columns[query.sort]
  if (!column) return sql`order by ${last}`
  return sql`order by ${column} ${raw(query.dir === 'desc' ? 'desc' : 'asc')} nulls last, ${last}`
}

/** `limit` and `offset` for SQL. The count is asked first, so that a page past the end is the last one. */
export const limitTo = (query: Query, total: number): Sql =>
  sql`limit ${query.size} offset ${(pageOf(query, total) - 1) * query.size}`
