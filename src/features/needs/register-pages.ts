// One form and one page of a record for the registers of this room: threats, questions for research, visits.
import { z } from 'zod'
import { type FieldError, typedText, type Wrong, wrong } from '../../platform/form.ts'
import type { List } from '../../platform/list.ts'
import { page } from '../../platform/view.ts'
import { roleNames } from '../people/index.ts'
import { type Beside, type Choices, type CoordinatesView, coordinatesView } from '../threads/index.ts'
import type { Told } from './register.ts'

/** Roles that may own an entry of a register. */
export const owners = ['officer', 'analyst', 'director'] as const
export const ownerField = z.enum(owners, { error: 'Choose who sees to it' })
export const ownerWords = (role: (typeof owners)[number]): string => roleNames[role]
export const ownerItems = owners.map(value => ({ value, text: roleNames[value] }))

/** A field as its form shows it: a line, several lines, a day, one of a few. */
export interface Field {
  kind: 'line' | 'lines' | 'day' | 'choice'
  id: string
  label: string
  hint?: string
  items?: readonly { value: string; text: string }[]
  /** Begins a part of the form with this heading. */
  part?: string
}
interface Shown extends Required<Omit<Field, 'items'>> {
  value: string
  items: { value: string; text: string; checked: boolean }[]
}
interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  button: string
  version: string
  fields: Shown[]
  coordinates: CoordinatesView | null
}
const formPage = page<FormPage>('needs/pages/register-form.njk')

export interface Typing extends Pick<FormPage, 'title' | 'breadcrumbs' | 'action' | 'cancel' | 'button'> {
  fields: readonly Field[]
  values: Record<string, unknown>
  options: Choices
  errors?: FieldError[] | undefined
}

const fieldOf = (field: Field, values: Record<string, unknown>): Shown => ({
  hint: '',
  part: '',
  ...field,
  value: typedText(values, field.id),
  items: (field.items ?? []).map(item => ({ ...item, checked: item.value === values[field.id] })),
})

/** A register's form: what was typed stays, with each error beside its field. */
export const showForm = ({ fields, values, options, errors, ...rest }: Typing) =>
  formPage({
    ...rest,
    version: typedText(values, 'version', '0'),
    fields: fields.map(field => fieldOf(field, values)),
    coordinates: coordinatesView(options, values),
    ...wrong(errors),
  })

interface FormOf<E> {
  path: string
  breadcrumbs: FormPage['breadcrumbs']
  add: { title: string; button: string }
  /** The title where one that is there is changed. */
  change(entry: E): string
  fields(entry: E | undefined): readonly Field[]
}

export interface Form<E> extends Pick<Typing, 'values' | 'options' | 'errors'> {
  entry?: E | undefined
}

/** The form of a register: for a new entry, or for one that is there. */
export const formOf =
  <E extends { id: number }>({ path, breadcrumbs, add, change, fields }: FormOf<E>) =>
  ({ entry, ...typing }: Form<E>) =>
    showForm({
      title: entry ? change(entry) : add.title,
      breadcrumbs,
      action: entry ? `${path}/${entry.id}/edit` : path,
      cancel: entry ? `${path}/${entry.id}` : path,
      button: entry ? 'Keep these changes' : add.button,
      fields: fields(entry),
      ...typing,
    })

interface RecordPage extends Wrong {
  kicker: string
  title: string
  breadcrumbs: { text: string; href: string }[]
  lead: string
  notice: string
  facts: { term: string; text: string; href: string }[]
  parts: { title: string; lines: string[] }[]
  edit: string
  /** A small form on the page: what it asks, where it goes. */
  ask: { title: string; action: string; button: string; fields: Shown[] } | null
  beside: Beside
  threadHref: string
  history: Told[]
}
const recordPage = page<RecordPage>('needs/pages/register-record.njk')

export interface Showing {
  kicker: string
  title: string
  breadcrumbs: RecordPage['breadcrumbs']
  lead?: string
  notice?: string
  facts: readonly { term: string; text: string; href?: string }[]
  parts: readonly { title: string; text: string }[]
  edit?: string
  ask?: { title: string; action: string; button: string; fields: readonly Field[]; values: Record<string, unknown> }
  beside: Beside
  history: Told[]
  errors?: FieldError[] | undefined
}

const linesOf = (text: string) => text.split(/\n+/).filter(line => line.trim() !== '')

/** A register's record: its facts, what was written, its thread and its history. */
export const showRecord = ({ facts, parts, ask, errors, ...rest }: Showing) =>
  recordPage({
    lead: '',
    notice: '',
    edit: '',
    ...rest,
    facts: facts.filter(fact => fact.text !== '').map(fact => ({ href: '', ...fact })),
    parts: parts.filter(part => part.text !== '').map(({ title, text }) => ({ title, lines: linesOf(text) })),
    ask: ask ? { ...ask, fields: ask.fields.map(field => fieldOf(field, ask.values)) } : null,
    threadHref: `/threads/${rest.beside.key}`,
    ...wrong(errors),
  })

const listPage = page<{
  title: string
  lead: string
  add: { text: string; href: string } | null
  list: List
  breadcrumbs: { text: string; href: string }[]
}>('needs/pages/register-list.njk')

/** A register's list, with the way to add to it for those who may. */
export const showList = (shown: Parameters<typeof listPage>[0]) => listPage(shown)
