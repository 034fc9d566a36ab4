import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import * as evidence from '../features/evidence/index.ts'
import { finishPlaces } from '../features/places/index.ts'
import { PlainError } from '../lib/errors.ts'
import { packsHeld } from '../platform/store.ts'
import { type City, formats } from '../setup.ts'
import { by, choosePack, withCity } from './city.ts'
import { type Context, command, type Result, UsageError } from './command.ts'
import { type Folder, filesIn, folderWords, importEach } from './import-folder.ts'
import { sourceLines, sourceOf } from './import-source.ts'
import { formatHelp, wordsOf } from './import-words.ts'

const Input = z.object({
  file: z.string({ error: 'Name the file to import, or a folder of such files: import FILE --as FORMAT.' }),
  as: z.string({
    error: `Name the file's format with --as. Formats: ${formats.map(format => format.name).join(', ')}.`,
  }),
  source: z.string().optional(),
  snapshot: z.iso.date({ error: 'Enter --snapshot as a date such as 2026-03-31.' }).optional(),
  'dry-run': z.boolean().default(false),
})
type Input = z.output<typeof Input>

export const importCommand = command({
  name: 'import',
  usage: 'import FILE|FOLDER --as FORMAT [--source SOURCE] [--snapshot DATE] [--dry-run]',
  summary: 'Imports one file, or every file of a folder',
  details: [
    'Pages answer meanwhile. The same file twice changes nothing; stopped half-way, nothing of it counts.',
    'Of a folder, and of the folders in it, each file is imported by itself in the order of the names. One that cannot be used is named and',
    'the others are kept; the exit code is then 1.',
    `Formats: ${formats.map(format => format.name).join(', ')}.`,
    'Columns and an example of one: npm run -s upstream -- import --help FORMAT',
  ],
  positionals: ['file'],
  options: [
    { name: 'as', value: 'FORMAT', about: 'What kind of file it is.' },
    {
      name: 'source',
      value: 'SOURCE',
      about: 'Which source it belongs to, of the pack or added in the browser; needed where several have the format.',
    },
    {
      name: 'snapshot',
      value: 'DATE',
      about: 'The day the figures were taken out; otherwise the last month in the file.',
    },
    { name: 'dry-run', about: 'Say what would change and change nothing.' },
  ],
  input: Input,
  helpOn: helpOnFormat,
  run: (input, context) => {
    const path = resolve(input.file)
    if (!existsSync(path)) throw new PlainError(`There is no file ${path}.`, 'Check the name and the folder.')
    const format = formatOf(input.as)
    const folder = statSync(path).isDirectory() ? filesIn(path) : undefined
    return withCity(context, choosePack(context), async city => {
      const request = await requestOf(city, format, input, context)
      return folder ? importFolder(city, path, folder, request, input) : importOne(city, path, request, input)
    })
  },
})

/** The example is of the city that is open here; where none was loaded yet, the format's own. */
async function helpOnFormat(topic: string, context: Context): Promise<Result> {
  const format = formatOf(topic)
  const { config, today } = context
  if (!config.databaseUrl && packsHeld(config).length === 0)
    return formatHelp(format, { text: format.help.example, sentAs: '' })
  return withCity(context, choosePack(context), async ({ store, pack }) =>
    formatHelp(format, await evidence.exampleOf(store.db, pack.id, format, today)),
  )
}

function formatOf(name: string): evidence.Format {
  const format = formats.find(each => each.name === name)
  if (format) return format
  throw new UsageError(`There is no format "${name}".`, `Formats: ${formats.map(each => each.name).join(', ')}.`)
}

async function requestOf(
  { store, pack }: City,
  format: evidence.Format,
  input: Input,
  context: Context,
): Promise<evidence.ImportRequest> {
  await evidence.sweep(store.db)
  await evidence.seed(store.db, evidence.readPackEvidence(pack.id), by)
  const source = await sourceOf(store.db, pack.id, format, input.source)
  return {
    packId: pack.id,
    source,
    format,
    categories: evidence.categoriesOf(pack.id, source),
    snapshot: input.snapshot,
    by,
    today: context.today,
    progress: context.progress,
  }
}

async function importOne(city: City, path: string, request: evidence.ImportRequest, input: Input): Promise<Result> {
  const { store, pack } = city
  const dryRun = input['dry-run']
  const result = dryRun
    ? await evidence.preview(store.db, path, request)
    : await evidence.importFile(store.db, path, request)
  if (result.status === 'imported') await finish(city, request)
  const { lines, ok } = wordsOf(result)
  const named = sourceLines(request.source, { chosen: input.source === undefined, refused: !ok })
  return { ok, lines: [...named, ...lines], data: { ok, pack: pack.id, source: request.source.id, dryRun, ...result } }
}

async function importFolder(
  city: City,
  path: string,
  { files, others }: Folder,
  request: evidence.ImportRequest,
  input: Input,
): Promise<Result> {
  const dryRun = input['dry-run']
  const done = await importEach(city.store.db, path, files, request, dryRun)
  if (done.some(one => one.result.status === 'imported')) await finish(city, request)
  const { ok, lines, counts } = folderWords(done, others, request.source, dryRun)
  const each = done.map(({ file, result }) => ({ file, ...result }))
  const named = sourceLines(request.source, { chosen: input.source === undefined, refused: !ok })
  return {
    ok,
    lines: [...named, ...lines],
    data: { ok, pack: city.pack.id, source: request.source.id, dryRun, ...counts, files: each, leftOut: others },
  }
}

/** Where places came in: neighbours, joins and maps follow from all of them. */
async function finish({ store, pack }: City, { format }: evidence.ImportRequest): Promise<void> {
  if (format.kind === 'places') await finishPlaces(store.db, { by, city: pack.city })
}
