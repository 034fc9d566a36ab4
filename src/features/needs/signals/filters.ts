import { monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import type { Filter } from '../../../platform/list.ts'
import { notShown } from '../../evidence/index.ts'
import { type Known, kindWords } from './ground.ts'
import type { Signals } from './listed.ts'
import type { Marked } from './marked.ts'
import { nextWords } from './next.ts'
import type { Row } from './rows.ts'

const any = () => true

/** What the address chooses (measure, places, period) and what the list leaves out. */
export function filtersOf({ asked, marked, rows }: Signals): Filter<Row>[] {
  const { ground, choices, known, usual } = asked
  const boroughs = new Map(
    rows.flatMap(({ area }) =>
      area.boroughCode ? [[area.boroughCode, area.boroughName ?? area.boroughCode] as const] : [],
    ),
  )
  const filters: Filter<Row>[] = [
    {
      key: 'measure',
      title: 'Measure',
      kind: 'choice',
      initial: usual.measure.code,
      match: any,
      options: choices.map(choice => ({ value: choice.measure.code, text: choice.measure.short })),
    },
    {
      key: 'level',
      title: 'Places',
      kind: 'choice',
      initial: 'ward',
      match: any,
      options: (['ward', 'borough'] as const).map(kind => ({ value: kind, text: sentence(kindWords[kind][1]) })),
    },
    ...(asked.tests ? [periodFilter(known, marked)] : []),
    {
      key: 'change',
      title: 'Change',
      kind: 'many',
      match: (row, values) => values.includes(changeGroup(row.mark.change)),
      options: [
        { value: 'rising', text: 'Rising' },
        { value: 'falling', text: 'Falling' },
        { value: 'chance', text: 'Not distinguishable from chance' },
        { value: 'untested', text: 'Not tested' },
        ...(rows.some(row => row.mark.change === notShown) ? [{ value: 'hidden', text: 'Not shown' }] : []),
      ],
    },
    {
      key: 'high',
      title: 'Level',
      kind: 'many',
      match: row => row.mark.level === 'high and sustained',
      options: [{ value: 'sustained', text: 'High and sustained' }],
    },
    {
      key: 'next',
      title: 'What happened next',
      kind: 'many',
      match: (row, values) => values.includes(nextWords(row)),
      options: ['Open question', 'Answered', 'Decision', 'Finding', 'To look into'].map(text => ({
        value: text,
        text,
      })),
    },
  ]
  if (ground.kind !== 'borough' && boroughs.size > 1)
    filters.splice(2, 0, {
      key: 'borough',
      title: 'Borough',
      kind: 'choice',
      any: 'All boroughs',
      match: (row, values) => values.includes(row.area.boroughCode ?? ''),
      options: [...boroughs]
        .map(([value, text]) => ({ value, text }))
        .sort((a, b) => a.text.localeCompare(b.text, 'en-GB')),
    })
  return filters
}

const periodFilter = (known: Known, marked: Marked): Filter<Row> => ({
  key: 'end',
  title: '12 months to',
  kind: 'choice',
  any: `Latest: ${monthWords(marked.kept ? marked.end : known.end)}`,
  match: any,
  options: known.months
    .slice(11)
    .toReversed()
    .map(month => ({ value: month, text: monthWords(month) })),
})

const changeGroup = (word: string) =>
  word === notShown ? 'hidden' : ['rising', 'falling', 'chance'].includes(word) ? word : 'untested'
