import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList } from '../../../platform/list.ts'
import { type Note, statuses, statusNames, topicNames, topics } from './schemas.ts'

const link = ({ id, title }: Note) => `<a class="govuk-link" href="/background/${id}">${escapeXml(title)}</a>`

export const notesList = defineList<Note>({
  path: '/background',
  noun: ['note', 'notes'],
  caption: 'Background notes',
  columns: [
    { key: 'title', title: 'Note', value: row => row.title, html: link, head: true, sortable: true },
    { key: 'topic', title: 'About', value: row => row.topic, text: row => topicNames[row.topic], sortable: true },
    { key: 'place', title: 'Place', value: row => row.placeName ?? '', text: row => row.placeName ?? 'No one place' },
    { key: 'source', title: 'Source', value: row => `${row.sourceTitle}, ${row.publisher}, ${row.sourceYear}` },
    { key: 'state', title: 'State', value: row => row.status, text: row => statusNames[row.status], sortable: true },
    {
      key: 'written',
      title: 'Written',
      value: row => row.writtenOn,
      text: row => dayWords(row.writtenOn),
      sortable: true,
    },
    { key: 'id', title: 'id', csvOnly: true, value: row => row.id },
    { key: 'place_code', title: 'place_code', csvOnly: true, value: row => row.place },
    { key: 'text', title: 'text', csvOnly: true, value: row => row.body },
    { key: 'address', title: 'address', csvOnly: true, value: row => row.address },
    { key: 'rights', title: 'rights', csvOnly: true, value: row => row.rights },
  ],
  filters: [
    {
      key: 'words',
      title: 'Words',
      kind: 'search',
      match: (row, [text = '']) =>
        `${row.title} ${row.body} ${row.placeName ?? ''}`.toLowerCase().includes(text.toLowerCase()),
    },
    {
      key: 'topic',
      title: 'About',
      kind: 'choice',
      any: 'Anything',
      options: topics.map(value => ({ value, text: topicNames[value] })),
      match: (row, [value]) => row.topic === value,
    },
    {
      key: 'state',
      title: 'State',
      kind: 'many',
      initial: ['draft', 'agreed'],
      options: statuses.map(value => ({ value, text: statusNames[value] })),
      match: (row, values) => values.includes(row.status),
    },
  ],
  sort: { key: 'title', dir: 'asc' },
  links: [{ text: 'Ways of looking', href: '/analyses' }],
  empty: {
    title: 'No note has been written yet.',
    text: 'A note says with its source what is known of a place’s history, of drug markets, or how common adverse childhood experiences are. An officer or analyst writes one here or from the page of a place.',
    links: [{ text: 'Places', href: '/places' }],
  },
})
