// One row of a table a place, one column a measure: deprivation, child poverty, partners' tables; from CSV or a workbook.
import { z } from 'zod'
import { type Duck, openDuck, readTable } from '../../../platform/files/duck.ts'
import type { DataFormat, Grain, Outcome, ReadContext, Reading, Reject, SafeFile, State } from '../import/format.ts'
import { refused } from '../import/format.ts'
import { matchAreas } from '../import/match.ts'
import { lineFinder, readingOf } from '../import/reading.ts'
import { stageTable } from '../import/stage.ts'
import { columnOf } from './columns.ts'
import { longBlock } from './long.ts'
import { periodOf } from './period-text.ts'

export const TableOptions = z.looseObject({
  code: z.string().default('code'),
  /** '2025', '2024-03', 'financial year ending 2023'. */
  period: z.string().optional(),
  /** Leave out areas of other cities without a word, for files of all England. */
  keep: z.string().optional(),
  columns: z
    .array(
      z.object({
        column: z.string(),
        measure: z.string(),
        times: z.number().default(1),
        period: z.string().optional(),
      }),
    )
    .default([]),
  /** What stands for "not known": { "..": "suppressed" }. */
  missing: z.record(z.string(), z.string()).default({}),
})
export type TableOptions = z.output<typeof TableOptions>

/** Never a number in these tables; read as unknown. */
const usualMissing = ['', '..', '.', '-', 'na', 'n/a', 'x', '[x]', '[low]', 'low', 'c', '[c]', '[..]', ':', '*', 'null']

export const isMissing = (text: string, missing: Record<string, string>): boolean =>
  usualMissing.includes(text.trim().toLowerCase()) || text.trim() in missing

/** Cells of one table: `column` in the options is compared with the heading, and its measure looked up. */
export interface Column {
  at: number
  name: string
  measureId: number
  times: number
  grain: Grain
  startsOn: string
  state?: State
}

/** Columns the options name, in this table; refuses when one is not there. */
export function columnsOf(
  file: SafeFile,
  headings: readonly string[],
  options: Pick<TableOptions, 'columns' | 'period'>,
  context: ReadContext,
): Outcome<Column[]> {
  const sheet = { ...file, headings: [...headings] }
  const out: Column[] = []
  const missing: string[] = []
  for (const one of options.columns) {
    const at = columnOf(sheet, [one.column])
    const measure = context.measures.get(one.measure)
    const period = periodOf(one.period ?? options.period ?? '')
    if (at < 0) missing.push(one.column)
    else if (measure && period)
      out.push({ at, name: headings[at] ?? '', measureId: measure.id, times: one.times, ...period })
  }
  if (out.length > 0 && missing.length === 0) return { ok: true, value: out }
  const reason =
    missing.length > 0
      ? `The file has no column headed ${missing
          .slice(0, 5)
          .map(name => `“${name}”`)
          .join(', ')}`
      : 'The options name no column whose measure and period this pack knows'
  return refused({
    file: file.name,
    line: 1,
    field: missing.join(', '),
    reason,
    remedy: 'Check that the file belongs to this source; its columns are described in the pack.',
  })
}

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
    duck.close()
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
}

export async function readStaged(duck: Duck, work: Staged): Promise<Outcome<Reading>> {
  const { options, context, code, columns } = work
  const found = await duck.rows(`select coalesce(c${code}, ''), count(*) from file group by all`)
  const kinds = kindsOf(context.source.level)
  const areas = matchAreas(
    context.places,
    found.map(([value, n]) => ({ value: String(value), rows: Number(n) })),
    'code',
    { kinds, keepOnlyOurs: options.keep !== undefined },
  )
  await stageTable(
    duck,
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  const missing = [...usualMissing, ...Object.keys(options.missing)].map(text => text.toLowerCase())
  await stageTable(
    duck,
    'missing',
    { word: 'varchar' },
    [...new Set(missing)].map(word => [word]),
  )
  const parts = columns.map(
    (column, i) => `
    select ${i} as col, file.rowid as row_no, place_id, ${column.measureId} as measure_id, '${column.startsOn}' as period, '${column.grain}' as grain,
      c${column.at} as text, try_cast(replace(c${column.at}, ',', '') as double) * ${column.times} as amount
    from file join place on coalesce(c${code}, '') = key where lower(trim(coalesce(c${column.at}, ''))) not in (select word from missing)`,
  )
  await duck.run(`create table cell as ${parts.join(' union all ')}`)
  const rejects = [...work.unfit, ...(await badAreas(duck, work, areas.bad)), ...(await badCells(duck, work))].toSorted(
    (a, b) => a.line - b.line,
  )
  const grains = [...new Set(columns.map(column => column.grain))]
  const blocks = []
  for (const grain of grains) {
    const placeIds = (await duck.rows(`select distinct place_id from cell where grain = '${grain}'`)).map(([id]) =>
      Number(id),
    )
    const cells = `select measure_id, place_id, period, amount from cell where grain = '${grain}' and amount is not null and isfinite(amount)`
    blocks.push(
      await longBlock(duck, `of_${grain}`, {
        label: context.source.level ?? 'places',
        grain,
        cells,
        placeIds,
        explicit: true,
        whole: false,
      }),
    )
  }
  const [counts = []] = await duck.rows(
    `select count(*), count(*) filter (coalesce(c${code}, '') in (select key from place)) from file`,
  )
  return {
    ok: true,
    value: await readingOf(
      duck,
      blocks.filter(block => block !== undefined),
      {
        rowsRead: Number(counts[0]) + work.unfit.length,
        rowsUsed: Number(counts[1]),
        rejects,
        rejected: rejects.length,
        odd: [],
        lookups: areas.lookups,
        snapshotOn: null,
      },
    ),
  }
}

const kindsOf = (level: string | null) =>
  level && ['city', 'borough', 'ward', 'lsoa'].includes(level) ? [level] : ['lsoa', 'ward', 'borough', 'city']

async function badAreas(
  duck: Duck,
  { file, code, lineOf }: Staged,
  bad: Map<string, { reason: string; remedy: string }>,
): Promise<Reject[]> {
  if (bad.size === 0) return []
  await stageTable(
    duck,
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
  const rows = await duck.rows(
    'select row_no, col, text from cell where amount is null or not isfinite(amount) order by row_no',
  )
  return rows.map(([row, col, text]) => ({
    line: lineOf(Number(row)),
    field: columns[Number(col)]?.name ?? '',
    value: String(text),
    reason: 'This is not a number',
    remedy: 'Write plain numbers: no formula, no words; leave an unknown cell empty.',
  }))
}
