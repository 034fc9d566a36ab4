import { addMonths, firstDay } from '../../../lib/dates.ts'
import type { ListSpec } from '../../../platform/list.ts'
import { notShown } from '../../evidence/index.ts'
import { levelText, yesNo } from '../words.ts'
import type { Signals } from './listed.ts'
import { nextWords } from './next.ts'
import type { Row } from './rows.ts'
import { settingsWords } from './settings.ts'

type Columns = ListSpec<Row>['columns']

/** What the file has beside the page's columns: both ends of every interval, what was tested, how, and from what. */
export function inCsv({ asked, marked, rows, source }: Signals): Columns {
  const { measure } = asked.known
  const only = (key: string, value: (row: Row) => string | number | null | undefined) => ({
    key,
    title: key,
    csvOnly: true,
    value,
  })
  const isBlurred = rows.some(row => row.mark.change === notShown)
  const told = blur(isBlurred)
  const from = firstDay(addMonths(marked.end, -11))
  return [
    only('code', row => row.area.code),
    only('borough_code', row => row.area.boroughCode),
    only('borough', row => row.area.boroughName),
    only('measure', () => measure.code),
    only('period_from', () => from.slice(0, 7)),
    only('period_to', () => marked.end),
    only('count_note', row => row.figure.count.words ?? ''),
    only('residents', row => row.area.residents),
    only('residents_year', row => row.area.residentsYear),
    only('rate', row => row.figure.rate?.rate),
    only('rate_per', () => measure.per),
    only('rate_lower_95', row => row.figure.rate?.lower),
    only('rate_upper_95', row => row.figure.rate?.upper),
    only('change', row => row.mark.change),
    only('later_window', row => row.mark.later),
    only('earlier_window', row => row.mark.earlier),
    only('ratio', row => told(row.mark.ratio, 2)),
    only('ratio_lower_95', row => told(row.mark.lower, 2)),
    only('ratio_upper_95', row => told(row.mark.upper, 2)),
    only('p', row => told(row.mark.p, 3)),
    only('q', row => told(row.mark.q, 3)),
    only('city_ratio', row => told(row.mark.cityRatio)),
    only('dispersion', row => (isBlurred ? null : row.mark.dispersion)),
    only('places_tested', row => (isBlurred ? null : row.mark.tested)),
    only('level', row => levelText(row.mark)),
    only('high_by_year', row => row.mark.years.map(yesNo).join(', ')),
    only('next', nextWords),
    only('across_break', () => (marked.across ? 'yes' : 'no')),
    only('settings', () => settingsWords(marked.settings)),
    only('assessed_at', () => marked.kept?.at ?? 'worked out for this file'),
    only('source', () => source),
  ]
}

/**
 * Where a row is hidden, the figures of the others are rounded: they are made from all places together (the rest of the city's change, the
 * dispersion, how many were tested), and a few of them to the last digit would give the hidden counts.
 */
export const blur =
  (some: boolean) =>
  (value: number | null, places = 2): number | null =>
    value === null || !some ? value : Math.round(value * 10 ** places) / 10 ** places
