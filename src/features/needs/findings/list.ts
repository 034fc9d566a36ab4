import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList } from '../../../platform/list.ts'
import type { Read } from './evidence.ts'
import { evidenceWords } from './evidence.ts'
import { factors, statuses, statusNames, strengths } from './schemas.ts'

const link = ({ finding }: Read) =>
  `<a class="govuk-link" href="/findings/${finding.id}">${escapeXml(finding.statement.slice(0, 160))}</a>`

const choices = (values: readonly string[]) => values.map(value => ({ value, text: sentence(value) }))

/** Findings this person may see, the newest first. */
export const findingsList = defineList<Read>({
  path: '/findings',
  noun: ['finding', 'findings'],
  caption: 'Findings',
  columns: [
    { key: 'statement', title: 'Finding', value: row => row.finding.statement, html: link, head: true },
    { key: 'place', title: 'Place', value: row => row.finding.evidence.place.name, sortable: true },
    {
      key: 'evidence',
      title: 'What was seen',
      value: row => (row.seen ? evidenceWords(row.seen) : null),
      text: row => (row.seen ? evidenceWords(row.seen) : 'Figures kept back: small numbers'),
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
      text: row =>
        `${statusNames[row.finding.status]}${row.revised ? '. The figures behind it have changed since' : ''}`,
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
    { key: 'place_code', title: 'place_code', csvOnly: true, value: row => row.finding.evidence.place.code },
    { key: 'measure', title: 'measure', csvOnly: true, value: row => row.finding.evidence.measure.code },
    { key: 'factor', title: 'factor', csvOnly: true, value: row => row.finding.factor },
    { key: 'figures_changed', title: 'figures_changed', csvOnly: true, value: row => (row.revised ? 'yes' : 'no') },
  ],
  filters: [
    {
      key: 'words',
      title: 'Words',
      kind: 'search',
      match: ({ finding }, [text = '']) =>
        `${finding.statement} ${finding.evidence.place.name}`.toLowerCase().includes(text.toLowerCase()),
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
    text: 'A finding says in words what the figures of a place mean, and keeps them as they were seen. An analyst makes one from “How firm is this?”.',
    links: [{ text: 'Place signals', href: '/signals' }],
  },
})
