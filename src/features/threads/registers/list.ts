import { escapeXml } from '../../../lib/charts/index.ts'
import { type Day, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type Column, defineList } from '../../../platform/list.ts'
import { ownerWords } from '../story/list.ts'
import { daysLate, isOpen, stateOf, wordOf } from './rules.ts'
import type { Entry } from './schemas.ts'
import type { Register } from './spec.ts'

export interface Row {
  entry: Entry
  where: string
}

/** How it stands today: what came of it, who it waits for, or how late it is. */
export function stateWords(entry: Entry, today: Day): string {
  const state = stateOf(entry, today)
  if (state === 'dropped') return 'Dropped'
  if (state === 'answered') return wordOf(entry, 'outcome')
  return state === 'overdue' ? `Overdue by ${plural(daysLate(entry, today), 'day')}` : 'Waiting for an answer'
}

/** Of what still waits its day, so that it stands first in the order of days; of the rest when it ended. */
function dueWords({ dueOn, repliedOn, droppedOn }: Entry): string {
  if (repliedOn !== null) return `Answered ${dayWords(repliedOn)}`
  if (droppedOn !== null) return `Dropped ${dayWords(droppedOn)}`
  return dueOn === null ? 'No day' : dayWords(dueOn)
}

/** Entries of one register somebody may see: those to be answered first. */
export const registerList = (register: Register, today: Day) =>
  defineList<Row>({
    path: register.path,
    noun: register.noun,
    caption: register.title,
    columns: columnsOf(register, today),
    filters: [
      {
        key: 'words',
        title: 'Words',
        kind: 'search',
        match: ({ entry, where }, [text = '']) =>
          `${entry.title} ${entry.party} ${entry.reply} ${where}`.toLowerCase().includes(text.toLowerCase()),
      },
      {
        key: 'state',
        title: 'State',
        kind: 'many',
        options: [
          { value: 'overdue', text: 'Overdue' },
          { value: 'waiting', text: 'Waiting for an answer' },
          { value: 'answered', text: 'Answered' },
          { value: 'dropped', text: 'Dropped' },
        ],
        match: ({ entry }, values) => values.includes(stateOf(entry, today)),
      },
    ],
    sort: register.kind === 'systems-change' ? { key: 'changed', dir: 'desc' } : { key: 'due', dir: 'asc' },
    empty: { title: `No ${register.noun[0]} is open to you yet.`, text: register.empty },
  })

function columnsOf(register: Register, today: Day): Column<Row>[] {
  const link = ({ entry }: Row) =>
    `<a class="govuk-link" href="${register.path}/${entry.id}">${escapeXml(entry.title)}</a>`
  const due: Column<Row> = {
    key: 'due',
    title: 'Due',
    value: row => (isOpen(row.entry) ? row.entry.dueOn : null),
    text: row => dueWords(row.entry),
    sortable: true,
    pageOnly: true,
  }
  const since: Column<Row> = {
    key: 'changed',
    title: 'Since',
    value: row => row.entry.changedOn,
    text: row => dayWords(row.entry.changedOn ?? row.entry.openedOn),
    sortable: true,
  }
  const nature: Column<Row> = {
    key: 'nature',
    title: 'Kind',
    value: row => wordOf(row.entry, 'nature'),
    sortable: true,
  }
  return [
    { key: 'title', title: 'What', value: row => row.entry.title, html: link, head: true, sortable: true },
    { key: 'party', title: register.party.term, value: row => row.entry.party, sortable: true },
    ...(register.asks.nature ? [nature] : []),
    { key: 'where', title: 'Where', value: row => row.where, sortable: true },
    ...(register.asks.changedOn ? [since] : [due]),
    { key: 'state', title: 'State', value: row => stateWords(row.entry, today), sortable: true },
    ...onlyFile(register),
  ]
}

/** What is too long for the page stands in the CSV. */
const onlyFile = (register: Register): Column<Row>[] => [
  ...(register.asks.before
    ? (['before', 'after', 'evidence'] as const).map(
        (key): Column<Row> => ({
          key,
          title: register.asks[key]?.label ?? key,
          value: row => row.entry[key],
          csvOnly: true,
        }),
      )
    : []),
  { key: 'due_on', title: 'Due', value: row => row.entry.dueOn, csvOnly: true },
  { key: 'reply', title: register.reply.heading, value: row => row.entry.reply, csvOnly: true },
  { key: 'answered', title: 'Answered', value: row => row.entry.repliedOn, csvOnly: true },
  { key: 'with', title: 'With', value: row => ownerWords(row.entry.ownerRole), csvOnly: true },
  { key: 'opened', title: 'Written down', value: row => row.entry.openedOn, csvOnly: true },
]

export type RegisterList = ReturnType<typeof registerList>
