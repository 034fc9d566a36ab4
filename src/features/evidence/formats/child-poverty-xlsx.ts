import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Children in low income families, workbook. Not registered until it reads. */
export const childPovertyXlsx: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'child-poverty-xlsx',
  title: 'Children in low income families, workbook',
  kind: 'series',
  options: Options,
  help: { about: 'Children in low income families, workbook.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
