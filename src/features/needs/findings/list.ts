import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList } from '../../../platform/list.ts'
import { measuresOf, notesOf, placesOf, placeWords, shortened, topicOf } from './about.ts'
import { evidenceWords, type Read } from './read.ts'
import { changeWords } from './revision.ts'
import { type Evidence, factors, statuses, statusNames, strengths } from './schemas.ts'

const link = ({ finding }: Read) =>
  `<a class="govuk-link" href="/findings/${finding.id}">${escapeXml(shortened(finding.statement, 160))}</a>`

const choices = (values: readonly string[]) => values.map(value => ({ value, text: sentence(value) }))

const codes = (all: readonly { code: string }[]) => all.map(each => each.code).join(' ')

const stateWords = ({ finding, revised, stands, waits }: Read): string =>
  [
    statusNames[finding.status],
    revised ? `The figures behind it have changed since${stands ? '; its words hold' : ''}` : '',
    waits ? 'Newer data have come and are being held against it' : '',
  ]
    .filter(Boolean)
    .join('. ')

/** Figures by group never stand without their context note. */
export const seenWords = (seen: Evidence): string =>
  seen.kind === 'reading' && seen.reading.view === 'groups'
    ? 'By group: open it, to read its figures with their context note'
    : evidenceWords(seen)

/** Findings this person may see, the newest first. */
export const findingsList = defineList<Read>({
  path: '/findings',
  noun: ['finding', 'findings'],
  caption: 'Findings',
  columns: [
    { key: 'statement', title: 'Finding', value: row => row.finding.statement, html: link, head: true },
    { key: 'place', title: 'Place', value: row => placeWords(row.finding.evidence), sortable: true },
    {
      key: 'evidence',
      title: 'What was seen',
      value: row => (row.seen ? seenWords(row.seen) : null),
      text: row => (row.seen ? seenWords(row.seen) : 'Figures kept back: small numbers'),
    },
    {
      key: 'strength',
      title: 'Evidence',
      value: row => row.finding.strength,
      text: row => sentence(row.finding.strength),
      sortable: true,
    },
    {
      key: 'state',
      title: 'State',
      value: row => row.finding.status,
      text: stateWords,
      sortable: true,
    },
    {
      key: 'made',
      title: 'Made',
      value: row => row.finding.madeOn,
      text: row => dayWords(row.finding.madeOn),
      sortable: true,
    },
    { key: 'id', title: 'id', csvOnly: true, value: row => row.finding.id },
    { key: 'place_code', title: 'place_code', csvOnly: true, value: row => codes(placesOf(row.finding.evidence)) },
    { key: 'measure', title: 'measure', csvOnly: true, value: row => codes(measuresOf(row.finding.evidence)) },
    { key: 'factor', title: 'factor', csvOnly: true, value: row => row.finding.factor },
    { key: 'figures_changed', title: 'figures_changed', csvOnly: true, value: row => (row.revised ? 'yes' : 'no') },
    {
      key: 'what_changed',
      title: 'what_changed',
      csvOnly: true,
      value: row => row.changes.map(changeWords).join('; '),
    },
    { key: 'notes', title: 'notes', csvOnly: true, value: row => notesOf(row.finding.evidence).join(' ') },
  ],
  filters: [
    {
      key: 'words',
      title: 'Words',
      kind: 'search',
      match: ({ finding }, [text = '']) =>
        `${finding.statement} ${placesOf(finding.evidence).map(place => place.name)} ${topicOf(finding.evidence)}`
          .toLowerCase()
          .includes(text.toLowerCase()),
    },
    {
      key: 'state',
      title: 'State',
      kind: 'many',
      initial: ['draft', 'agreed'],
      options: statuses.map(value => ({ value, text: statusNames[value] })),
      match: ({ finding }, values) => values.includes(finding.status),
    },
    {
      key: 'strength',
      title: 'Evidence',
      kind: 'choice',
      any: 'Any',
      options: choices(strengths),
      match: ({ finding }, [value]) => finding.strength === value,
    },
    {
      key: 'factor',
      title: 'Factor',
      kind: 'choice',
      any: 'Any',
      options: choices(factors),
      match: ({ finding }, [value]) => finding.factor === value,
    },
    {
      key: 'revised',
      title: 'Figures',
      kind: 'choice',
      any: 'Any',
      options: [{ value: 'yes', text: 'Changed since' }],
      match: row => row.revised,
    },
  ],
  sort: { key: 'made', dir: 'desc' },
  links: [{ text: 'Place signals', href: '/signals' }],
  empty: {
    title: 'No finding has been made yet.',
    text: 'A finding says in words what figures mean, and keeps them as they were seen. An analyst makes one from “How firm is this?”, from the map and from every other way of looking.',
    links: [
      { text: 'Place signals', href: '/signals' },
      { text: 'Ways of looking', href: '/analyses' },
    ],
  },
})
