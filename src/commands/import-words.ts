// What an import says at the terminal.
import * as evidence from '../features/evidence/index.ts'
import { decimal, plural, whole } from '../lib/words.ts'
import type { Result } from './command.ts'

const shown = 10

const howToTry =
  'Its figures are made up, so try it without keeping anything: here with --dry-run and --source of a source that takes it; as a new partner’s, which the command line cannot add, under “Upload a file” on the web, up to its preview.'

/** Columns and an example of a format. */
export function formatHelp({ name, title, help }: evidence.Format, { text, sentAs }: evidence.Example): Result {
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
    ...text
      .trimEnd()
      .split('\n')
      .map(line => `  ${line}`),
    ...(sentAs ? ['', `As it stands here it passes ${sentAs}.`, howToTry] : []),
  ]
  return { ok: true, lines, data: { ok: true, name, title, ...help, example: text, sentAs } }
}

/** One file, for people. */
export function wordsOf(result: evidence.ImportResult | evidence.PreviewResult): { ok: boolean; lines: string[] } {
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
      ...reportLines(report, result.status === 'imported'),
      ...rejectLines(result.rejects, report.rejected),
    ],
  }
}

export const refusalLines = (each: evidence.Refusal): string[] => [
  `${each.file}${each.line ? `, line ${each.line}` : ''}${each.field ? `, ${each.field}` : ''}: ${each.reason}.`,
  `  ${each.remedy}`,
]

const reportLines = (report: evidence.Report, past: boolean): string[] => [
  `${plural(report.rowsRead, 'row')} read, ${whole(report.rowsUsed)} used, ${whole(report.rejected)} rejected${figures(report)}.`,
  ...report.covers.map(
    each =>
      `  ${each.label}: ${plural(each.measures, 'measure')}, ${plural(each.places, 'place')}, ${plural(each.periods, each.grain)} from ${each.from} to ${each.to}.`,
  ),
  ...(report.compared ? [revisionLine(report.revisions, past)] : []),
  ...[...report.cautions, ...report.notes, ...report.odd].map(sentence => `  ${sentence}`),
  ...report.revisions.unlikely.biggest.slice(0, shown).map(unlikelyLine),
]

const unlikelyLine = (one: evidence.Report['revisions']['unlikely']['biggest'][number]): string =>
  `    ${one.placeName}, ${one.measure}, ${one.period.slice(0, 7)}: ${whole(one.before)} to ${whole(one.after)}; ${decimal(one.usual)} a month in the 12 before.`

const revisionLine = (revisions: evidence.Report['revisions'], past: boolean): string => {
  const { fresh, changed, same, sameDay } = revisions
  return [
    `  ${plural(fresh, 'cell')} new, ${whole(changed)} changed, ${whole(same)} the same.`,
    evidence.overruledWords(revisions, past),
    ...sameDay.yields.map(file => `${file} is of the same snapshot day and stays in force where both speak.`),
    ...sameDay.replaces.map(file => `${file} is of the same snapshot day; where both speak, this file counts.`),
  ]
    .filter(Boolean)
    .join(' ')
}

// A file of places holds none.
const figures = ({ cells, cellsNotZero }: evidence.Report): string =>
  cells === 0 ? '' : `; ${plural(cells, 'figure')}, ${whole(cellsNotZero)} of them not 0`

const rejectLines = (rejects: readonly evidence.Reject[], all: number): string[] => [
  ...rejects
    .slice(0, shown)
    .map(each => `  line ${each.line}, ${each.field}: ${each.reason} (${each.value.slice(0, 60)}). ${each.remedy}`),
  ...(all > shown ? [`  and ${plural(all - shown, 'more', 'more')}; all of them: --json`] : []),
]
