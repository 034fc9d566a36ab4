import { addMonths, firstDay } from '../../../lib/dates.ts'
import type { ListSpec } from '../../../platform/list.ts'
import { yesNo } from '../words.ts'
import type { Signals } from './list.ts'
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
  const hidden = (row: Row, value: number | null) => (row.ratio ? value : null)
  const anyHidden = rows.some(isHidden)
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
    only('later_window', row => hidden(row, row.mark.later)),
    only('earlier_window', row => hidden(row, row.mark.earlier)),
    only('ratio', row => hidden(row, row.mark.ratio)),
    only('ratio_lower_95', row => hidden(row, row.mark.lower)),
    only('ratio_upper_95', row => hidden(row, row.mark.upper)),
    only('p', row => hidden(row, row.mark.p)),
    only('q', row => hidden(row, row.mark.q)),
    only('city_ratio', row => cityRatioOf(row, anyHidden)),
    only('dispersion', row => row.mark.dispersion),
    only('places_tested', row => row.mark.tested),
    only('level', row => row.mark.level),
    only('high_by_year', row => row.mark.years.map(yesNo).join(', ')),
    only('next', nextWords),
    only('across_break', () => (marked.across ? 'yes' : 'no')),
    only('settings', () => settingsWords(marked.settings)),
    only('assessed_at', () => marked.kept?.at ?? 'worked out for this file'),
    only('source', () => source),
  ]
}

type Held = Pick<Row, 'ratio'> & { mark: Pick<Row['mark'], 'later' | 'earlier' | 'cityRatio'> }

export const isHidden = ({ ratio, mark }: Held): boolean => !ratio && mark.later !== null && mark.earlier !== null

// It is the change of all the others: a few of them to the last digit give the city's totals, and with those a hidden place's counts.
export const cityRatioOf = ({ ratio, mark }: Held, anyHidden: boolean): number | null =>
  !ratio || mark.cityRatio === null ? null : anyHidden ? Math.round(mark.cityRatio * 100) / 100 : mark.cityRatio
