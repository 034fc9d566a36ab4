import { resolve } from 'node:path'
import { z } from 'zod'
import { plural } from '../lib/words.ts'
import { type Header, readHeader, restoreBackup } from '../platform/backup/index.ts'
import { readPack } from '../platform/pack.ts'
import { openStore, type Store } from '../platform/store.ts'
import { heldPack } from '../setup.ts'
import { type Context, command, UsageError } from './command.ts'

const Input = z.object({
  file: z.string({ error: 'Name the file to restore: restore FILE.' }),
  replace: z.boolean().default(false),
  yes: z.boolean().default(false),
})

export const restore = command({
  name: 'restore',
  usage: 'restore FILE [--replace [--yes]]',
  summary: 'Puts a backup into an empty database',
  details: [
    'All of it or nothing: a file that is damaged changes nothing.',
    'Start Upstream again afterwards if it was running. A file of an older version is brought up to date.',
  ],
  positionals: ['file'],
  options: [
    { name: 'replace', about: 'Lose what the database holds now. Asks first.' },
    { name: 'yes', about: 'With --replace: do not ask.' },
  ],
  input: Input,
  run: async (input, context) => {
    const file = resolve(input.file)
    const header = await readHeader(file)
    await agree(input, context, header)
    const store = await openStore(context.config, packOf(header, context))
    try {
      await refuseOther(store, header, input.replace)
      const restored = await restoreBackup(store.db, file, { replace: input.replace }, context.progress)
      const line = `${readPack(header.pack).name} is restored as it was on ${header.madeAt.slice(0, 10)}: ${plural(restored.rows, 'row')} in ${plural(restored.tables, 'table')}.`
      return { ok: true, lines: [line], data: { ok: true, pack: header.pack, madeAt: header.madeAt, ...restored } }
    } finally {
      await store.close()
    }
  },
})

async function agree(input: z.output<typeof Input>, context: Context, header: Header): Promise<void> {
  if (!input.replace || input.yes) return
  if (await context.confirm(`Everything the database "${header.pack}" holds now will be lost.`)) return
  throw new UsageError(
    'Nothing was changed: --replace was not confirmed.',
    'Answer yes, or add --yes where nobody can be asked.',
  )
}

function packOf(header: Header, context: Context): string {
  readPack(header.pack)
  if (context.pack === undefined || context.pack === header.pack) return header.pack
  throw new UsageError(`The backup is of the pack "${header.pack}", not "${context.pack}".`, 'Leave --pack out.')
}

// On a server another city may be there; an embedded folder is the pack's own.
async function refuseOther(store: Store, header: Header, replace: boolean): Promise<void> {
  const held = replace ? undefined : await heldPack(store.db).catch(() => undefined) // a new database has no settings yet
  if (held !== undefined && held !== header.pack)
    throw new UsageError(
      `This database holds the pack "${held}"; the backup is of "${header.pack}".`,
      'Set DATABASE_URL to another database, or give --replace to lose what is there.',
    )
}
