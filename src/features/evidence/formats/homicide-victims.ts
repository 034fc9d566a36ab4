import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Homicide victims, counted by borough and year. Not registered until it reads. */
export const homicideVictims: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'homicide-victims',
  title: 'Homicide victims, counted by borough and year',
  kind: 'series',
  options: Options,
  help: { about: 'Homicide victims, counted by borough and year.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
