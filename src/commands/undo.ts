import { z } from 'zod'
import * as evidence from '../features/evidence/index.ts'
import { PlainError } from '../lib/errors.ts'
import { by, choosePack, withCity } from './city.ts'
import { type Context, command, UsageError } from './command.ts'

const Input = z.object({
  import: z.coerce
    .number({ error: 'Give the number of the import, as it was printed when the file came in: undo 12.' })
    .int({ error: 'Give the number of the import: undo 12.' })
    .min(1, { error: 'Give the number of the import: undo 12.' })
    .max(2_000_000_000, { error: 'Give the number of the import: undo 12.' }),
  yes: z.boolean().default(false),
})
type Input = z.output<typeof Input>

export const undo = command({
  name: 'undo',
  usage: 'undo IMPORT [--yes]',
  summary: 'Takes an import out of force, as the button on its page does',
  details: [
    'What it replaced counts again. Everything it said is kept, and its page puts it back. Lists of places keep no earlier state and cannot be undone.',
    'The number is printed by import, and stands on the page of the source under Files.',
  ],
  positionals: ['import'],
  options: [{ name: 'yes', about: 'Do not ask.' }],
  input: Input,
  run: (input, context) =>
    withCity(context, choosePack(context), async ({ store, pack }) => {
      const found = await evidence.findImport(store.db, input.import)
      if (!found)
        throw new PlainError(
          `There is no import ${input.import}.`,
          'Its number stands on the page of its source under Files.',
        )
      const name = `Import ${found.id} (${found.fileName}, source ${found.sourceId}, snapshot ${found.snapshotOn})`
      await agree(input, context, name)
      const done = await evidence.undo(store.db, found.id, by)
      const data = { pack: pack.id, import: found.id, source: found.sourceId, file: found.fileName }
      return done.ok
        ? { ok: true, lines: [`${name} is undone. What it had replaced counts again.`], data: { ok: true, ...data } }
        : {
            ok: false,
            lines: [`${name} stays as it is. ${done.words}`],
            data: { ok: false, ...data, error: done.words },
          }
    }),
})

async function agree({ yes }: Input, context: Context, name: string): Promise<void> {
  if (yes || (await context.confirm(`${name} will no longer count.`))) return
  throw new UsageError(
    'Nothing was changed: undo was not confirmed.',
    'Answer yes, or add --yes where nobody can be asked.',
  )
}
