// What the options say of a table: which column feeds which measure and period.
import { z } from 'zod'
import { type Grain, type Outcome, type ReadContext, refused, type SafeFile, type State } from '../import/format.ts'
import { columnOf } from './columns.ts'
import { notYetWhy, periodOf } from './period-text.ts'

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
export const usualMissing = [
  '',
  '..',
  '.',
  '-',
  'na',
  'n/a',
  'x',
  '[x]',
  '[low]',
  'low',
  'c',
  '[c]',
  '[..]',
  ':',
  '*',
  'null',
]

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
  if (out.length > 0 && missing.length === 0) return happened(file, out, context)
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

/** The columns, refused when the period of one begins after the file was taken out. */
export function happened(file: SafeFile, columns: Column[], context: Pick<ReadContext, 'lastOn'>): Outcome<Column[]> {
  const early = columns.find(column => column.startsOn > context.lastOn)
  return early ? refused({ file: file.name, line: 1, field: early.name, ...notYetWhy }) : { ok: true, value: columns }
}
