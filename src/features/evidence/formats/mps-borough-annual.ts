// Recorded offences by borough and financial year, a workbook: offences side by side, years under each, boroughs down.
import { z } from 'zod'
import { type Duck, openDuck } from '../../../platform/files/duck.ts'
import {
  type DataFormat,
  dataFormat,
  type Outcome,
  type ReadContext,
  type Reading,
  refused,
  type SafeFile,
} from '../import/format.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { heldBack } from './long.ts'
import { periodOf } from './period-text.ts'
import { cellsOf } from './sheets.ts'
import { readStaged } from './table.ts'
import type { Column } from './table-columns.ts'

const Options = z.looseObject({
  sheet: z.string(),
  /** Rows count from 1. */
  groupRow: z.number().default(1),
  yearRow: z.number().default(2),
  firstRow: z.number().default(4),
  heldBack: z.array(z.string()).default([]),
})
type Options = z.output<typeof Options>

const Categories = z.looseObject({
  workbook: z.array(z.object({ heading: z.string(), measures: z.array(z.string()) })),
})
type Categories = z.output<typeof Categories>

export const mpsBoroughAnnualXlsx: DataFormat = dataFormat<Options>({
  name: 'mps-borough-annual-xlsx',
  title: 'Recorded offences by borough and financial year, workbook',
  kind: 'series',
  options: Options,
  help: {
    about:
      'Offences side by side with a column a financial year (1999-00 is April 1999 to March 2000), one row a borough by code.',
    columns: [
      { name: 'Code', required: true, meaning: 'Borough, or the city' },
      { name: '1999-00 …', required: true, meaning: 'Offences of the financial year, under the name of the offence' },
    ],
    example: '(a workbook: Code | Borough | All recorded offences: 1999-00 | 2000-01 …)',
  },
  read: async (file, options, context) => {
    const categories = readCategories(context, file.name, Categories)
    if (!categories.ok) return categories
    const cells = file.kind === 'xlsx' ? await cellsOf(file, options.sheet) : undefined
    const columns = cells ? columnsOf(cells, options, categories.value, context) : []
    if (!cells || columns.length === 0)
      return refused({
        file: file.name,
        field: options.sheet,
        reason: `The file is no workbook with a sheet “${options.sheet}” of offences and years`,
        remedy: 'Send the workbook as published.',
      })
    const duck = await openDuck()
    try {
      return await read(duck, file, options, context, cells, columns)
    } catch (error) {
      await duck.close()
      throw error
    }
  },
})

/** The columns whose offence the pack knows; the name of an offence stands over its first year alone. */
function columnsOf(
  cells: readonly string[][],
  options: Options,
  categories: Categories,
  context: ReadContext,
): Column[] {
  const years = cells[options.yearRow - 1] ?? []
  let offence = ''
  return years.flatMap((year, at): Column[] => {
    offence = cells[options.groupRow - 1]?.[at] || offence
    const entry = categories.workbook.find(one => plainCategory(one.heading) === plainCategory(offence))
    const period = periodOf(year)
    if (!entry || period?.grain !== 'year') return []
    return idsOf(context, entry.measures).map(measureId => ({
      at,
      name: `${offence}, ${year}`,
      measureId,
      times: 1,
      ...period,
    }))
  })
}

async function read(
  duck: Duck,
  file: SafeFile,
  options: Options,
  context: ReadContext,
  cells: readonly string[][],
  columns: readonly Column[],
): Promise<Outcome<Reading>> {
  const rows = cells.flatMap((row, i) =>
    i >= options.firstRow - 1 && columns.some(column => (row[column.at] ?? '') !== '') ? [{ row, line: i + 1 }] : [],
  )
  const names = Object.fromEntries(
    ['c0', ...columns.map((_, i) => `c${i + 1}`)].map((name): [string, 'varchar'] => [name, 'varchar']),
  )
  await duck.fill(
    'file',
    names,
    rows.map(({ row }) => [row[0] ?? '', ...columns.map(column => row[column.at] ?? '')]),
  )
  return readStaged(duck, {
    file: { ...file, headings: ['Code'] },
    options: { keep: 'areas of the pack', missing: {} },
    context,
    code: 0,
    columns: columns.map((column, i) => ({ ...column, at: i + 1 })),
    unfit: [],
    lineOf: row => rows[row]?.line ?? 0,
    kinds: ['borough', 'city'],
    states: new Map([...heldBack(options.heldBack.map(year => `${year.slice(0, 4)}-04`))]),
  })
}
