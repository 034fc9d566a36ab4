import { dayWords } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { Where } from '../decisions/frame.ts'
import { paragraphs, roleWords } from '../decisions/words.ts'
import type { Choices } from '../records/choices.ts'
import { coordinateFacts } from '../records/coordinates.ts'
import type { Beside } from '../records/view.ts'
import { ownerWords } from '../story/list.ts'
import { type RegisterList, type Row, stateWords } from './list.ts'
import type { Event } from './queries.ts'
import { isOpen, stateOf, wordOf } from './rules.ts'
import type { Entry } from './schemas.ts'
import type { Register } from './spec.ts'

interface Tab {
  text: string
  href: string
  active: boolean
}
interface ListPage {
  title: string
  lead: string
  tabs: Tab[]
  list: List
  add: { text: string; href: string } | null
}
const listPage = page<ListPage>('threads/pages/register.njk')

export const tabsOf = (open: readonly Register[], here?: Register): Tab[] =>
  open.map(register => ({ text: register.title, href: register.path, active: register === here }))

export interface ShownList {
  register: Register
  open: readonly Register[]
  spec: RegisterList
  query: Query
  found: Found<Row>
  mayAdd: boolean
}

export const showList = ({ register, open, spec, query, found, mayAdd }: ShownList) =>
  listPage({
    title: register.title,
    lead: register.lead,
    tabs: tabsOf(open, register),
    list: listView(spec, query, found),
    add: mayAdd ? { text: register.add, href: `${register.path}/new` } : null,
  })

interface Fact {
  term: string
  text: string
}
interface EntryPage {
  title: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  breadcrumbs: { text: string; href: string }[]
  kicker: string
  late: boolean
  places: Where['names']
  facts: Fact[]
  parts: { heading: string; lines: string[] }[]
  more: string[]
  answer: { heading: string; outcome: string; lines: string[]; who: string } | null
  dropped: { lines: string[]; who: string } | null
  beside: Beside
  href: string
  threadHref: string
  version: number
  may: { edit: boolean; reply: boolean; reopen: boolean }
  whyNot: string
  asks: { heading: string; label: string; hint: string; button: string; outcomes: { value: string; text: string }[] }
  forms: Record<'reply' | 'drop' | 'reopen', Small>
  history: { words: string; who: string; more: string[] }[]
}
const entryPage = page<EntryPage>('threads/pages/register-entry.njk')

export interface Shown {
  register: Register
  entry: Entry
  where: Where
  today: string
  beside: Beside
  may: { edit: boolean; reply: boolean }
  whyNot: string
  history: readonly Event[]
  options: Choices
  typed?: Typed | undefined
}

export function show(shown: Shown) {
  const { register, entry, where, today, typed } = shown
  const open = isOpen(entry)
  const href = `${register.path}/${entry.id}`
  return entryPage({
    title: entry.title,
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    breadcrumbs: [{ text: register.title, href: register.path }],
    kicker: stateWords(entry, today),
    late: stateOf(entry, today) === 'overdue',
    places: where.names,
    facts: factsOf(shown),
    parts: partsOf(register, entry),
    more: paragraphs(entry.more),
    answer: answerOf(register, entry),
    dropped: droppedOf(entry),
    beside: shown.beside,
    href,
    threadHref: `/threads/${register.kind}/${entry.id}`,
    version: entry.version,
    may: { edit: shown.may.edit && open, reply: shown.may.reply && open, reopen: shown.may.edit && !open },
    whyNot: open ? shown.whyNot : '',
    asks: { ...register.reply, outcomes: [...register.reply.outcomes] },
    forms: formsOf(entry, typed),
    history: shown.history.map(event => eventLine(register, event)),
  })
}

// An answer that is asked for again begins with the words of the last one.
function formsOf(entry: Entry, typed?: Typed): EntryPage['forms'] {
  const reply = small('reply', ['outcome', 'reply'], typed)
  const again = reply.open ? reply : { ...reply, values: { ...reply.values, reply: entry.reply } }
  return { reply: again, drop: small('drop', ['reason'], typed), reopen: small('reopen', ['reason'], typed) }
}

function factsOf({ register, entry, options }: Shown): Fact[] {
  const facts: [string, string][] = [
    [register.party.term, entry.party],
    ['Kind', wordOf(entry, 'nature')],
    ['Since', entry.changedOn ? dayWords(entry.changedOn) : ''],
    ['Due', entry.dueOn ? dayWords(entry.dueOn) : ''],
    ['With', isOpen(entry) ? ownerWords(entry.ownerRole) : ''],
    ['Written down', `${dayWords(entry.openedOn)}, by the ${roleWords(entry.openedByRole)}`],
  ]
  return [
    ...facts.filter(([, text]) => text !== '').map(([term, text]) => ({ term, text })),
    ...coordinateFacts(options, entry),
  ]
}

const partsOf = ({ asks }: Register, entry: Entry) =>
  (['before', 'after', 'evidence'] as const).flatMap(field => {
    const words = asks[field]
    return words ? [{ heading: words.label, lines: paragraphs(entry[field]) }] : []
  })

const answerOf = ({ reply }: Register, entry: Entry): EntryPage['answer'] =>
  entry.repliedOn === null
    ? null
    : {
        heading: reply.heading,
        outcome: wordOf(entry, 'outcome'),
        lines: paragraphs(entry.reply),
        who: `${dayWords(entry.repliedOn)}, by the ${roleWords(entry.repliedByRole ?? '')}`,
      }

const droppedOf = ({ droppedOn, droppedReason }: Entry): EntryPage['dropped'] =>
  droppedOn === null ? null : { lines: paragraphs(droppedReason), who: `Dropped on ${dayWords(droppedOn)}` }

const deeds: { [what: string]: string } = {
  'register.opened': 'Written down',
  'register.changed': 'Changed',
  'register.answered': 'Answered',
  'register.dropped': 'Dropped',
  'register.reopened': 'Asked for again',
}

/** What was done, by which role; an answer that was taken back stands with it as it was. */
function eventLine({ reply }: Register, { what, on, role, detail }: Event): EntryPage['history'][number] {
  const was = reply.outcomes.find(({ value }) => value === detail.before.outcome)?.text
  return {
    words: `${deeds[what] ?? 'Changed'}, ${dayWords(on)}${detail.reason ? `: ${detail.reason}` : ''}`,
    who: role === null ? 'Somebody whose account is closed, or the program' : roleWords(role),
    more: was === undefined ? [] : [`Had been: ${was}`, ...paragraphs(detail.before.reply ?? '')],
  }
}
