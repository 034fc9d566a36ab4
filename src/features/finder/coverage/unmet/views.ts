import { monthWords } from '../../../../lib/dates.ts'
import { whole } from '../../../../lib/words.ts'
import { type arrange, defineList, type List, type ListSpec, listView, type Query } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import { topics } from '../count.ts'
import type { Table } from '../table.ts'
import type { Breakdown, Unmet } from './read.ts'
import { comparableFrom } from './rules.ts'
import { agesWords, resultWords, timesWords, topicWords } from './words.ts'

export const path = '/coverage/unmet'

export interface Row {
  area: string
  areaName: string
  topic: string
  searches: number
}

const wordIn = (words: Readonly<Record<string, string>>, key: string) => words[key] ?? key

export const areaName = (code: string, boroughs: Unmet['boroughs']): string =>
  code === '' ? 'No area, or the whole city' : (boroughs.get(code) ?? code)

/** The rows of the table of places and things. */
export const rowsOf = ({ told, boroughs }: Unmet): Row[] =>
  (told.where ?? []).map(({ key, n }) => {
    const [area = '', topic = ''] = key.split('|')
    return { area, areaName: areaName(area, boroughs), topic, searches: n }
  })

export const unmetList = ({ months, month }: Unmet): ListSpec<Row> =>
  defineList<Row>({
    path,
    noun: ['place and thing', 'places and things'],
    caption: 'Searches that found nothing or next to nothing, by place and what was looked for',
    columns: [
      { key: 'area', title: 'Where', head: true, sortable: true, value: row => row.areaName },
      { key: 'topic', title: 'What for', sortable: true, value: row => wordIn(topicWords, row.topic) },
      {
        ...{ key: 'searches', title: 'Searches, to the nearest 5', short: 'Searches', numeric: true, sortable: true },
        value: row => row.searches,
      },
    ],
    filters: [
      {
        ...{ key: 'month', title: 'Month', kind: 'choice' as const, match: () => true },
        ...(months[0] ? { initial: months[0] } : {}),
        options: months.map(one => ({ value: one, text: monthWords(one) })),
      },
      { key: 'area', title: 'Where', kind: 'search', match: (row, [words = '']) => holds(row, words) },
      {
        ...{ key: 'topic', title: 'What for', kind: 'choice' as const, any: 'Everything' },
        match: (row, values) => values.includes(row.topic),
        options: topics.map(topic => ({ value: topic, text: topicWords[topic] })),
      },
    ],
    sort: { key: 'area', dir: 'asc' },
    links: [{ text: 'Coverage by hour', href: '/coverage' }],
    empty: emptyOf(month),
  })

const holds = ({ area, areaName: name }: Row, words: string) =>
  `${area} ${name}`.toLowerCase().includes(words.trim().toLowerCase())

const emptyOf = (month: string | undefined) =>
  month === undefined
    ? {
        title: 'No month to tell of yet.',
        text: 'Searches that find nothing are counted by week, and told once all weeks of a month are over.',
        links: [{ text: 'Coverage by hour', href: '/coverage' }],
      }
    : {
        title: 'Nothing to show for this month.',
        text: 'No count is large enough to be told.',
      }

interface UnmetPage {
  title: string
  lead: string
  notice: string
  list: List
  breakdowns: Table[]
}
const unmetPage = page<UnmetPage>('finder/pages/coverage-unmet.njk')

const others: readonly { key: Breakdown; title: string; head: string; words: Readonly<Record<string, string>> }[] = [
  { key: 'ages', title: 'For which age', head: 'Age', words: agesWords },
  { key: 'times', title: 'For when', head: 'When', words: timesWords },
  { key: 'result', title: 'What was found', head: 'Found', words: resultWords },
]

/** Said where a month from before is there to compare with. */
export const noticeOf = (months: Unmet['months']): string =>
  months.some(month => month < comparableFrom)
    ? `The way of counting changed: since late November 2026 only what is within reach counts as near a place, so more searches find nothing. Do not compare months before ${monthWords(comparableFrom)} with later ones.`
    : ''

export function showUnmet(unmet: Unmet, spec: ListSpec<Row>, query: Query, found: ReturnType<typeof arrange<Row>>) {
  const { months, month, told } = unmet
  return unmetPage({
    title: 'Searches that found nothing',
    lead: `What people looked for in the finder and did not find, as coarse counts${month ? `, ${monthWords(month)}` : ''}.`,
    notice: noticeOf(months),
    list: listView(spec, query, found),
    breakdowns: others.flatMap(({ key, title, head, words }) => {
      const rows = (told[key] ?? []).map(({ key: cell, n }) => [wordIn(words, cell), whole(n)])
      return rows.length > 0
        ? [{ caption: title, heads: [head, 'Searches, to the nearest 5'], rows, textColumns: [] }]
        : []
    }),
  })
}

/** Every table of the month as lines of one file. */
export const csvRows = (unmet: Unmet): string[][] => [
  ...rowsOf(unmet).map(row => [
    unmet.month ?? '',
    'where',
    row.area,
    row.areaName,
    wordIn(topicWords, row.topic),
    String(row.searches),
  ]),
  ...others.flatMap(({ key, words }) =>
    (unmet.told[key] ?? []).map(cell => [unmet.month ?? '', key, '', '', wordIn(words, cell.key), String(cell.n)]),
  ),
]
export const csvHead = ['month', 'table', 'area', 'area_name', 'what', 'searches_to_nearest_5']
