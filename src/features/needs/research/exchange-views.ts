import { dayWords } from '../../../lib/dates.ts'
import { type Found, listView, type Query } from '../../../platform/list.ts'
import { coordinateFacts } from '../../threads/index.ts'
import { type Field, formOf, ownerItems, ownerWords, showRecord, showList as showRegister } from '../register-pages.ts'
import { exchangeList } from './lists.ts'
import { outcomeOf } from './rules.ts'
import type { Visit } from './schemas.ts'
import type { Shown as ItemShown } from './views.ts'

const breadcrumbs = [
  { text: 'Research register', href: '/research' },
  { text: 'Exchange log', href: '/research/exchange' },
]

export const showList = (query: Query, found: Found<Visit>, mayAdd: boolean) =>
  showRegister({
    title: 'Exchange log',
    lead: 'Whom we learned from, what we tried because of it, and what came of that.',
    add: mayAdd ? { text: 'Add a visit', href: '/research/exchange/new' } : null,
    list: listView(exchangeList, query, found),
    breadcrumbs: breadcrumbs.slice(0, 1),
  })

const first: Field[] = [
  {
    kind: 'line',
    id: 'withWhom',
    label: 'Whom did you learn from?',
    hint: 'An organisation or city: “Scottish Violence Reduction Unit, Glasgow”.',
  },
  { kind: 'line', id: 'heldAt', label: 'Where? (optional)' },
  { kind: 'day', id: 'visitedOn', label: 'When?' },
  { kind: 'lines', id: 'learned', label: 'What did you learn?' },
  { kind: 'choice', id: 'ownerRole', label: 'Who sees to it?', items: ownerItems },
]
const action: Field[] = [
  {
    part: 'What follows',
    kind: 'line',
    id: 'action',
    label: 'What will we try?',
    hint: 'It becomes a task of the role above.',
  },
  { kind: 'day', id: 'actionOn', label: 'By when?' },
]
const noAction: Field = { kind: 'lines', id: 'noAction', label: 'Or: no action, because' }
const after: Field[] = [
  { part: 'What came of it', kind: 'lines', id: 'tried', label: 'What we tried (optional)' },
  { kind: 'lines', id: 'result', label: 'The result (optional)' },
]

export const form = formOf<Visit>({
  path: '/research/exchange',
  breadcrumbs,
  add: { title: 'A new visit or exchange', button: 'Add it to the log' },
  change: () => 'Change the note of a visit',
  fields: visit => (visit ? [...first, noAction, ...after] : [...first, ...action, noAction]),
})

export const deeds = { made: 'Put in the log', changed: 'Changed' }

interface Shown extends Omit<ItemShown, 'item'> {
  visit: Visit
  /** By when its actions are due, by their keys. */
  due: ReadonlyMap<string, string>
}
const dueWords = (day: string | undefined) => (day ? `, due ${dayWords(day)}` : '')

export const show = ({ visit, beside, due, history, options, may }: Shown) =>
  showRecord({
    kicker: `Exchange log · ${outcomeOf(visit)}`,
    title: `Learned from ${visit.withWhom}`,
    breadcrumbs,
    facts: [
      { term: 'Where', text: visit.heldAt },
      { term: 'When', text: dayWords(visit.visitedOn) },
      { term: 'With', text: ownerWords(visit.ownerRole) },
      ...beside.next
        .filter(step => step.kind === 'task')
        .map(({ key, title, state, href }) => ({
          term: 'Action',
          text: `${title} (${state}${dueWords(due.get(key))})`,
          href,
        })),
      ...coordinateFacts(options, visit),
    ],
    parts: [
      { title: 'What we learned', text: visit.learned },
      { title: 'No action, because', text: visit.noAction },
      { title: 'What we tried', text: visit.tried },
      { title: 'The result', text: visit.result },
    ],
    ...(may && { edit: `/research/exchange/${visit.id}/edit` }),
    beside,
    history,
  })
