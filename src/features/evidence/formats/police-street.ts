import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** data.police.uk street-level crime. Not registered until it reads. */
export const policeStreet: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'police-street',
  title: 'data.police.uk street-level crime',
  kind: 'series',
  options: Options,
  help: { about: 'data.police.uk street-level crime.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
