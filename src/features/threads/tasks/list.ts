import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList } from '../../../platform/list.ts'
import { ownerWords } from '../story/list.ts'
import { isOpen, owners, type Task } from './schemas.ts'

export interface Row {
  task: Task
  where: string
}

const link = ({ task }: Row) => `<a class="govuk-link" href="/tasks/${task.id}">${escapeXml(task.title)}</a>`

/** Tasks somebody may see: those to be done first. */
export const tasksList = defineList<Row>({
  path: '/tasks',
  noun: ['task', 'tasks'],
  caption: 'Tasks',
  columns: [
    { key: 'title', title: 'Task', value: row => row.task.title, html: link, head: true, sortable: true },
    { key: 'where', title: 'Where', value: row => row.where, sortable: true },
    { key: 'owner', title: 'With', value: row => ownerWords(row.task.ownerRole), sortable: true },
    {
      key: 'due',
      title: 'Due',
      value: row => row.task.dueOn,
      text: row => (row.task.dueOn ? dayWords(row.task.dueOn) : 'No day'),
      sortable: true,
    },
    {
      key: 'done',
      title: 'Done',
      value: row => row.task.doneOn,
      text: row => (row.task.doneOn ? dayWords(row.task.doneOn) : row.task.droppedOn ? 'Dropped' : 'Not yet'),
      sortable: true,
    },
  ],
  filters: [
    {
      key: 'state',
      title: 'State',
      kind: 'choice',
      initial: 'open',
      any: 'All',
      options: [
        { value: 'open', text: 'To do' },
        { value: 'done', text: 'Done' },
        { value: 'dropped', text: 'Dropped' },
      ],
      match: ({ task }, [value]) =>
        value === 'open' ? isOpen(task) : value === 'done' ? task.doneOn !== null : task.droppedOn !== null,
    },
    {
      key: 'owner',
      title: 'With',
      kind: 'choice',
      any: 'Everybody',
      options: owners.map(value => ({ value, text: ownerWords(value) })),
      match: ({ task }, [value]) => task.ownerRole === value,
    },
  ],
  sort: { key: 'due', dir: 'asc' },
  empty: { title: 'Nothing is to be done.', text: 'A task is opened from the page of the record it follows from.' },
})
