import { escapeXml } from '../../../lib/charts/index.ts'
import { type Day, dayWords } from '../../../lib/dates.ts'
import { plural, whole } from '../../../lib/words.ts'
import { defineList } from '../../../platform/list.ts'
import type { Line } from './lines.ts'
import { cadenceWords, type Due, dueWords, groupNames, groups, stateNames, states } from './rules.ts'

const link = (line: Line) =>
  `<a class="govuk-link" href="/data/${escapeXml(line.source.id)}">${escapeXml(line.source.title)}</a><small>${escapeXml(line.source.custodian)}. ${escapeXml(licenceWords(line.source.licence))}</small>`

const licences: Readonly<Record<string, string>> = {
  'OGL-UK-3.0': 'Open Government Licence 3.0',
  'OGL-UK-2.0': 'Open Government Licence 2.0',
  unstated: 'Licence not stated',
}
export const licenceWords = (licence: string): string => licences[licence] ?? licence

// A day and its month stay on one line.
const unbroken = (day: Day) => dayWords(day).replace(' ', '\u00a0')

/** How a source stands, the late ones in words and copper, never by colour alone. */
export function dueHtml(due: Due): string {
  const words = escapeXml(dueWords(due))
  const day = due.on === null ? '' : `<small>${unbroken(due.on)}</small>`
  return `${due.state === 'late' ? `<span class="up-late">${words}</span>` : words}${day}`
}

/** The same in one line. */
export const dueLine = (due: Due): string => dueHtml(due).replace('<small>', ': ').replace('</small>', '')

const option = <T extends string>(value: T, names: Readonly<Record<T, string>>) => ({ value, text: names[value] })

export const catalogue = defineList<Line>({
  path: '/data',
  noun: ['source', 'sources'],
  caption: 'Sources of data: what they are, when they were last received and when they are next due',
  columns: [
    { key: 'source', title: 'Source', head: true, sortable: true, value: line => line.source.title, html: link },
    { key: 'group', title: 'Group', sortable: true, value: line => groupNames[line.group] },
    {
      key: 'last_received',
      title: 'Newest snapshot',
      short: 'Snapshot',
      sortable: true,
      value: line => line.snapshotOn,
      html: snapshotHtml,
    },
    { key: 'next_due', title: 'Next due', sortable: true, value: line => line.due.on, html: line => dueHtml(line.due) },
    { key: 'coverage', title: 'Covers', value: line => line.covers, text: line => line.covers || 'Nothing yet' },
    {
      key: 'known_faults',
      title: 'Known faults',
      short: 'Faults',
      numeric: true,
      sortable: true,
      value: line => line.source.knownFaults.length,
    },
    { key: 'id', title: 'Id', csvOnly: true, value: line => line.source.id },
    { key: 'state', title: 'State', csvOnly: true, value: line => stateNames[line.due.state] },
    {
      key: 'days_late',
      title: 'Days late',
      csvOnly: true,
      value: line => (line.due.state === 'late' ? line.due.days : 0),
    },
    { key: 'received_on', title: 'Received', csvOnly: true, value: line => line.receivedOn },
    { key: 'publisher', title: 'Publisher', csvOnly: true, value: line => line.source.publisher },
    { key: 'custodian', title: 'Custodian', csvOnly: true, value: line => line.source.custodian },
    { key: 'licence', title: 'Licence', csvOnly: true, value: line => line.source.licence },
    { key: 'cadence', title: 'Cadence', csvOnly: true, value: line => line.source.cadence },
    { key: 'lag_days', title: 'Lag in days', csvOnly: true, value: line => line.source.lagDays },
    { key: 'address', title: 'Address', csvOnly: true, value: line => line.source.address },
    { key: 'files', title: 'Files in force', csvOnly: true, value: line => line.files },
  ],
  filters: [
    {
      key: 'q',
      title: 'Find',
      hint: 'Title, custodian, licence or what it covers',
      kind: 'search',
      match: (line, [words = '']) => says(line, words),
    },
    {
      key: 'state',
      title: 'How it stands',
      kind: 'many',
      options: states.map(state => option(state, stateNames)),
      match: (line, values) => values.includes(line.due.state),
    },
    {
      key: 'group',
      title: 'Group',
      kind: 'many',
      options: groups.map(group => option(group, groupNames)),
      match: (line, values) => values.includes(line.group),
    },
  ],
  sort: { key: 'shelf', dir: 'asc' },
  size: 100,
  links: [
    { text: 'Measures', href: '/data/measures' },
    { text: 'Breaks', href: '/data/breaks' },
  ],
  empty: {
    title: 'No source is described yet.',
    text: 'Load the pack of your city from the folder where its files are: npm run -s upstream -- load PACK --data DIR. Its sources stand here as soon as the first file is read.',
  },
})

function snapshotHtml(line: Line): string {
  if (line.snapshotOn === null) return '<span class="up-soft">Never</span>'
  return `${unbroken(line.snapshotOn)}<small>${cadenceWords(line.source.cadence, line.source.lagDays)}</small>`
}

const says = ({ source, covers }: Line, words: string): boolean =>
  [source.title, source.custodian, source.publisher, source.licence, licenceWords(source.licence), source.id, covers]
    .join('\n')
    .toLocaleLowerCase('en-GB')
    .includes(words.toLocaleLowerCase('en-GB'))

/** The figures across the top. */
export const summary = (lines: readonly Line[]) =>
  states.map(state => ({
    termHtml: `<a class="govuk-link${state === 'late' ? ' up-late' : ''}" href="/data?state=${encodeURIComponent(state)}">${stateNames[state]}</a>`,
    value: whole(lines.filter(line => line.due.state === state).length),
    unit: lines.filter(line => line.due.state === state).length === 1 ? 'source' : 'sources',
  }))

/** What the page says first. */
export function lead(lines: readonly Line[]): string {
  const received = lines.filter(line => line.snapshotOn !== null)
  const late = lines.filter(line => line.due.state === 'late')
  if (lines.length === 0)
    return 'Every figure here comes from a source that is named, dated and can be traced. None is loaded yet.'
  const first = `${whole(received.length)} of ${plural(lines.length, 'source')} ${received.length === 1 ? 'has' : 'have'} been received.`
  return late.length === 0
    ? `${first} None is late.`
    : `${first} ${whole(late.length)} ${late.length === 1 ? 'is' : 'are'} late.`
}
