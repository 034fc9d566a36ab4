// One row of a table a place, one column a measure: deprivation, child poverty, partners' tables; from CSV or a workbook.
import { type Duck, openDuck, readTable } from '../../../platform/files/duck.ts'
import type { DataFormat, Outcome, ReadContext, Reading, Reject, SafeFile, State } from '../import/format.ts'
import { refused } from '../import/format.ts'
import { matchAreas } from '../import/match.ts'
import { lineFinder, readingOf } from '../import/reading.ts'
import { columnOf } from './columns.ts'
import { longBlock } from './long.ts'
import { unfitCount, unfitCountWhy } from './rows.ts'
import { type Column, columnsOf, type TableOptions, usualMissing } from './table-columns.ts'

/** Reads a CSV of this shape as it stands in DuckDB. */
export const readCsvTable: DataFormat<TableOptions>['read'] = async (file, options, context) => {
  const columns = columnsOf(file, file.headings, options, context)
  if (!columns.ok) return columns
  const code = columnOf(file, [options.code])
  if (code < 0)
    return refused({
      file: file.name,
      line: 1,
      field: options.code,
      reason: `The file has no column headed “${options.code}” with the area code`,
      remedy: 'Name the column in the options.',
    })
  const duck = await openDuck()
  try {
    const unfit = await readTable(
      duck,
      file,
      new Map([code, ...columns.value.map(column => column.at)].map(at => [at, 'text'])),
    )
    return await readStaged(duck, {
      file,
      options,
      context,
      code,
      columns: columns.value,
      unfit,
      lineOf: lineFinder(file, unfit),
    })
  } catch (error) {
    await duck.close()
    throw error
  }
}

/** Reads tables that were taken out of a workbook: they are put into DuckDB one beside the other first. */
export interface Staged {
  file: SafeFile
  options: Pick<TableOptions, 'keep' | 'missing'>
  context: ReadContext
  code: number
  columns: Column[]
  unfit: Reject[]
  lineOf: (row: number) => number
  /** Kinds of place the codes may be of; otherwise the level the source declares. */
  kinds?: readonly string[]
  /** Periods the pack holds back, by their first day. */
  states?: Map<string, State>
}

export async function readStaged(duck: Duck, work: Staged): Promise<Outcome<Reading>> {
  const { options, context, code, columns } = work
  const found = await duck.rows(`select coalesce(c${code}, ''), count(*) from file group by all order by all`)
  const kinds = work.kinds ?? kindsOf(context.source.level)
  const areas = matchAreas(
    context.places,
    found.map(([value, n]) => ({ value: String(value), rows: Number(n) })),
    'code',
    { kinds, keepOnlyOurs: options.keep !== undefined },
  )
  await duck.fill(
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  const missing = [...usualMissing, ...Object.keys(options.missing)].map(text => text.toLowerCase())
  await duck.fill(
    'missing',
    { word: 'varchar' },
    [...new Set(missing)].map(word => [word]),
  )
  const counts = new Set([...context.measures.values()].filter(one => one.kind === 'count').map(one => one.id))
  const parts = columns.map(
    (column, i) => `
    select ${i} as col, file.rowid as row_no, place_id, ${column.measureId} as measure_id, '${column.startsOn}' as period, '${column.grain}' as grain,
      c${column.at} as text, try_cast(replace(c${column.at}, ',', '') as double) * ${column.times} as amount, ${counts.has(column.measureId)} as counted
    from file join place on coalesce(c${code}, '') = key where lower(trim(coalesce(c${column.at}, ''))) not in (select word from missing)`,
  )
  await duck.run(`create table cell as select *, ${faultSql} as fault from (${parts.join(' union all ')})`)
  const rejects = [...work.unfit, ...(await badAreas(duck, work, areas.bad)), ...(await badCells(duck, work))].toSorted(
    (a, b) => a.line - b.line,
  )
  const grains = [...new Set(columns.map(column => column.grain))]
  const blocks = []
  for (const grain of grains) {
    const placeIds = (await duck.rows(`select distinct place_id from cell where grain = '${grain}'`)).map(([id]) =>
      Number(id),
    )
    const cells = `select measure_id, place_id, period, amount from cell where grain = '${grain}' and fault is null`
    blocks.push(
      await longBlock(duck, `of_${grain}`, {
        label: context.source.level ?? 'places',
        grain,
        cells,
        placeIds,
        explicit: true,
        whole: false,
        states: work.states,
      }),
    )
  }
  const [seen = []] = await duck.rows(
    `select count(*), count(*) filter (coalesce(c${code}, '') in (select key from place)) from file`,
  )
  return {
    ok: true,
    value: await readingOf(
      duck,
      blocks.filter(block => block !== undefined),
      {
        rowsRead: Number(seen[0]) + work.unfit.length,
        rowsUsed: Number(seen[1]),
        rejects,
        rejected: rejects.length,
        odd: [],
        lookups: areas.lookups,
        snapshotOn: null,
      },
    ),
  }
}

/** Why a cell cannot be used, in SQL; null where it can. */
const faultSql = `case when amount is null or not isfinite(amount) then 'number' when counted and ${unfitCount('amount')} then 'count' end`

const notNumberWhy = {
  reason: 'This is not a number',
  remedy: 'Write plain numbers: no formula, no words; leave an unknown cell empty.',
}

const kindsOf = (level: string | null) =>
  level && ['city', 'borough', 'ward', 'lsoa'].includes(level) ? [level] : ['lsoa', 'ward', 'borough', 'city']

async function badAreas(
  duck: Duck,
  { file, code, lineOf }: Staged,
  bad: Map<string, { reason: string; remedy: string }>,
): Promise<Reject[]> {
  if (bad.size === 0) return []
  await duck.fill(
    'bad_area',
    { key: 'varchar' },
    [...bad.keys()].map(key => [key]),
  )
  const rows = await duck.rows(
    `select rowid, coalesce(c${code}, '') from file where coalesce(c${code}, '') in (select key from bad_area) order by rowid`,
  )
  return rows.map(([row, value]) => ({
    line: lineOf(Number(row)),
    field: file.headings[code] ?? 'code',
    value: String(value),
    ...(bad.get(String(value)) ?? { reason: 'Unknown area', remedy: '' }),
  }))
}

async function badCells(duck: Duck, { columns, lineOf }: Staged): Promise<Reject[]> {
  const rows = await duck.rows('select row_no, col, text, fault from cell where fault is not null order by row_no, col')
  return rows.map(([row, col, text, fault]) => ({
    line: lineOf(Number(row)),
    field: columns[Number(col)]?.name ?? '',
    value: String(text),
    ...(fault === 'count' ? unfitCountWhy : notNumberWhy),
  }))
}
