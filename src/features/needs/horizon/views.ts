import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import { type Found, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { type Beside, type Choices, coordinateFacts } from '../../threads/index.ts'
import type { Told } from '../register.ts'
import { type Field, formOf, ownerItems, ownerWords, showRecord, showList as showRegister } from '../register-pages.ts'
import { horizonList, type Row } from './list.ts'
import { type Noted, type Quarter, quarterWords } from './rules.ts'
import { type Entry, type Look, statuses, statusNames } from './schemas.ts'

const breadcrumbs = [{ text: 'Horizon log', href: '/horizon' }]

export const showList = (query: Query, found: Found<Row>, mayAdd: boolean) =>
  showRegister({
    title: 'Horizon log',
    lead: 'What may come, what would show it, which places it would reach, and when somebody looks again.',
    add: mayAdd ? { text: 'Add a threat', href: '/horizon/new' } : null,
    list: listView(horizonList, query, found),
    breadcrumbs: [],
  })

const fields: Field[] = [
  { kind: 'line', id: 'threat', label: 'What may come?', hint: 'In a line: “Half the youth clubs close in spring”.' },
  {
    kind: 'lines',
    id: 'signal',
    label: 'What would show it?',
    hint: 'A figure, a date, what somebody would hear first.',
  },
  {
    kind: 'lines',
    id: 'places',
    label: 'Which places would it reach? (optional)',
    hint: 'One a line: a name or code. Leave it empty for the whole city.',
  },
  { kind: 'lines', id: 'exposure', label: 'Why these? (optional)' },
  { kind: 'lines', id: 'response', label: 'What do we do, or would we do? (optional)' },
  { kind: 'choice', id: 'ownerRole', label: 'Who sees to it?', items: ownerItems },
  { kind: 'day', id: 'lookOn', label: 'When does somebody look again?' },
]

/** The form of a threat: a new one, or one that is there. */
export const form = formOf<Entry>({
  path: '/horizon',
  breadcrumbs,
  add: { title: 'A new threat on the horizon', button: 'Add it to the log' },
  change: entry => `Change: ${entry.threat}`,
  fields: () => fields,
})

const lookFields: Field[] = [
  { kind: 'lines', id: 'words', label: 'What did you see?' },
  {
    kind: 'choice',
    id: 'status',
    label: 'How does it stand now?',
    items: statuses.map(value => ({ value, text: statusNames[value] })),
  },
  {
    kind: 'day',
    id: 'nextOn',
    label: 'When does somebody look again?',
    hint: 'Not needed where it is no longer a threat.',
  },
]

const deeds = { made: 'Put on the log', changed: 'Changed', looked: 'Looked at' }

export { deeds }

export interface Shown {
  entry: Entry
  where: { name: string; href: string }[]
  looks: readonly Look[]
  beside: Beside
  history: Told[]
  options: Choices
  may: boolean
  typed?: { values: Record<string, unknown>; errors: FieldError[] } | undefined
}

const lookWords = ({ lookedOn, status, words }: Look) =>
  `${dayWords(lookedOn)}, ${statusNames[status].toLowerCase()}: ${words}`

export const show = ({ entry, where, looks, beside, history, options, may, typed }: Shown) =>
  showRecord({
    kicker: `Horizon log · ${statusNames[entry.status]}`,
    title: entry.threat,
    breadcrumbs,
    facts: [
      { term: 'What would show it', text: entry.signal },
      ...(where.length
        ? where.map(({ name, href }) => ({ term: 'Place exposed', text: name, href }))
        : [{ term: 'Places exposed', text: 'The whole city' }]),
      { term: 'With', text: ownerWords(entry.ownerRole) },
      { term: 'Next look', text: entry.lookOn ? dayWords(entry.lookOn) : 'None: it is no longer a threat' },
      ...coordinateFacts(options, entry),
      { term: 'On the log since', text: dayWords(entry.madeOn) },
    ],
    parts: [
      { title: 'Why these places', text: entry.exposure },
      { title: 'What we do', text: entry.response },
      { title: 'What was seen', text: looks.map(lookWords).join('\n') },
    ],
    ...(may && entry.status !== 'past' && { edit: `/horizon/${entry.id}/edit` }),
    ...(may && {
      ask: {
        title: 'Look again',
        action: `/horizon/${entry.id}/look`,
        button: 'Keep what you saw',
        fields: lookFields,
        values: typed?.values ?? {},
      },
    }),
    beside,
    history,
    errors: typed?.errors,
  })

interface NotePage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  lead: string
  quarters: { value: string; text: string; selected: boolean }[]
  groups: {
    title: string
    entries: {
      threat: string
      href: string
      fresh: boolean
      signal: string
      where: string
      exposure: string
      response: string
      seen: string[]
      next: string
    }[]
  }[]
  asAt: string
}
const notePage = page<NotePage>('needs/pages/horizon-note.njk')

const order = ['happened', 'acting', 'watching', 'past'] as const

export interface Noting {
  quarter: Quarter
  quarters: readonly Quarter[]
  noted: readonly (Noted & { where: string })[]
  today: string
}

/** The quarterly note: what is on the horizon, as it stood when the quarter ended. */
export const note = ({ quarter, quarters, noted, today }: Noting) =>
  notePage({
    title: `Horizon note, ${quarterWords(quarter)}`,
    breadcrumbs,
    lead: leadOf(noted),
    quarters: quarters.map(value => ({ value, text: quarterWords(value), selected: value === quarter })),
    groups: order
      .map(status => ({
        title: statusNames[status],
        entries: noted.filter(each => each.status === status).map(entryOf),
      }))
      .filter(group => group.entries.length > 0),
    asAt: dayWords(today),
  })

function leadOf(noted: Noting['noted']): string {
  if (noted.length === 0) return 'Nothing was on the horizon log in this quarter.'
  const fresh = noted.filter(each => each.fresh).length
  const looked = noted.filter(each => each.looks.length > 0).length
  return `${plural(noted.length, 'threat was', 'threats were')} on the log; ${fresh} new, ${looked} looked at in the quarter.`
}

const entryOf = ({
  entry,
  looks,
  fresh,
  where,
}: Noting['noted'][number]): NotePage['groups'][number]['entries'][number] => ({
  threat: entry.threat,
  href: `/horizon/${entry.id}`,
  fresh,
  signal: entry.signal,
  where,
  exposure: entry.exposure,
  response: entry.response,
  seen: looks.map(lookWords),
  next: entry.lookOn ? `${dayWords(entry.lookOn)}, ${ownerWords(entry.ownerRole)}` : '',
})
