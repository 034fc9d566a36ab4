import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** People proceeded against for homicide, counted by borough and month. Not registered until it reads. */
export const homicideAccused: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'homicide-accused',
  title: 'People proceeded against for homicide, counted by borough and month',
  kind: 'series',
  options: Options,
  help: { about: 'People proceeded against for homicide, counted by borough and month.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
