// The line of months or quarters that a place page or a release of figures carries, as a table of its own: frozen and protected like any other.
import { addMonths, type Month, monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import {
  breaksWithin,
  breakWords,
  isMadeOfKinds,
  measureSlug,
  readMonths,
  releasedColumns,
  threshold,
} from '../../evidence/index.ts'
import { shiftsOf } from '../../needs/index.ts'
import type { Table } from '../../releases/index.ts'
import { type Asked, toldOf } from './measures.ts'
import { added, depth, periodOf, type Run, runOf, type Why } from './months.ts'

export interface Line {
  tables: Table[]
  /** What to say beside the year's count: why no months are drawn, or that they go by quarters. */
  words: string
}

/** Whose line it is: where the city has no count of its own, its `areas` are added up. */
export interface Whose {
  code: string
  id: number
  name: string
}

/**
 * The months of a measure that is not made of others. Violence against the person less its kinds would be the homicides of a month, so
 * wholes have no months: what is counted under two names is not held against one another (docs/methods/disclosure.md).
 */
export async function lineOf(asked: Asked, whose: Whose): Promise<Line> {
  const { store, measure, end } = asked
  if (isMadeOfKinds(measure, code => store.byCode.has(code))) return { tables: [], words: whyNot.whole }
  const run = runOf(await countsOf(asked), end, threshold(measure))
  if (typeof run === 'string') return { tables: [], words: whyNot[run] }
  const noun = run.months === 1 ? 'month' : 'quarter'
  return {
    tables: [await tableOf(asked, whose, run, noun)],
    words: run.months === 3 ? 'Some months are too small to be shown, so its line goes by quarters.' : '',
  }
}

const whyNot: Record<Why | 'whole', string> = {
  small: 'No line of months is drawn: in some months, and in some quarters, there were too few to show.',
  short: 'No line of months is drawn: fewer than two years of months are known.',
  whole: 'No line of months is drawn: it is made of kinds that have lines of their own.',
}

async function countsOf({ db, store, measure, areas, end }: Asked): Promise<(number | null)[]> {
  const placeIds = areas.map(({ id }) => id)
  const found = await readMonths(db, store, {
    measureIds: [measure.id],
    placeIds,
    from: addMonths(end, 1 - depth),
    to: end,
  })
  return added(
    placeIds.map(id => found.get(measure.id)?.get(id) ?? []),
    depth,
  )
}

async function tableOf(asked: Asked, whose: Whose, run: Run, noun: string): Promise<Table> {
  const { db, store, measure, end } = asked
  const from = run.starts[0] ?? end
  const recorded = breaksWithin(store, measure, from, end)
  const shifts = (await shiftsOf(db, measure.id, whose.id)).filter(({ month }) => month > from && month <= end)
  return {
    id: `${measureSlug(measure)}-${noun}s`,
    caption: `${measure.name}, ${whose.name}, by ${noun}, ${monthWords(from)} to ${monthWords(end)}`,
    columns: [
      { key: 'period', title: sentence(noun), role: 'period' },
      { key: 'code', title: 'Code', role: 'place' },
      ...releasedColumns(measure, false).filter(({ role }) => role === 'count'),
    ],
    rows: run.starts.map((start, i) => [periodOf(start, run.months), whose.code, run.values[i] ?? null]),
    note: [...recorded.map(recordedWords), ...(shifts.length ? [shiftWords] : []), roundedWords].join(' '),
    trend: {
      months: run.months,
      breaks: [
        ...recorded.map(one => ({ month: one.month, label: breakWords(one) })),
        ...shifts.map(({ month }) => ({ month, label: `New level from ${monthWords(month)}` })),
      ].filter(({ month }, i, all) => all.findIndex(other => other.month === month) === i),
    },
    ...(await toldOf([asked], depth)),
  }
}

const recordedWords = ({ title, month }: { title: string; month: Month }): string =>
  `${title.replace(/\.?$/, '.')} From ${monthWords(month)} it is counted in a new way, so the two parts are not compared.`
const shiftWords = 'Where the level is called new, our analysts looked and agreed that it had moved.'
const roundedWords = 'Counts are rounded to the nearest 5, and so is a year that holds them.'
