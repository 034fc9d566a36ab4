import { resolve } from 'node:path'
import { z } from 'zod'
import { bytes, plural } from '../lib/words.ts'
import { writeBackup } from '../platform/backup/index.ts'
import { choosePack, withCity } from './city.ts'
import { command } from './command.ts'

export const backup = command({
  name: 'backup',
  usage: 'backup FILE',
  summary: 'Writes everything the database holds to one file',
  details: [
    'The file is gzip of JSON lines and goes back into the embedded database or a server with: restore FILE.',
    'It holds the accounts with their email addresses: keep it where only those may look who may look at the database.',
    'Pages of an embedded Upstream wait while it is written; a server goes on as usual.',
  ],
  positionals: ['file'],
  options: [],
  input: z.object({ file: z.string({ error: 'Name the file to write: backup FILE.' }) }),
  run: (input, context) =>
    withCity(context, choosePack(context), async ({ store, pack }) => {
      const file = resolve(input.file)
      const written = await writeBackup(
        store.db,
        file,
        { pack: pack.id, madeAt: new Date().toISOString() },
        context.progress,
      )
      const line = `${pack.name} is saved in ${file}: ${plural(written.rows, 'row')} in ${plural(written.tables, 'table')}, ${bytes(written.bytes)}.`
      return { ok: true, lines: [line], data: { ok: true, pack: pack.id, file, ...written } }
    }),
})
