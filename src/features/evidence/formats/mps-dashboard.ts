import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Metropolitan Police monthly dashboard. Not registered until it reads. */
export const mpsDashboard: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-dashboard',
  title: 'Metropolitan Police monthly dashboard',
  kind: 'series',
  options: Options,
  help: { about: 'Metropolitan Police monthly dashboard.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
