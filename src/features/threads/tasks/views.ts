import { dayWords, momentWords } from '../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Where } from '../decisions/frame.ts'
import type { Choices } from '../records/choices.ts'
import { type CoordinatesView, coordinateFacts, coordinatesView } from '../records/coordinates.ts'
import type { Beside } from '../records/view.ts'
import { ownerWords } from '../story/list.ts'
import { type Row, tasksList } from './list.ts'
import type { Event } from './queries.ts'
import { owners, type Task } from './schemas.ts'

const listPage = page<{ title: string; list: List; mayOpen: boolean }>('threads/pages/tasks.njk')
export const showList = (query: Query, found: Found<Row>, mayOpen: boolean) =>
  listPage({ title: 'Tasks', list: listView(tasksList, query, found), mayOpen })

interface TaskPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  facts: { term: string; text: string }[]
  places: Where['names']
  note: string
  ended: { title: string; text: string; who: string } | null
  beside: Beside
  href: string
  threadHref: string
  mayEdit: boolean
  result: string
  reason: string
  history: { words: string; who: string }[]
}
const taskPage = page<TaskPage>('threads/pages/task.njk')

export interface Shown {
  task: Task
  where: Where
  beside: Beside
  mayEdit: boolean
  history: readonly Event[]
  options: Choices
  people: readonly { value: string; text: string }[]
  typed?: { values: Record<string, unknown>; errors: FieldError[] }
}

export function show({ task, where, beside, mayEdit, history, options, people, typed }: Shown) {
  const person = people.find(each => each.value === String(task.ownerId))?.text
  return taskPage({
    title: task.title,
    breadcrumbs: [{ text: 'Tasks', href: '/tasks' }],
    facts: [
      { term: 'With', text: person ?? ownerWords(task.ownerRole) },
      { term: 'Due', text: task.dueOn ? dayWords(task.dueOn) : 'No day is set' },
      { term: 'Opened', text: `${dayWords(task.openedOn)}, by ${task.openedBy}` },
      ...coordinateFacts(options, task),
    ],
    places: where.names,
    note: task.note,
    ended: endOf(task),
    beside,
    href: `/tasks/${task.id}`,
    threadHref: `/threads/task/${task.id}`,
    mayEdit,
    result: typedText(typed?.values ?? {}, 'result'),
    reason: typedText(typed?.values ?? {}, 'reason'),
    history: history.map(event => ({ words: eventWords(event), who: event.who })),
    ...wrong(typed?.errors),
  })
}

function endOf(task: Task): TaskPage['ended'] {
  if (task.doneOn)
    return {
      title: 'What came of it',
      text: task.result,
      who: `Done on ${dayWords(task.doneOn)}, by ${task.doneBy ?? ''}`,
    }
  if (task.droppedOn) return { title: 'Dropped', text: task.result, who: `Dropped on ${dayWords(task.droppedOn)}` }
  return null
}

const deeds: { [what: string]: string } = {
  'task.opened': 'Opened',
  'task.changed': 'Changed',
  'task.done': 'Done',
  'task.dropped': 'Dropped',
  'task.reopened': 'Opened again',
}
const fieldNames: { [field: string]: string } = {
  title: 'what is to be done',
  note: 'the note',
  ownerRole: 'who does it',
  ownerId: 'the person',
  places: 'the place',
  dueOn: 'the day',
}

function eventWords({ what, at, detail }: Event): string {
  const fields = [...new Set(detail.fields.map(field => fieldNames[field] ?? 'what it is for'))].join(', ')
  const more = [fields, detail.reason].filter(Boolean).join('. ')
  return `${deeds[what] ?? what}, ${momentWords(at)}${more ? `: ${more}` : ''}`
}

interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  button: string
  /** Title of the record it is because of. */
  because: string
  asksReason: string
  reasonHint: string
  values: Record<string, string>
  owners: { value: string; text: string; checked: boolean }[]
  people: { value: string; text: string; selected: boolean }[]
  coordinates: CoordinatesView
}
const formPage = page<FormPage>('threads/pages/task-form.njk')

const fields = ['title', 'note', 'place', 'dueOn', 'because', 'reason', 'version']

export interface Typing {
  /** The task that is changed; a new one without. */
  task?: Task
  values: Record<string, unknown>
  because: string
  options: Choices
  people: readonly { value: string; text: string }[]
  errors?: FieldError[]
}

const newHint =
  'Nothing here came before it? Say so in a sentence: “new, because…”. Or open it from the page of the record it follows from.'

export const form = ({ task, values, because, options, people, errors }: Typing) =>
  formPage({
    title: task ? `Change: ${task.title}` : 'A new task',
    breadcrumbs: [
      { text: 'Tasks', href: '/tasks' },
      ...(task ? [{ text: task.title, href: `/tasks/${task.id}` }] : []),
    ],
    action: task ? `/tasks/${task.id}/edit` : '/tasks',
    cancel: task ? `/tasks/${task.id}` : '/tasks',
    button: task ? 'Keep these changes' : 'Open the task',
    because,
    asksReason: task ? 'Why does the day or the owner change?' : because ? '' : 'Why is it new?',
    reasonHint: task
      ? 'Needed when it is due on another day or somebody else does it. It stands in the history.'
      : newHint,
    values: Object.fromEntries(fields.map(field => [field, typedText(values, field)])),
    owners: owners.map(value => ({ value, text: ownerWords(value), checked: values.ownerRole === value })),
    people: [{ value: '', text: 'Anybody in that role' }, ...people].map(each => ({
      ...each,
      selected: each.value === typedText(values, 'ownerId'),
    })),
    coordinates: coordinatesView(options, values),
    ...wrong(errors),
  })

/** The values of a kept task, for its form. */
export const valuesOf = (task: Task, where: Where): Record<string, unknown> => ({
  ...task,
  because: '',
  dueOn: task.dueOn ?? '',
  ownerId: task.ownerId ?? '',
  place: task.places[0] ? `${where.names[0]?.name ?? ''} (${task.places[0]})` : '',
  reason: '',
})
