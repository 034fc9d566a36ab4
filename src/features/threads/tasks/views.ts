import { dayWords } from '../../../lib/dates.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Where } from '../decisions/frame.ts'
import type { Beside } from '../records/view.ts'
import { ownerWords } from '../story/list.ts'
import { type Row, tasksList } from './list.ts'
import { owners, type Task } from './schemas.ts'

const listPage = page<{ title: string; list: List; mayOpen: boolean }>('threads/pages/tasks.njk')
export const showList = (query: Query, found: Found<Row>, mayOpen: boolean) =>
  listPage({ title: 'Tasks', list: listView(tasksList, query, found), mayOpen })

interface TaskPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  facts: { term: string; text: string }[]
  places: Where['names']
  note: string
  done: string
  result: string
  beside: Beside
  href: string
  threadHref: string
  mayEdit: boolean
}
const taskPage = page<TaskPage>('threads/pages/task.njk')

export function show({ task, where, beside, mayEdit }: { task: Task; where: Where; beside: Beside; mayEdit: boolean }) {
  return taskPage({
    title: task.title,
    breadcrumbs: [{ text: 'Tasks', href: '/tasks' }],
    facts: [
      { term: 'With', text: ownerWords(task.ownerRole) },
      { term: 'Due', text: task.dueOn ? dayWords(task.dueOn) : 'No day is set' },
      { term: 'Opened', text: `${dayWords(task.openedOn)}, by ${task.openedBy}` },
    ],
    places: where.names,
    note: task.note,
    done: task.doneOn ? `Done on ${dayWords(task.doneOn)}, by ${task.doneBy ?? ''}` : '',
    result: task.result,
    beside,
    href: `/tasks/${task.id}`,
    threadHref: `/threads/task/${task.id}`,
    mayEdit,
  })
}

interface FormPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  because: string
  values: Record<string, string>
  owners: { value: string; text: string; checked: boolean }[]
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  error: Record<string, { text: string } | undefined>
}
const formPage = page<FormPage>('threads/pages/task-form.njk')

const fields = ['title', 'note', 'place', 'dueOn', 'because', 'ownerRole']

export const form = (typed: { values: Record<string, unknown>; because: string; errors: FieldError[] }) =>
  formPage({
    title: 'A new task',
    breadcrumbs: [{ text: 'Tasks', href: '/tasks' }],
    because: typed.because,
    values: Object.fromEntries(fields.map(field => [field, String(typed.values[field] ?? '')])),
    owners: owners.map(value => ({ value, text: ownerWords(value), checked: typed.values.ownerRole === value })),
    errors: typed.errors,
    errorSummary: errorList(typed.errors),
    error: Object.fromEntries(fields.map(field => [field, errorOf(typed.errors, field)])),
  })
