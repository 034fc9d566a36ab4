// Tables out of workbooks: the source names the sheet, the heading row and which column feeds which measure.
import { readSheet as readSheetOf } from 'read-excel-file/node'
import { z } from 'zod'
import { type Duck, openDuck } from '../../../platform/files/duck.ts'
import { peopleRefusal } from '../../../platform/files/open.ts'
import { lookForPeople } from '../../../platform/files/people.ts'
import { type DataFormat, type Outcome, type ReadContext, refused, type SafeFile } from '../import/format.ts'
import { periodOf } from './period-text.ts'
import { readStaged } from './table.ts'
import { type Column, columnsOf, happened, TableOptions } from './table-columns.ts'

const Sheet = TableOptions.extend({
  sheet: z.string(),
  headerRow: z.number().default(1),
  code: z.string().optional(),
  /** Runs of columns 'D:L' whose headings are periods, all of one measure. */
  blocks: z.array(z.object({ columns: z.string(), measure: z.string() })).default([]),
})
type Sheet = z.output<typeof Sheet>

export const SheetsOptions = z.looseObject({
  code: z.string().optional(),
  keep: z.string().optional(),
  missing: z.record(z.string(), z.string()).default({}),
  sheets: z.array(Sheet),
})
type SheetsOptions = z.output<typeof SheetsOptions>

export const readSheets: DataFormat<SheetsOptions>['read'] = async (file, options, context) => {
  if (file.kind !== 'xlsx')
    return refused({
      file: file.name,
      reason: 'This is not a workbook (.xlsx)',
      remedy: 'Send the workbook as published.',
    })
  const duck = await openDuck()
  try {
    const staged = await stageSheets(duck, file, options, context)
    if (!staged.ok) {
      await duck.close()
      return staged
    }
    const keep = options.keep ?? options.sheets[0]?.keep
    return await readStaged(duck, {
      file: { ...file, headings: ['code'] },
      options: { keep, missing: options.missing },
      context,
      code: 0,
      columns: staged.value.columns,
      unfit: [],
      lineOf: row => staged.value.lines[row] ?? 0,
    })
  } catch (error) {
    await duck.close()
    throw error
  }
}

interface StagedSheets {
  columns: Column[]
  /** The sheet row of each row of `file`. */
  lines: number[]
}

/** Puts the sheets under one another into the table `file`: c0 is the code, and each column of each sheet has its own. */
async function stageSheets(
  duck: Duck,
  file: SafeFile,
  options: SheetsOptions,
  context: ReadContext,
): Promise<Outcome<StagedSheets>> {
  const all: Column[] = []
  const lines: number[] = []
  const out: (string | null)[][] = []
  for (const sheet of options.sheets) {
    const table = await readSheet(file, sheet)
    if (!table.ok) return table
    const { headings, rows } = table.value
    const sign = lookForPeople(headings, rows.slice(0, 2_000))
    if (sign) return refused({ file: file.name, ...peopleRefusal(sign.field, sign.why) })
    const columns =
      sheet.blocks.length > 0 ? blockColumns(file, headings, sheet, context) : columnsOf(file, headings, sheet, context)
    if (!columns.ok) return columns
    const code = headings.findIndex(
      heading => heading.toLowerCase() === (sheet.code ?? options.code ?? 'code').toLowerCase(),
    )
    if (code < 0)
      return refused({
        file: file.name,
        line: sheet.headerRow,
        field: sheet.code ?? options.code,
        reason: `The sheet “${sheet.sheet}” has no column headed “${sheet.code ?? options.code}”`,
        remedy: 'Check the heading row in the source.',
      })
    const before = all.length
    all.push(...columns.value.map((column, i) => ({ ...column, at: before + i + 1 })))
    rows.forEach((row, i) => {
      if ((row[code] ?? '') === '') return
      const cells = columns.value.map(column => row[column.at] ?? '')
      out.push([row[code] ?? '', ...Array.from({ length: before }, () => null), ...cells])
      lines.push(sheet.headerRow + 1 + i)
    })
  }
  const names: Record<string, 'varchar'> = Object.fromEntries(
    Array.from({ length: all.length + 1 }, (_, i) => [`c${i}`, 'varchar']),
  )
  await duck.fill(
    'file',
    names,
    out.map(row => [...row, ...Array.from({ length: all.length + 1 - row.length }, () => null)]),
  )
  return { ok: true, value: { columns: all, lines } }
}

async function readSheet(file: SafeFile, sheet: Sheet): Promise<Outcome<{ headings: string[]; rows: string[][] }>> {
  const found = await cellsOf(file, sheet.sheet)
  if (!found)
    return refused({
      file: file.name,
      field: sheet.sheet,
      reason: `The workbook has no sheet called “${sheet.sheet}”, or it cannot be read`,
      remedy: 'Check the name of the sheet in the source.',
    })
  const [headings = [], ...rows] = found.slice(sheet.headerRow - 1)
  if (rows.length === 0)
    return refused({
      file: file.name,
      field: sheet.sheet,
      reason: `The sheet “${sheet.sheet}” has no rows`,
      remedy: 'Check the heading row in the source.',
    })
  return { ok: true, value: { headings: headings.map(text => text.trim()), rows } }
}

const textOf = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)

/** The cells of one sheet as texts; undefined when there is no such sheet or the workbook is broken. */
export async function cellsOf(file: SafeFile, name: string): Promise<string[][] | undefined> {
  try {
    return (await readSheetOf(file.path, name)).map(row => row.map(textOf))
  } catch {
    return undefined // a sheet that is not there and a broken workbook: both are refused
  }
}

const letters = (text: string) =>
  [...text.toUpperCase()].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1

function blockColumns(
  file: SafeFile,
  headings: readonly string[],
  sheet: Sheet,
  context: ReadContext,
): Outcome<Column[]> {
  const out: Column[] = []
  for (const block of sheet.blocks) {
    const [from = 'A', to = from] = block.columns.split(':')
    const measure = context.measures.get(block.measure)
    for (let at = letters(from); at <= letters(to) && measure; at++) {
      const period = periodOf(headings[at] ?? '')
      if (period) out.push({ at, name: headings[at] ?? '', measureId: measure.id, times: 1, ...period })
    }
  }
  if (out.length > 0) return happened(file, out, context)
  return refused({
    file: file.name,
    line: sheet.headerRow,
    reason: `No heading of the sheet “${sheet.sheet}” is a period`,
    remedy: 'Check the heading row and the columns in the source.',
  })
}
