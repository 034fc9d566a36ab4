// A CSV read into DuckDB by the roles of its columns, and its unfit rows sifted out.
import { type Duck, openDuck, readTable } from '../../../platform/files/duck.ts'
import type { Outcome, ReadContext, Reading, Reject, SafeFile } from '../import/format.ts'
import { lineFinder, mostRejects } from '../import/reading.ts'
import { findColumns } from './columns.ts'

/** `compared`: read only to tell whether rows are alike in every column; its values are not kept. */
export interface RoleColumn {
  names: readonly string[]
  required: boolean
  holds?: 'text' | 'number' | 'compared'
}
export type Roles<Role extends string> = Record<Role, RoleColumn>

export interface Rows<Role extends string> {
  duck: Duck
  file: SafeFile
  context: ReadContext
  /** Place of each column in the headings; -1 when the file has none. */
  columns: Record<Role, number>
  unfit: Reject[]
  lineOf(row: number): number
  /** The column of a role in SQL, as text that is never null and has no space round it. */
  text(role: Role): string
  /** The same untouched. */
  raw(role: Role): string
}

export interface ReadSpec<Role extends string> {
  format: string
  roles: Roles<Role>
  /** Rows are about single people or incidents: a rejected line is named by its number alone, and nothing of it is kept. */
  individual?: boolean
}

/** Opens DuckDB, reads the columns of the roles into `file`, and closes again if the work refuses or fails. */
export async function withRows<Role extends string>(
  file: SafeFile,
  context: ReadContext,
  spec: ReadSpec<Role>,
  work: (rows: Rows<Role>) => Promise<Outcome<Reading>>,
): Promise<Outcome<Reading>> {
  const found = findColumns(file, spec.roles, spec.format)
  if (!found.ok) return found
  const columns = found.value
  const duck = await openDuck()
  try {
    context.progress(0, file.lines, 'Reading the file')
    const read = await readTable(duck, file, typesOf(columns, spec.roles))
    const unfit = spec.individual ? read.map(reject => ({ ...reject, value: '' })) : read
    const out = await work({ duck, file, context, columns, unfit, lineOf: lineFinder(file, unfit), ...access(columns) })
    if (!out.ok) await duck.close()
    return out
  } catch (error) {
    await duck.close()
    throw error
  }
}

const access = <Role extends string>(columns: Record<Role, number>) => ({
  text: (role: Role) => (columns[role] < 0 ? "''" : `coalesce(trim(c${columns[role]}), '')`),
  raw: (role: Role) => (columns[role] < 0 ? 'null' : `c${columns[role]}`),
})

function typesOf<Role extends string>(columns: Record<Role, number>, roles: Roles<Role>) {
  const types = new Map<number, 'text' | 'number' | 'compared'>()
  for (const role in columns) if (columns[role] >= 0) types.set(columns[role], roles[role].holds ?? 'text')
  return types
}

type Why = { reason: string; remedy: string }

/** A condition no row meets, and for which none is looked at. */
export const never = 'false'

/** What makes a row unfit: `when` is SQL over `file`; `hide` keeps the value out of the list of rejects. */
export interface Check<Role extends string> {
  role: Role
  when: string
  why: Why | ((value: string) => Why)
  hide?: boolean
}

export interface Sifted {
  rejects: Reject[]
  rejected: number
}

/** Takes rows out of `file` that fail a check; the first that fails gives the reason. At most 10,000 are listed, all are counted. */
export async function sift<Role extends string>(rows: Rows<Role>, checks: readonly Check<Role>[]): Promise<Sifted> {
  const { duck, file, columns, unfit, lineOf } = rows
  const which = checks.flatMap((check, i) => (check.when === never ? [] : [`when ${check.when} then ${i}`])).join(' ')
  if (which === '') return { rejects: unfit, rejected: unfit.length }
  const [made = []] = await duck.rows(`
    create or replace table unfit as select rowid as n, (case ${which} end)::integer as failed from file where failed is not null`)
  const rejected = Number(made[0])
  if (rejected === 0) return { rejects: unfit, rejected: unfit.length }
  const values = checks.map((check, i) => `when ${i} then ${check.hide ? "''" : `${rows.raw(check.role)}::varchar`}`)
  const listed = await duck.rows(`
    select n, failed, coalesce(case failed ${values.join(' ')} end, '') from unfit join file on file.rowid = n order by n limit ${mostRejects}`)
  const rejects = listed.flatMap(([row, failed, text]): Reject[] => {
    const check = checks[Number(failed)]
    if (!check) return []
    const why = typeof check.why === 'function' ? check.why(String(text)) : check.why
    return [{ line: lineOf(Number(row)), field: file.headings[columns[check.role]] ?? '', value: String(text), ...why }]
  })
  await duck.run('delete from file where rowid in (select n from unfit)')
  return {
    rejects: [...unfit, ...rejects].toSorted((a, b) => a.line - b.line),
    rejected: unfit.length + rejected,
  }
}

/** How many rows are left in `file`, and how many of them satisfy `where`. */
export async function countRows(duck: Duck, where = 'true'): Promise<{ all: number; some: number }> {
  const [row = []] = await duck.rows(`select count(*), count(*) filter (where ${where}) from file`)
  return { all: Number(row[0]), some: Number(row[1]) }
}

/** Neither unknown nor 0 or more, as a check: NaN stands above every number. */
export const notAmount = (column: string): string => `${column} not between 0 and ${Number.MAX_VALUE}`

/** A count as a check: not negative, not fractional, not without end. */
export const notCount = (column: string): string =>
  `${column} is null or ${notAmount(column)} or ${column} <> floor(${column})`

export const countRemedy: Why = {
  reason: 'A count is missing, negative or not a whole number',
  remedy: 'Counts are whole numbers, 0 or more; leave the row out where there is nothing to count.',
}

/** A cell that cannot be a count, where its measure counts: numbers above 2^53 are no longer exact. */
export const unfitCount = (amount: string): string =>
  `(${amount} < 0 or ${amount} <> floor(${amount}) or ${amount} > ${Number.MAX_SAFE_INTEGER})`

export const unfitCountWhy: Why = {
  reason: 'This measure is a count: a count is a whole number, 0 or more',
  remedy: 'Write how many there were, such as 12. Rates and shares belong to a measure of their own.',
}

/** A category no entry of the pack names. */
export const unmapped = (context: ReadContext, what: string): Why => ({
  reason: `The pack does not say which measure this ${what} feeds`,
  remedy: `Add it to ${context.source.categories ?? 'the category mapping'} of the pack.`,
})
