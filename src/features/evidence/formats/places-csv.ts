// What the readers of the places room's CSV files share: the whole file as rows of text, by heading.
import { openDuck, type Plain, readTable } from '../../../platform/files/duck.ts'
import type { Applied, Outcome, PlacesContext, Refusal, Reject, SafeFile } from '../import/format.ts'
import { refused } from '../import/format.ts'

export interface TextRow {
  line: number
  /** The cell under a heading, trimmed; empty when there is none. */
  cell(heading: string): string
}

/** Reads the named columns of a CSV; a heading that is not there refuses the file. */
export async function readText(
  file: SafeFile,
  headings: readonly string[],
  format: string,
): Promise<Outcome<{ rows: TextRow[]; rejects: Reject[] }>> {
  const missing = headings.filter(heading => !file.headings.includes(heading))
  if (missing.length > 0) return refused(...missing.map(heading => noColumn(file, heading, format)))
  const places = headings.map(heading => file.headings.indexOf(heading))
  const duck = await openDuck()
  try {
    const rejects = await readTable(duck, file, new Map(places.map(i => [i, 'text'])))
    const columns = [...new Set(places)]
    const found = await duck.rows(`select rowid, ${columns.map(i => `c${i}`).join(', ')} from file order by rowid`)
    const at = new Map(headings.map(heading => [heading, columns.indexOf(file.headings.indexOf(heading)) + 1]))
    return { ok: true, value: { rows: found.map((cells, i) => row(cells, i, at)), rejects } }
  } finally {
    await duck.close()
  }
}

const row = (cells: Plain[], i: number, at: Map<string, number>): TextRow => ({
  line: i + 2,
  cell: heading => String(cells[at.get(heading) ?? -1] ?? '').trim(),
})

const noColumn = (file: SafeFile, heading: string, format: string): Refusal => ({
  file: file.name,
  line: 1,
  field: heading,
  reason: `There is no column called “${heading}”`,
  remedy: `Name the column so, or say what it is called in the source's options. See: import --help ${format}`,
})

/** Adds the lines that did not fit to what a loader did. */
export const withRejects = (applied: Applied, rejects: readonly Reject[]): Applied => ({
  ...applied,
  rowsRead: applied.rowsRead + rejects.length,
  rejects: [...rejects, ...applied.rejects].slice(0, 10_000),
  rejected: applied.rejected + rejects.length,
})

export const loadOf = (context: PlacesContext) => ({ by: context.by, sourceId: context.sourceId })
