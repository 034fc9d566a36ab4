import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import * as evidence from '../features/evidence/index.ts'
import { PlainError } from '../lib/errors.ts'
import { list, plural, whole } from '../lib/words.ts'
import { readPack } from '../platform/pack.ts'
import { assessAll, type City, chosenOf, filesThere, loadCity } from '../setup.ts'
import { withCity } from './city.ts'
import { type Context, command, type Result, UsageError } from './command.ts'

const Input = z.object({
  name: z.string({ error: 'Name the pack to load: load london --data DIR.' }),
  data: z.string({ error: 'Name the folder with the data files: --data DIR.' }),
  only: z.array(z.string()).optional(),
})
type Input = z.output<typeof Input>

export const load = command({
  name: 'load',
  usage: 'load PACK --data DIR [--only SOURCE]',
  summary: 'Loads the open data a pack describes from a folder',
  details: [
    'Places first, then figures, then the signals. A file that is missing is named and the rest is loaded.',
    'Run again it loads only what is new: the same file twice changes nothing. Pages answer meanwhile.',
    'Sources marked "on request" are loaded only when named with --only. See: npm run -s upstream -- sources --pack PACK',
  ],
  positionals: ['name'],
  options: [
    { name: 'data', value: 'DIR', about: 'Folder with the data files.' },
    { name: 'only', value: 'SOURCE', many: true, about: 'Only this source; may be given several times.' },
  ],
  input: Input,
  run: (input, context) => {
    const folder = folderOf(input.data)
    checkNames(input)
    checkFiles(input, folder)
    return withCity(context, input.name, city => perform(city, folder, input, context))
  },
})

function folderOf(data: string): string {
  const folder = resolve(data)
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder
  throw new PlainError(`There is no folder ${folder}.`, 'Give the folder that holds the data files: --data DIR')
}

function checkNames({ name, only }: Input): void {
  readPack(name)
  const sources = evidence.readPackEvidence(name).sources
  const unknown = (only ?? []).filter(id => !sources.some(source => source.id === id))
  if (unknown.length)
    throw new UsageError(
      `The pack "${name}" has no source ${list(unknown)}.`,
      `See: npm run -s upstream -- sources --pack ${name}`,
    )
  const catalogued = (only ?? []).filter(id =>
    sources.some(source => source.id === id && source.status === 'catalogued'),
  )
  if (catalogued.length)
    throw new PlainError(`${list(catalogued)} cannot be loaded: only named in the catalogue so far.`)
}

/** The wrong folder is told before anything is opened or made. */
function checkFiles({ name, only }: Input, folder: string): void {
  const sources = chosenOf({ id: name }, only)
  const [file] = sources.flatMap(source => source.files)
  if (!file || filesThere(sources, folder) > 0) return
  const near = nearby(folder).find(one => filesThere(sources, one) > 0)
  throw new PlainError(
    `${folder} is not the folder with the data: none of the files that are loaded from it is there, such as ${file.path}.`,
    near
      ? `They are in ${near}: --data ${near}`
      : `Give the folder that ${file.path} lies in, with its folders: --data DIR`,
  )
}

// One step too high or too low is the usual slip.
const nearby = (folder: string): string[] => [
  dirname(folder),
  ...readdirSync(folder, { withFileTypes: true }).flatMap(one => (one.isDirectory() ? [join(folder, one.name)] : [])),
]

const by = 'load'

async function perform({ store, pack }: City, folder: string, input: Input, context: Context): Promise<Result> {
  const started = performance.now()
  const sources = await loadCity(store.db, pack, folder, { only: input.only, by, progress: context.progress })
  const loaded = sources.some(source => source.files > 0)
  const assessed = loaded
    ? await assessAll(store.db, by, (done, total) => context.progress(done, total, 'Looking for signals'))
    : []
  const seconds = (performance.now() - started) / 1_000
  const refused = sources.flatMap(source => source.refusals)
  const ok = refused.length === 0 && sources.some(source => source.files + source.unchanged > 0)
  return { ok, lines: linesOf(sources, seconds), data: { ok, pack: pack.id, seconds, sources, assessed } }
}

/** What a load says: a line a source, what was left out, and the sum. */
export function linesOf(sources: readonly evidence.SourceLoad[], seconds: number): string[] {
  const sum = (pick: (source: evidence.SourceLoad) => number) =>
    sources.reduce((total, source) => total + pick(source), 0)
  const gaps = sources.flatMap(source => source.gaps.map(gap => `  ${source.id}: ${gap}`))
  const refusals = sources.flatMap(source =>
    source.refusals.map(each => `  ${source.id}: ${each.file}: ${each.reason}. ${each.remedy}`),
  )
  return [
    ...sources.filter(source => source.files > 0).map(lineOf),
    ...(gaps.length ? ['', 'Not loaded:', ...firstOf(gaps)] : []),
    ...(refusals.length ? ['', 'Refused:', ...refusals] : []),
    '',
    ...rejectedLines(sum(source => source.rejected)),
    `${plural(
      sum(source => source.files),
      'file',
    )} loaded, ${whole(sum(source => source.unchanged))} unchanged, ${plural(
      sum(source => source.rows),
      'row',
    )} read, ` +
      `${figures(sum(source => source.cells))}${plural(
        sum(source => source.rejected),
        'row',
      )} rejected, in ${seconds.toFixed(1)} s.`,
  ]
}

const shown = 10

const firstOf = (lines: readonly string[]): string[] => [
  ...lines.slice(0, shown),
  ...(lines.length > shown ? [`  and ${whole(lines.length - shown)} more: --json lists all.`] : []),
]

const rejectedLines = (n: number): string[] =>
  n === 0
    ? []
    : [
        'Rejected rows stand with line, reason and remedy on the page of their file: as an analyst open Data, the source, and the file under “Files”.',
      ]

// Files of places hold no figures.
const figures = (n: number): string => (n === 0 ? '' : `${plural(n, 'figure')}, `)

const lineOf = (source: evidence.SourceLoad): string =>
  `${source.id}: ${plural(source.files, 'file')}, ${plural(source.rows, 'row')} read${source.cells > 0 ? `, ${plural(source.cells, 'figure')}` : ''}${source.rejected ? `, ${whole(source.rejected)} rejected` : ''} (${source.seconds.toFixed(1)} s)`
