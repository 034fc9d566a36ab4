// English Indices of Deprivation: one row an area, one column a score, rank or decile. CSV or workbook.
import type { z } from 'zod'
import { type DataFormat, dataFormat } from '../import/format.ts'
import { readSheets, SheetsOptions } from './sheets.ts'
import { readCsvTable } from './table.ts'
import { TableOptions } from './table-columns.ts'

const columns = [
  { name: 'LSOA code', required: true, meaning: 'Area code; its heading is named by the source (code)' },
  {
    name: 'scores, ranks, deciles',
    required: true,
    meaning: 'One column each; the source names which column feeds which measure',
  },
]

export const imdCsv: DataFormat = dataFormat<TableOptions>({
  name: 'imd-csv',
  title: 'Index of Multiple Deprivation, CSV',
  kind: 'series',
  options: TableOptions,
  help: {
    about:
      'Scores, ranks and deciles by small area or borough. Rank 1 and decile 1 are the most deprived. Files of all England are cut to the areas of the pack.',
    columns,
    example: 'LSOA21CD,LSOA21NM,IMD_score,IMD_rank,IMD_decile\nE01000001,City of London 001A,8.742,26525,8',
  },
  read: readCsvTable,
})

export const imdXlsx: DataFormat = dataFormat<z.output<typeof SheetsOptions>>({
  name: 'imd-xlsx',
  title: 'Index of Multiple Deprivation, workbook',
  kind: 'series',
  options: SheetsOptions,
  help: {
    about:
      'The official File 1 (IoD2025) or the GLA workbook of 2019: the source names sheets, heading row and columns.',
    columns,
    example: '(a workbook: LSOA code (2021) | … | Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived))',
  },
  read: readSheets,
})
