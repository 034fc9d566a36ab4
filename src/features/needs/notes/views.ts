import { dayWords } from '../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Told } from '../register.ts'
import { notesList } from './list.ts'
import { type Note, statusNames, topicNames, topics } from './schemas.ts'
import { neverCause, paragraphs, sourceLine } from './shown.ts'

const listPage = page<{ title: string; lead: string; list: List; write: string }>('needs/pages/background.njk')

export const showList = (query: Query, found: Found<Note>, write: boolean) =>
  listPage({
    title: 'Background notes',
    lead: neverCause,
    list: listView(notesList, query, found),
    write: write ? '/background/new' : '',
  })

export interface May {
  edit: boolean
  agree: boolean
  withdraw: boolean
  /** Why this person may not agree it, where another might. */
  why: string
}

interface NotePage extends Wrong {
  title: string
  state: string
  place: { text: string; href: string } | null
  text: string[]
  source: string
  address: string
  lead: string
  withdrawn: string
  written: string
  version: number
  href: string
  may: May
  history: Told[]
  reason: string
}
const notePage = page<NotePage>('needs/pages/background-note.njk')

export const showNote = (note: Note, may: May, history: Told[], reason = '', errors: FieldError[] = []) =>
  notePage({
    title: note.title,
    state: `${topicNames[note.topic]} · ${statusNames[note.status]}`,
    place: note.place && note.placeName ? { text: note.placeName, href: `/places/${note.place}` } : null,
    text: paragraphs(note.body),
    source: sourceLine(note),
    address: note.address,
    lead: neverCause,
    withdrawn: note.status === 'withdrawn' ? note.reason : '',
    written: `Written ${dayWords(note.writtenOn)}${note.agreedOn ? `, agreed ${dayWords(note.agreedOn)}` : ''}.`,
    version: note.version,
    href: `/background/${note.id}`,
    may,
    history,
    reason,
    ...wrong(errors),
  })

interface FormPage extends Wrong {
  title: string
  lead: string
  action: string
  cancel: string
  hidden: { name: string; value: string }[]
  topics: { value: string; text: string; checked: boolean }[]
  values: Record<(typeof fields)[number], string>
}
const formPage = page<FormPage>('needs/pages/background-form.njk')
const fields = ['title', 'body', 'sourceTitle', 'publisher', 'address', 'sourceYear', 'rights'] as const

export interface Typing {
  title: string
  action: string
  cancel: string
  hidden: { name: string; value: string }[]
  values: Record<string, unknown>
  errors?: FieldError[]
}

export const edit = ({ values, errors, ...rest }: Typing) =>
  formPage({
    ...rest,
    lead: neverCause,
    topics: topics.map(value => ({ value, text: topicNames[value], checked: values.topic === value })),
    values: {
      title: typedText(values, 'title'),
      body: typedText(values, 'body'),
      sourceTitle: typedText(values, 'sourceTitle'),
      publisher: typedText(values, 'publisher'),
      address: typedText(values, 'address'),
      sourceYear: typedText(values, 'sourceYear'),
      rights: typedText(values, 'rights'),
    },
    ...wrong(errors),
  })
