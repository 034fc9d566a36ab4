// The list of wards with what is on there and what is not: page and CSV.
import { escapeXml } from '../../../lib/charts/index.ts'
import type { Day } from '../../../lib/dates.ts'
import { plural, whole } from '../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../platform/list.ts'
import type { Links } from '../../needs/index.ts'
import { type Ages, ageOptions, agesWords, usualAges } from './ages.ts'
import { addressOf, type CoverAsk, timesOf, whatOptions, whatWords } from './ask.ts'
import type { Covered, WardCover } from './read.ts'
import { markCell } from './signal.ts'
import { weekOptions } from './weeks.ts'
import { gapShorts } from './words.ts'

type Columns = ListSpec<WardCover>['columns']
type Filters = NonNullable<ListSpec<WardCover>['filters']>

export const path = '/coverage'
const any = () => true

export const coverageList = (covered: Covered, today: Day, made: Links): ListSpec<WardCover> =>
  defineList<WardCover>({
    path,
    noun: ['ward', 'wards'],
    caption: `Wards with what is on for ${agesWords(covered.ask.ages)}, ${covered.ask.times.name.toLowerCase()}`,
    columns: [...onPage(covered), ...inCsv(covered)],
    filters: filtersOf(covered, today),
    sort: { key: 'name', dir: 'asc' },
    links: [
      ...(made.finding ? [{ text: 'Make a finding of this', href: made.finding }] : []),
      ...(made.assessment ? [{ text: 'Put it into an assessment', href: made.assessment }] : []),
      { text: 'Map', href: `${path}/map${addressOf(covered.ask)}` },
      { text: 'Holiday programmes', href: `${path}/holidays` },
      { text: 'Searches that found nothing', href: `${path}/unmet` },
      { text: 'The method', href: made.method },
      ...made.more,
    ],
    empty: {
      title: 'No wards are loaded.',
      text: 'Coverage is counted ward by ward. Load the city’s places first.',
      links: [{ text: 'Data', href: '/data' }],
    },
  })

/** "At least 40" where some sessions do not say how many places they have. */
export const placesWords = ({ places, unsaid, sessions }: WardCover['offered']): string =>
  sessions === 0 ? '0' : unsaid === 0 ? whole(places) : unsaid === sessions ? 'Not said' : `At least ${whole(places)}`

/** The gaps of a ward under a heading that says the ages. */
export const gapsWords = ({ monday, gaps, tally }: WardCover, ages: Ages): string => {
  if (monday === undefined) return 'No such week ahead in its calendar'
  const phrases = gapShorts(gaps, ages)
  return phrases.length === 0
    ? `Something on in all ${tally.hours} hours`
    : `${phrases.slice(0, 2).join('; ')}${more(phrases.length - 2)}`
}
const more = (n: number) => (n > 0 ? `; ${plural(n, 'more gap', 'more gaps')}` : '')

function onPage({ ask }: Covered): Columns {
  return [
    {
      key: 'name',
      title: 'Ward',
      head: true,
      sortable: true,
      value: row => row.ward.name,
      html: row => nameCell(row, ask),
    },
    { key: 'gaps', title: `Nothing for ${agesWords(ask.ages)}`, short: 'Gaps', value: row => gapsWords(row, ask.ages) },
    {
      key: 'hours',
      title: 'Hours with something for every age',
      short: 'Hours',
      numeric: true,
      sortable: true,
      value: row => (row.monday === undefined ? null : row.tally.whole),
      text: row => (row.monday === undefined ? 'Not known' : `${row.tally.whole} of ${row.tally.hours}`),
    },
    { key: 'sessions', title: 'Sessions', numeric: true, sortable: true, value: row => row.offered.sessions },
    {
      key: 'places',
      title: 'Places offered',
      short: 'Places',
      numeric: true,
      sortable: true,
      value: row => row.offered.places,
      text: row => placesWords(row.offered),
    },
    {
      key: 'people',
      title: 'Young people',
      numeric: true,
      sortable: true,
      value: row => row.people?.count,
      text: row => (row.people ? whole(row.people.count) : 'Not known'),
    },
    { key: 'signal', title: 'Signal', pageOnly: true, value: row => row.mark?.change, html: row => markCell(row.mark) },
  ]
}

