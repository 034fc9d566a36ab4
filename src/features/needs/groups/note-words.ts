import { dayWords } from '../../../lib/dates.ts'
import type { Note } from './note-schemas.ts'

export const ended = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** By whom and when: "Written by Ana, agreed by Kim on 3 March 2026". */
export const agreedWords = (note: Note): string =>
  `Written by ${note.writtenBy}${note.agreedOn ? `, agreed by ${note.agreedBy ?? 'a second person'} on ${dayWords(note.agreedOn)}` : ''}`

/** The note as it stands wherever the figures do: pages, files, findings, chapters. */
export const noteWords = (note: Note): string[] => [
  `Context: ${note.body}`,
  `What may be misread: ${note.misread}`,
  `Who was asked (equality duty): ${note.asked}`,
  `Sources of this note: ${ended(note.sources)} ${agreedWords(note)}.`,
]
