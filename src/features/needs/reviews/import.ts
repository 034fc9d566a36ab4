// A file of recommendations of one review: read, looked through row by row, shown before anything is kept.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { openSafely } from '../../../platform/files/index.ts'
import { readForm } from '../../../platform/form.ts'
import { readUpload, removeUpload } from '../../evidence/index.ts'
import { recommendationFor } from './forms.ts'
import { placeNames, type Where } from './frame.ts'
import type { Asked } from './schemas.ts'
import { themeNames, themesInUse } from './vocabulary.ts'

export const columns = [
  { name: 'number', meaning: 'Its number in the review' },
  { name: 'recommendation', meaning: 'What is recommended' },
  { name: 'owner', meaning: 'The organisation or role that is to do it' },
  {
    name: 'boroughs',
    meaning: 'Names or codes of the boroughs it is addressed to, with a semicolon between; may be empty',
  },
  { name: 'themes', meaning: `Codes with a semicolon between: ${themesInUse.map(theme => theme.code).join(', ')}` },
]

export const example = `number,recommendation,owner,boroughs,themes
1,"Schools tell the borough before a child is moved out of the school roll",Head teachers,,exclusion;information-sharing`

const most = 200
const mostBytes = 200_000

/** The text of the file that was sent, or why there is none. */
export async function sentText(
  req: FastifyRequest,
  folder: string | undefined,
): Promise<{ text: string } | { wrong: string }> {
  const sent = await readUpload(req, folder, mostBytes)
  if (!sent.file) return { wrong: sent.errors[0]?.text ?? 'Choose a file' }
  try {
    const opened = await openSafely(sent.file.path, { name: sent.file.name })
    if (!opened.ok) return { wrong: opened.refusals.map(({ reason, remedy }) => `${reason}. ${remedy}`).join(' ') }
    const { kind, path, close } = opened.value
    const text = kind === 'csv' ? readFileSync(path, 'utf8') : undefined
    close()
    return text === undefined ? { wrong: 'The file is a workbook. Save it as “CSV UTF-8” and send that' } : { text }
  } finally {
    removeUpload(sent.file.path)
  }
}

const Rows = z.array(z.record(z.string(), z.string()))

export interface Preview {
  rows: Asked[]
  /** What is wrong, a line each, with the line of the file. */
  wrongs: string[]
}

/** The day, and the names of places and organisations that are no person's. */
interface By {
  today: string
  known: readonly string[]
}

/** What a file would add. `taken` are the numbers the review has already. */
export function look(text: string, where: Where, by: By, taken: readonly number[]): Preview {
  const table = tableOf(text)
  if (typeof table === 'string') return { rows: [], wrongs: [table] }
  const read = table.map((row, k) => rowOf(row, k + 2, where, by))
  const rows = read.flatMap(each => each.row ?? [])
  const twice = rows.filter(
    ({ number }, k) => taken.includes(number) || rows.findIndex(row => row.number === number) < k,
  )
  const wrongs = [
    ...read.flatMap(each => each.wrongs),
    ...twice.map(({ number }) => `Number ${number} is there already, in the review or earlier in the file`),
  ]
  return { rows, wrongs }
}

function tableOf(text: string): z.output<typeof Rows> | string {
  const delimiter = [',', ';', '\t'].toSorted(
    (a, b) => (text.split('\n')[0] ?? '').split(b).length - (text.split('\n')[0] ?? '').split(a).length,
  )[0]
  try {
    const head = (names: string[]) => names.map(name => name.trim().toLowerCase())
    const options = {
      columns: head,
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
    }
    const found = Rows.safeParse(parse(text, options))
    if (!found.success || found.data.length === 0) return 'The file has no rows'
    const missing = ['number', 'recommendation', 'owner'].filter(name => found.data[0]?.[name] === undefined)
    if (missing.length) return `The first line has no column called ${missing.join(' or ')}`
    return found.data.length > most ? `The file has more than ${most} rows` : found.data
  } catch {
    return 'The file cannot be read as CSV. Save the table as “CSV UTF-8” and send that'
  }
}

function rowOf(
  row: Record<string, string>,
  line: number,
  where: Where,
  { today, known }: By,
): { row?: Asked; wrongs: string[] } {
  const boroughs = cut(row.boroughs).map(name => ({ name, code: codeOf(where, name) }))
  const themes = cut(row.themes).map(name => ({ name, code: themeOf(name) }))
  const unknown = [...boroughs, ...themes].filter(each => each.code === undefined).map(each => each.name)
  const codes = (all: typeof boroughs) => all.flatMap(each => each.code ?? [])
  const values = {
    number: row.number,
    text: row.recommendation,
    owner: row.owner,
    boroughs: codes(boroughs),
    themes: codes(themes),
  }
  const form = readForm(recommendationFor(today, where.boroughs, known), values)
  const wrongs = [
    ...unknown.map(name => `Line ${line}: “${name}” is no borough or theme we know`),
    ...(form.ok ? [] : form.errors.map(error => `Line ${line}: ${error.text}`)),
  ]
  return { ...(form.ok && { row: form.data }), wrongs }
}

const cut = (cell = ''): string[] =>
  cell
    .split(/[;|]/)
    .map(part => part.trim())
    .filter(Boolean)
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const codeOf = ({ boroughs }: Where, name: string) =>
  boroughs.find(place => same(place.code, name) || same(place.name, name))?.code
const themeOf = (name: string) => themesInUse.find(theme => same(theme.code, name) || same(theme.name, name))?.code

/** The rows as the page shows them. */
export const previewRows = (rows: readonly Asked[], where: Where) =>
  rows.map(row => ({
    number: String(row.number),
    text: row.text,
    owner: row.owner,
    to: placeNames(where, row.boroughs).join(', ') || 'Its owner',
    themes: themeNames(row.themes).join(', '),
  }))
