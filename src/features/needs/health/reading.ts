// What the hospital data say, for whoever may see them: the page adds its tables to this, a finding and a chapter take it as it is.
import { barsUp } from '../../../lib/charts/index.ts'
import { type Month, monthWords } from '../../../lib/dates.ts'
import { list, plural, whole } from '../../../lib/words.ts'
import type { Reading } from '../analyses/reading.ts'
import type { View } from '../analyses/view.ts'
import { officer as reader } from '../rules.ts'
import { sourceWords } from '../sources.ts'
import * as figures from './figures.ts'
import { type Look, look, lookFor } from './look.ts'
import { middle } from './rules.ts'

export const hidden = 'not shown'
const notAll = 'not all sent'
export const cellWords = ({ count, hidden: kept, partial }: figures.Cell): string =>
  kept ? hidden : partial ? notAll : count === null ? 'nothing came' : whole(count)

export const path = '/analyses/health'
export const method = '/methods/hospital-data'

/** The page's address with its settings, always written the same way. */
export const hrefOf = ({ source, measure, end }: Look): string =>
  `${path}?${new URLSearchParams({ source: source.id, measure: measure.code, end })}`

const shortMonth = (month: Month) => monthWords(month).slice(0, 3)
export const periodOf = ({ months, end }: Look): string => `${monthWords(months[0] ?? end)} to ${monthWords(end)}`

export const notes = [
  'These are people who came to an emergency department after an assault. They are not offences: the two are never added together.',
  'They show where people were treated, not where they live. A hospital that sends less is not a safer place.',
  'Whether the police know is what people said when they were asked. Those who were not asked may differ.',
]

/** Attendances month by month over all sites. */
export const monthsChart = (look: Look): string =>
  barsUp({
    id: 'health-months',
    title: `Attendances after assault, ${periodOf(look)}.`,
    unit: 'Attendances',
    rows: figures.monthRows(look, look.months).map(({ month, total }) => ({
      name: shortMonth(month),
      short: shortMonth(month).slice(0, 1),
      value: total.count,
      why: cellWords(total),
    })),
  })

export const monthsTable = (look: Look) => ({
  caption: `Attendances after assault by month and hospital, ${periodOf(look)}`,
  head: ['Month', ...figures.sitesOf(look).map(site => site.name), 'All sites'],
  rows: figures
    .monthRows(look, look.months)
    .map(({ month, cells, total }) => [monthWords(month), ...cells.map(cellWords), cellWords(total)]),
})

function sent(look: Look): { came: number; of: number } {
  const sites = figures.sitesOf(look)
  const there = new Set(figures.rowsOf(look).map(row => `${row.site} ${row.month}`))
  return { came: there.size, of: sites.length * look.months.length }
}

/** "23 of 24 monthly returns came". */
function returnsWords(look: Look): string {
  const { came, of } = sent(look)
  return `${came} of ${plural(of, 'monthly return')} came`
}

/** The four figures at the head: how many, how whole, how many the police do not know of, how late. */
export function headFigures(look: Look): Reading['figures'] {
  const period = periodOf(look)
  const total = figures.totalsOf(look).all
  const [complete, unknown] = [figures.wholeness(look, 'complete').all, figures.unknownToPolice(look).all]
  const days = figures.lagsOf(look).map(one => one.days)
  const lag = middle(days)
  const none = { count: '', denominator: '', interval: '' }
  return [
    {
      ...none,
      label: 'Attendances after assault',
      value: cellWords(total),
      period,
      interval: returnsWords(look),
    },
    {
      ...none,
      label: 'With date and time, kind of place and weapon',
      value: figures.shareWords(complete),
      count: figures.countWords(complete),
      denominator: total.count === null ? '' : plural(total.count, 'attendance'),
      period,
    },
    unknownFigure(unknown, period),
    {
      ...none,
      label: 'From the end of a month to its file',
      value: lag === null ? 'not known' : plural(Math.round(lag), 'day'),
      denominator: days.length ? `the middle of ${plural(days.length, 'monthly return')}` : '',
      period,
    },
  ]
}

const unknownFigure = (share: figures.Share, period: string): Reading['figures'][number] => ({
  label: 'Not known to the police, as people said',
  value: share.of === 0 ? 'not asked' : figures.shareWords(share),
  count: figures.countWords(share),
  denominator: share.of === 0 ? '' : `${plural(share.of, 'attendance')} whose answer was sent`,
  period,
  interval: figures.intervalWords(share),
})

/** The whole in a few sentences. */
export function statementOf(look: Look): string {
  const names = list(figures.sitesOf(look).map(site => site.name))
  const total = figures.totalsOf(look).all
  const unknown = figures.unknownToPolice(look).all
  const complete = figures.wholeness(look, 'complete').all
  const many = total.count === null ? 'attendances' : plural(total.count, 'attendance')
  const interval = figures.intervalWords(unknown)
  const police =
    unknown.of === 0
      ? 'The files do not say whether the police know.'
      : `Of those whose answer was sent, ${figures.shareWords(unknown)} said that the police did not know${interval ? ` (${interval})` : ''}.`
  const { came, of: due } = sent(look)
  const some = came < due ? ` (${returnsWords(look)})` : ''
  return `${names} recorded ${many} after an assault in the 12 months to ${monthWords(look.end)}${some}. ${police} Date and time, kind of place and weapon all stand in ${figures.shareWords(complete)} of the records.`
}

export async function readingOf({ db }: { db: Parameters<typeof sourceWords>[0] }, look: Look): Promise<Reading> {
  const { store, measure, city, months, end } = look
  const from = months[0] ?? end
  return {
    view: healthView.name,
    title: `${measure.name}, ${look.source.publisher}, 12 months to ${monthWords(end)}`,
    href: hrefOf(look),
    statement: statementOf(look),
    figures: headFigures(look),
    svg: monthsChart(look),
    table: monthsTable(look),
    from,
    to: end,
    places: [city.code],
    measures: [measure.code],
    imports: [...new Set(figures.rowsOf(look).map(row => row.importId))],
    source: await sourceWords(db, store, measure.id, [city.id], { from, to: end }),
    method,
    settings: 'The newest file of a hospital and month counts; lag from the end of the month to its first file',
    notes,
  }
}

export const healthView: View = {
  name: 'health',
  title: 'Health data',
  question: 'What do hospitals see that the police do not, how whole is it, and what will we do about it?',
  path,
  read: async (rooms, asked) => {
    const found = await look(rooms, reader, asked)
    return found && readingOf(rooms, found)
  },
  addressFor: async (rooms, actor, asked) => {
    const found = await lookFor(rooms, actor, asked)
    return found && hrefOf(found)
  },
}
