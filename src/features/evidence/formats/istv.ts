import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Hospital attendances after assault (ISTV, ISB 1594). Not registered until it reads. */
export const istv: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'istv',
  title: 'Hospital attendances after assault (ISTV, ISB 1594)',
  kind: 'events',
  options: Options,
  help: { about: 'Hospital attendances after assault (ISTV, ISB 1594).', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
