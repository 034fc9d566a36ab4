import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
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
  run: (input, context) => {
    const file = fileOf(input.file)
    return withCity(context, choosePack(context), async ({ store, pack }) => {
      const about = { pack: pack.id, madeAt: new Date().toISOString() }
      const written = await writeBackup(store.db, file, about, context.progress)
      const line = `${pack.name} is saved in ${file}: ${plural(written.rows, 'row')} in ${plural(written.tables, 'table')}, ${bytes(written.bytes)}.`
      return { ok: true, lines: [line], data: { ok: true, pack: pack.id, file, ...written } }
    })
  },
})

/** Where the backup goes. Asked before the database is opened, so that a slip of the keyboard costs nothing. */
function fileOf(name: string): string {
  const file = resolve(name)
  const folder = dirname(file)
  if (existsSync(file) && statSync(file).isDirectory())
    throw new PlainError(`${file} is a folder.`, `Name the file to write in it: backup ${file}/upstream.backup`)
  if (existsSync(folder) && statSync(folder).isDirectory()) return file
  throw new PlainError(
    `There is no folder ${folder}.`,
    `Make it first (mkdir -p ${folder}), or choose one that is there.`,
  )
}
