import { z } from 'zod'
import { type DataFormat, dataFormat, refused } from '../import/format.ts'

const Options = z.looseObject({})

/** Violence against women and girls, city, by one column. Not registered until it reads. */
export const mpsVawgLondon: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-vawg-london',
  title: 'Violence against women and girls, city, by one column',
  kind: 'series',
  options: Options,
  help: { about: 'Violence against women and girls, city, by one column.', columns: [], example: '' },
  read: async file =>
    refused({ file: file.name, reason: 'This format cannot be read yet', remedy: 'Use measure-csv.' }),
})
