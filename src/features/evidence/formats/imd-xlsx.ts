import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Indices of deprivation, workbook. Not registered until it reads. */
export const imdXlsx: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'imd-xlsx',
  title: 'Indices of deprivation, workbook',
  kind: 'series',
  options: Options,
  help: { about: 'Indices of deprivation, workbook.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
