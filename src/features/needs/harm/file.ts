// A file of weights, read: one row an offence category. Pure.
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

export const columns = ['category', 'weight', 'unit', 'source', 'version', 'licence'] as const
export const mostRows = 2_000
export const mostBytes = 1_000_000

const cell = z.string().trim().max(300)
const Row = z.object({
  category: cell.min(1),
  weight: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .transform(Number),
  unit: cell.min(1),
  source: cell.min(1),
  version: cell.min(1),
  licence: cell.min(1),
})

export interface Weights {
  /** Who makes the index, and which edition of it this is. */
  name: string
  edition: string
  /** What a weight counts: "days of imprisonment at the starting point". */
  unit: string
  licence: string
  rows: { category: string; weight: number }[]
}

type Read = { ok: true; weights: Weights } | { ok: false; problems: string[] }

const refused = (...problems: string[]): Read => ({ ok: false, problems })

/** Reads the text of the file; every fault is named with its line. */
export function readWeights(text: string): Read {
  const found = tableOf(text)
  if (!found) return refused('The file is no CSV: open it in a spreadsheet and save it as CSV (UTF-8).')
  const [heads = [], ...lines] = found
  const names = heads.map(head => head.trim().toLowerCase())
  const missing = columns.filter(name => !names.includes(name))
  if (missing.length > 0)
    return refused(`The first row must name the columns ${columns.join(', ')}. Missing: ${missing.join(', ')}.`)
  if (lines.length === 0) return refused('The file has no weights.')
  if (lines.length > mostRows) return refused(`The file has more than ${mostRows.toLocaleString('en-GB')} rows.`)
  return checked(lines.map(line => Row.safeParse(Object.fromEntries(names.map((name, i) => [name, line[i] ?? ''])))))
}

function tableOf(text: string): string[][] | undefined {
  try {
    return z
      .array(z.array(z.string()))
      .parse(parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true }))
  } catch {
    return undefined
  }
}

function checked(found: z.ZodSafeParseResult<z.output<typeof Row>>[]): Read {
  const faults = found.flatMap((row, i) =>
    row.success
      ? []
      : [
          `Line ${i + 2}: ${row.error.issues.map(issue => issue.path.join('.')).join(', ')} cannot be read. A weight is a number such as 10 or 5475.5; no cell is empty.`,
        ],
  )
  if (faults.length > 0) return refused(...faults.slice(0, 10))
  const rows = found.flatMap(row => (row.success ? [row.data] : []))
  const [first] = rows
  if (!first) return refused('The file has no weights.')
  const mixed = (['unit', 'source', 'version', 'licence'] as const).filter(name =>
    rows.some(row => row[name] !== first[name]),
  )
  if (mixed.length > 0) return refused(`One file is one index: ${mixed.join(', ')} must be the same in every row.`)
  const twice = rows.find((row, i) => rows.findIndex(other => plain(other.category) === plain(row.category)) < i)
  if (twice) return refused(`“${twice.category}” stands in the file twice.`)
  return {
    ok: true,
    weights: {
      name: first.source,
      edition: first.version,
      unit: first.unit,
      licence: first.licence,
      rows: rows.map(({ category, weight }) => ({ category, weight })),
    },
  }
}

/** As categories are compared: trimmed, runs of spaces as one, upper case. */
export const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toUpperCase()
