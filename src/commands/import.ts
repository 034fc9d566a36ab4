import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import * as evidence from '../features/evidence/index.ts'
import { finishPlaces } from '../features/places/index.ts'
import { PlainError } from '../lib/errors.ts'
import { list, plural, whole } from '../lib/words.ts'
import { type City, formats } from '../setup.ts'
import { by, choosePack, withCity } from './city.ts'
import { type Context, command, type Result, UsageError } from './command.ts'

const Input = z.object({
  file: z.string({ error: 'Name the file to import: import FILE --as FORMAT.' }),
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
  usage: 'import FILE --as FORMAT [--source SOURCE] [--snapshot DATE] [--dry-run]',
  summary: 'Imports one file',
  details: [
    'Pages answer meanwhile. The same file twice changes nothing; stopped half-way, nothing of it counts.',
    `Formats: ${formats.map(format => format.name).join(', ')}.`,
    'Columns and an example of one: npm run -s upstream -- import --help FORMAT',
  ],
  positionals: ['file'],
  options: [
    { name: 'as', value: 'FORMAT', about: 'What kind of file it is.' },
    {
      name: 'source',
      value: 'SOURCE',
      about: 'Which source of the pack it belongs to; needed where several have the format.',
    },
    {
      name: 'snapshot',
      value: 'DATE',
      about: 'The day the figures were taken out; otherwise the last month in the file.',
    },
    { name: 'dry-run', about: 'Say what would change and change nothing.' },
  ],
  input: Input,
  helpOn: topic => formatHelp(formatOf(topic)),
  run: (input, context) => {
    const path = resolve(input.file)
    if (!existsSync(path) || !statSync(path).isFile())
      throw new PlainError(`There is no file ${path}.`, 'Check the name and the folder.')
    const format = formatOf(input.as)
    return withCity(context, choosePack(context), city => perform(city, path, format, input, context))
  },
})

function formatOf(name: string): evidence.Format {
  const format = formats.find(each => each.name === name)
  if (format) return format
  throw new UsageError(`There is no format "${name}".`, `Formats: ${formats.map(each => each.name).join(', ')}.`)
}

/** Columns and an example of a format. */
function formatHelp({ name, title, help }: evidence.Format): Result {
  const width = Math.max(0, ...help.columns.map(column => column.name.length))
  const columns = help.columns.map(
    column => `  ${column.name.padEnd(width)}  ${column.required ? 'needed  ' : 'optional'}  ${column.meaning}`,
  )
  const lines = [
    `${name}: ${title}`,
    '',
    help.about,
    '',
    'Columns:',
    ...columns,
    '',
    'Example:',
    ...help.example
      .trimEnd()
      .split('\n')
      .map(line => `  ${line}`),
  ]
  return { ok: true, lines, data: { ok: true, name, title, ...help } }
}

/** The source a file belongs to: the one named, or the only one of the pack in this format. */
function sourceOf(packId: string, format: evidence.Format, asked: string | undefined): evidence.Source {
  const all = evidence.readPackEvidence(packId).sources
  const fitting = all.filter(source => source.format === format.name)
  const chosen = asked === undefined ? fitting : all.filter(source => source.id === asked)
  const [only] = chosen
  if (only && chosen.length === 1) return only
  const names = fitting.map(source => source.id)
  if (asked !== undefined)
    throw new UsageError(
      `The pack "${packId}" has no source "${asked}".`,
      `Sources in this format: ${names.join(', ') || 'none'}.`,
    )
  throw new UsageError(
    names.length
      ? `Several sources of the pack "${packId}" are in this format: ${list(names)}.`
      : `No source of the pack "${packId}" is in the format "${format.name}".`,
    names.length ? 'Name one with --source.' : 'Describe the source first, in packs/PACK/sources.',
  )
}

async function perform(
  { store, pack }: City,
  path: string,
  format: evidence.Format,
  input: Input,
  context: Context,
): Promise<Result> {
  const source = sourceOf(pack.id, format, input.source)
  await evidence.sweep(store.db)
  await evidence.seed(store.db, evidence.readPackEvidence(pack.id), by)
  const request: evidence.ImportRequest = {
    packId: pack.id,
    source,
    format,
    categories: evidence.categoriesOf(pack.id, source),
    snapshot: input.snapshot,
    by,
    today: context.today,
    progress: context.progress,
  }
  const dryRun = input['dry-run']
  const result = dryRun
    ? await evidence.preview(store.db, path, request)
    : await evidence.importFile(store.db, path, request)
  if (result.status === 'imported' && format.kind === 'places') await finishPlaces(store.db, { by, city: pack.city })
  const { lines, ok } = wordsOf(result)
  return { ok, lines, data: { ok, pack: pack.id, source: source.id, dryRun, ...result } }
}

function wordsOf(result: evidence.ImportResult | evidence.PreviewResult): { ok: boolean; lines: string[] } {
  if (result.status === 'unchanged') return { ok: true, lines: [result.words] }
  if (result.status === 'refused') return { ok: false, lines: result.refusals.flatMap(refusalLines) }
  const { report } = result
  const head =
    result.status === 'imported'
      ? `Imported as number ${result.importId}`
      : 'This is what importing it would do; nothing was changed'
  return {
    ok: true,
    lines: [
      `${head}. Snapshot ${result.snapshotOn}.`,
      ...reportLines(report),
      ...rejectLines(result.rejects, report.rejected),
    ],
  }
}

const refusalLines = (each: evidence.Refusal): string[] => [
  `${each.file}${each.line ? `, line ${each.line}` : ''}${each.field ? `, ${each.field}` : ''}: ${each.reason}.`,
  `  ${each.remedy}`,
]

const reportLines = (report: evidence.Report): string[] => [
  `${plural(report.rowsRead, 'row')} read, ${whole(report.rowsUsed)} used, ${whole(report.rejected)} rejected; ${plural(report.cells, 'cell')}, ${whole(report.cellsNotZero)} of them not 0.`,
  ...report.covers.map(
    each =>
      `  ${each.label}: ${plural(each.measures, 'measure')}, ${plural(each.places, 'place')}, ${plural(each.periods, each.grain)} from ${each.from} to ${each.to}.`,
  ),
  ...(report.compared ? [revisionLine(report.revisions)] : []),
  ...[...report.cautions, ...report.notes, ...report.odd].map(sentence => `  ${sentence}`),
]

const revisionLine = ({ fresh, changed, same, sameDay }: evidence.Report['revisions']): string =>
  [
    `  ${plural(fresh, 'cell')} new, ${whole(changed)} changed, ${whole(same)} the same.`,
    ...sameDay.yields.map(file => `${file} is of the same snapshot day and stays in force where both speak.`),
    ...sameDay.replaces.map(file => `${file} is of the same snapshot day; where both speak, this file counts.`),
  ].join(' ')

const shown = 10

const rejectLines = (rejects: readonly evidence.Reject[], all: number): string[] => [
  ...rejects
    .slice(0, shown)
    .map(each => `  line ${each.line}, ${each.field}: ${each.reason} (${each.value.slice(0, 60)}). ${each.remedy}`),
  ...(all > shown ? [`  and ${plural(all - shown, 'more', 'more')}; all of them: --json`] : []),
]
