import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Violence against women and girls by ward. Not registered until it reads. */
export const mpsVawgWard: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-vawg-ward',
  title: 'Violence against women and girls by ward',
  kind: 'series',
  options: Options,
  help: { about: 'Violence against women and girls by ward.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
