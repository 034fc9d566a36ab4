// Children in low income families: a workbook with a sheet an age group and a column a financial year.

import type { z } from 'zod'
import { type DataFormat, dataFormat } from '../import/format.ts'
import { readSheets, SheetsOptions } from './sheets.ts'

export const childPovertyXlsx: DataFormat = dataFormat<z.output<typeof SheetsOptions>>({
  name: 'child-poverty-xlsx',
  title: 'Children in low income families, workbook',
  kind: 'series',
  options: SheetsOptions,
  help: {
    about:
      'Numbers and rates by ward and financial year (FYE 2023 is April 2022 to March 2023). Markers such as [x] and [low] are unknown, never 0.',
    columns: [
      { name: 'Ward code', required: true, meaning: 'Ward' },
      { name: 'FYE 2015 …', required: true, meaning: 'One column a financial year' },
    ],
    example: '(a workbook: Ward code | Wards (2022) | Borough | FYE 2015 | FYE 2016 …)',
  },
  read: readSheets,
})
