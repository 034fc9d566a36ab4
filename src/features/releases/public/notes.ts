// What must be read with the figures of a release, each said once: a row of figures names its note by number. Pure.
import type { PublishedItem } from '../contract.ts'

export const noteColumns = ['note', 'part', 'text']

export interface Notes {
  /** Number of a note by its words. */
  numbers: ReadonlyMap<string, number>
  /** Number, the part of a document it is about (empty where it goes with rows of figures), words. */
  rows: [number, string, string][]
}

export function notesOf(items: readonly PublishedItem[]): Notes {
  const ofTables = items.flatMap(({ tables }) => tables.flatMap(({ note }) => (note ? [note] : [])))
  const numbers = new Map([...new Set(ofTables)].map((text, i) => [text, i + 1]))
  const ofParts = items.flatMap(item =>
    (item.sections ?? []).flatMap(({ title, notes }) => notes.map(text => [title || item.title, text] as const)),
  )
  return {
    numbers,
    rows: [
      ...[...numbers].map(([text, number]): Notes['rows'][number] => [number, '', text]),
      ...ofParts.map(([part, text], i): Notes['rows'][number] => [numbers.size + i + 1, part, text]),
    ],
  }
}
