// Several columns of a row as one text to look things up by.
import { type Duck, quoted } from '../../../platform/files/duck.ts'
import { never, type Rows } from './rows.ts'

const mark = '\u001f'

/** The values of these roles joined, in SQL: untouched, so that a space too many can still be seen. */
export const keyOf = <Role extends string>(rows: Rows<Role>, roles: readonly Role[]): string =>
  roles.length === 1
    ? roles.map(role => `coalesce(${rows.raw(role)}, '')`).join()
    : `concat_ws(${quoted(mark)}, ${roles.map(role => `coalesce(${rows.raw(role)}, '')`).join(', ')})`

export interface Combination {
  key: string
  /** In the order of the roles. */
  values: string[]
  rows: number
}

/** Every combination of values of these roles in `file`, with its number of rows. */
export async function combinations<Role extends string>(
  rows: Rows<Role>,
  roles: readonly Role[],
): Promise<Combination[]> {
  const columns = roles.map((role, i) => `coalesce(${rows.raw(role)}, '') as v${i}`)
  const key = `concat_ws(${quoted(mark)}, ${roles.map((_, i) => `v${i}`).join(', ')})`
  const found = await rows.duck.rows(
    `select ${key} as key, n from (select ${columns.join(', ')}, count(*) as n from file group by all) order by key`,
  )
  return found.map(([key, rows]) => ({ key: String(key), values: String(key).split(mark), rows: Number(rows) }))
}

/** Which measures each key feeds, as a table `key, measure_id`. */
export const stageMapping = (
  duck: Duck,
  name: string,
  mapping: ReadonlyMap<string, readonly number[]>,
): Promise<void> =>
  duck.fill(
    name,
    { key: 'varchar', measure_id: 'integer' },
    [...mapping].flatMap(([key, ids]) => ids.map(id => [key, id])),
  )

/** Does a row have one of these keys? For columns where nearly every file has none: then no row is looked at. */
export async function stageChecked<Role extends string>(
  rows: Rows<Role>,
  roles: readonly Role[],
  name: string,
  keys: Iterable<string>,
): Promise<string> {
  const all = [...keys]
  if (all.length === 0) return never
  await stageKeys(rows.duck, name, all)
  return `${keyOf(rows, roles)} in (select key from ${name})`
}

export const stageKeys = (duck: Duck, name: string, keys: Iterable<string>): Promise<void> =>
  duck.fill(
    name,
    { key: 'varchar' },
    [...keys].map(key => [key]),
  )
