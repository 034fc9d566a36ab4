import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList } from '../../../platform/list.ts'
import { ownerItems, ownerWords } from '../register-pages.ts'
import { type Entry, statuses, statusNames } from './schemas.ts'

export interface Row {
  entry: Entry
  where: string
}

const link = ({ entry }: Row) => `<a class="govuk-link" href="/horizon/${entry.id}">${escapeXml(entry.threat)}</a>`
const open = statuses.filter(status => status !== 'past')

/** Threats this person may see, those to be looked at first. */
export const horizonList = defineList<Row>({
  path: '/horizon',
  noun: ['threat', 'threats'],
  caption: 'The horizon log',
  columns: [
    { key: 'threat', title: 'What may come', value: row => row.entry.threat, html: link, head: true, sortable: true },
    { key: 'signal', title: 'What would show it', value: row => row.entry.signal },
    { key: 'where', title: 'Places exposed', value: row => row.where, sortable: true },
    {
      key: 'state',
      title: 'State',
      value: row => row.entry.status,
      text: row => statusNames[row.entry.status],
      sortable: true,
    },
    {
      key: 'owner',
      title: 'With',
      value: row => row.entry.ownerRole,
      text: row => ownerWords(row.entry.ownerRole),
      sortable: true,
    },
    {
      key: 'look',
      title: 'Next look',
      value: row => row.entry.lookOn,
      text: row => (row.entry.lookOn ? dayWords(row.entry.lookOn) : 'None'),
      sortable: true,
    },
    { key: 'exposure', title: 'exposure', value: row => row.entry.exposure, csvOnly: true },
    { key: 'response', title: 'response', value: row => row.entry.response, csvOnly: true },
    { key: 'place_codes', title: 'place_codes', value: row => row.entry.places.join(' '), csvOnly: true },
    { key: 'made', title: 'made', value: row => row.entry.madeOn, csvOnly: true },
    { key: 'id', title: 'id', value: row => row.entry.id, csvOnly: true },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    {
      key: 'state',
      title: 'State',
      kind: 'many',
      initial: open,
      options: statuses.map(value => ({ value, text: statusNames[value] })),
      match: ({ entry }, values) => values.includes(entry.status),
    },
    { key: 'owner', title: 'With', kind: 'choice', any: 'Everybody', options: ownerItems },
  ],
  sort: { key: 'look', dir: 'asc' },
  links: [{ text: 'Note of the quarter', href: '/horizon/note' }],
  empty: {
    title: 'Nothing is on the horizon log yet.',
    text: 'A threat is something that may change violence and has not yet: a cut, a new drug, a closing youth club. Say what would show it, whom it would reach, and when somebody looks again.',
  },
})
