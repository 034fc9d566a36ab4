import { momentWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Grouping } from './groupings.ts'
import type { Event } from './note-queries.ts'
import type { Note } from './note-schemas.ts'
import { agreedWords } from './note-words.ts'

interface Shown {
  state: string
  by: string
  parts: { title: string; text: string }[]
}

export interface Permitted {
  write: boolean
  withdraw: boolean
  agree: boolean
  /** Why this person may not agree it, where they might have. */
  why: string
}

export const showNote = page<
  {
    title: string
    lead: string
    figures: string
    edit: string
    notes: Shown[]
    grouping: string
    version: number
    may: Permitted & { stands: boolean; draft: boolean }
    history: { words: string; who: string }[]
    reason: string
  } & Wrong
>('needs/pages/groups-note.njk')

export const editNote = page<
  {
    title: string
    grouping: string
    figures: string
    values: Record<'body' | 'sources' | 'asked' | 'misread', string>
    version: number
  } & Wrong
>('needs/pages/groups-note-form.njk')

const states: Record<Note['status'], string> = {
  draft: 'A draft, waiting for a second person',
  agreed: 'Agreed: the figures are shown with it',
  replaced: 'Replaced',
  withdrawn: 'Withdrawn',
}

const shownOf = (note: Note): Shown => ({
  state: states[note.status],
  by: agreedWords(note),
  parts: [
    { title: 'What must be known to read the figures fairly', text: note.body },
    { title: 'What may be misread', text: note.misread },
    { title: 'Who was asked (equality duty)', text: note.asked },
    { title: 'Sources', text: note.sources },
  ],
})

const deeds: Record<string, string> = {
  'context-note.written': 'Written',
  'context-note.agreed': 'Agreed',
  'context-note.withdrawn': 'Withdrawn',
}

interface Standing {
  grouping: Grouping
  agreed: Note | undefined
  draft: Note | undefined
  history: readonly Event[]
}

export function noteView(
  { grouping, agreed, draft, history }: Standing,
  may: Permitted,
  reason = '',
  errors: FieldError[] = [],
) {
  const notes = [draft, agreed].filter(note => note !== undefined)
  return showNote({
    title: `Context note: ${grouping.title.toLowerCase()}`,
    lead: notes.length
      ? 'These figures are shown and taken away only with the note that is agreed here.'
      : 'Nobody has written it yet, so no figure of this grouping is shown to anybody.',
    figures: `/analyses/groups?grouping=${grouping.id}`,
    edit: `/analyses/groups/note/edit?grouping=${grouping.id}`,
    notes: notes.map(shownOf),
    grouping: grouping.id,
    version: draft?.version ?? 0,
    may: { ...may, stands: agreed !== undefined, draft: draft !== undefined },
    history: history.map(({ what, who, at }) => ({
      words: `${deeds[what] ?? sentence(what)} ${momentWords(at)}`,
      who,
    })),
    reason,
    ...wrong(errors),
  })
}
