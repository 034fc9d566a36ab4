import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Incidents with time and place. Not registered until it reads. */
export const incidentCsv: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'incident-csv',
  title: 'Incidents with time and place',
  kind: 'events',
  options: Options,
  help: { about: 'Incidents with time and place.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
