// Several columns of a row as one text to look things up by.
import { type Duck, quoted } from '../../../platform/files/duck.ts'
import { stageTable } from '../import/stage.ts'
import type { Rows } from './rows.ts'

const mark = '\u001f'

/** The values of these roles joined, in SQL: untouched, so that a space too many can still be seen. */
export const keyOf = <Role extends string>(rows: Rows<Role>, roles: readonly Role[]): string =>
  `concat_ws(${quoted(mark)}, ${roles.map(role => `coalesce(${rows.raw(role)}, '')`).join(', ')})`

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
  const found = await rows.duck.rows(
    `select ${keyOf(rows, roles)} as key, count(*) from file group by key order by key`,
  )
  return found.map(([key, rows]) => ({ key: String(key), values: String(key).split(mark), rows: Number(rows) }))
}

/** Which measures each key feeds, as a table `key, measure_id`. */
export const stageMapping = (
  duck: Duck,
  name: string,
  mapping: ReadonlyMap<string, readonly number[]>,
): Promise<void> =>
  stageTable(
    duck,
    name,
    { key: 'varchar', measure_id: 'integer' },
    [...mapping].flatMap(([key, ids]) => ids.map(id => [key, id])),
  )

export const stageKeys = (duck: Duck, name: string, keys: Iterable<string>): Promise<void> =>
  stageTable(
    duck,
    name,
    { key: 'varchar' },
    [...keys].map(key => [key]),
  )