const nameCell = ({ ward }: WardCover, ask: CoverAsk) =>
  `<a class="govuk-link" href="${path}/${escapeXml(ward.code)}${escapeXml(addressOf(ask))}">${escapeXml(ward.name)}</a><small>${escapeXml(ward.boroughName)}</small>`

function inCsv({ ask, marks }: Covered): Columns {
  const only = (key: string, value: (row: WardCover) => string | number | null | undefined) => ({
    ...{ key, title: key, csvOnly: true, value },
  })
  return [
    only('code', row => row.ward.code),
    only('borough_code', row => row.ward.boroughCode),
    only('borough', row => row.ward.boroughName),
    only('ages', () => agesWords(ask.ages)),
    only('hours_looked_at', () => ask.times.name),
    only('what_counts', () => whatWords(ask)),
    only('week_from', row => row.monday ?? ''),
    only('hours', row => row.tally.hours),
    only('hours_all_ages', row => row.tally.whole),
    only('hours_some_ages', row => row.tally.part),
    only('sessions_without_number_of_places', row => row.offered.unsaid),
    only('sessions_to_check', row => row.offered.unsure),
    only('all_gaps', row => row.phrases.join('; ')),
    only('residents_from_age', row => row.people?.from),
    only('residents_to_age', row => row.people?.to),
    only('residents_source', row => row.people?.basis),
    only('signal_measure', () => marks?.measure ?? ''),
    only('signal_change', row => row.mark?.change ?? ''),
    only('signal_level', row => row.mark?.level ?? ''),
  ]
}

function filtersOf({ band, rows }: Covered, today: Day): Filters {
  const boroughs = new Map(rows.map(({ ward }) => [ward.boroughCode, ward.boroughName]))
  const byName = [...boroughs]
    .map(([value, text]) => ({ value, text }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
  return [
    { key: 'ages', title: 'Ages', kind: 'choice', initial: usualAges, match: any, options: ageOptions },
    {
      ...{ key: 'times', title: 'Hours', kind: 'choice' as const, initial: 'band', match: any },
      options: timesOf(band).map(({ key, name }) => ({ value: key, text: name })),
    },
    { key: 'week', title: 'Week', kind: 'choice', initial: 'term', match: any, options: weekOptions(today) },
    { key: 'what', title: 'What counts', kind: 'choice', initial: 'activity', match: any, options: whatOptions },
    ...(byName.length > 1 ? [boroughFilter(byName)] : []),
    {
      ...{ key: 'gap', title: 'Gaps', kind: 'many' as const },
      match: (row, values) => values.includes(gapKind(row)),
      options: [
        { value: 'none', text: 'Nothing in any hour' },
        { value: 'some', text: 'Nothing in some hours' },
        { value: 'ages', text: 'Something always, but not for every age' },
        { value: 'full', text: 'No gap' },
      ],
    },
    {
      ...{ key: 'mark', title: 'Signal', kind: 'many' as const },
      match: ({ mark }, values) =>
        values.some(value => (value === 'high' ? mark?.level === 'high and sustained' : mark?.change === value)),
      options: [
        { value: 'rising', text: 'Rising' },
        { value: 'high', text: 'High and sustained' },
      ],
    },
  ]
}

const boroughFilter = (options: { value: string; text: string }[]): Filters[number] => ({
  ...{ key: 'borough', title: 'Borough', kind: 'choice', any: 'All boroughs', options },
  match: (row, values) => values.includes(row.ward.boroughCode),
})

/** Which kind of gap a ward has; '' where its calendar has no such week. */
export function gapKind({ monday, tally }: WardCover): string {
  if (monday === undefined) return ''
  if (tally.whole === tally.hours) return 'full'
  const empty = tally.hours - tally.whole - tally.part
  return empty === tally.hours ? 'none' : empty > 0 ? 'some' : 'ages'
}
