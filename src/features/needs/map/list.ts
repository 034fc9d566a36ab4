import { escapeXml, rateText } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../platform/list.ts'
import { kindWords } from '../signals/ground.ts'
import { countText } from '../signals/list.ts'
import { levelText } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { cutText } from './cut-words.ts'
import { filtersOf } from './filters.ts'
import { swatch } from './key.ts'
import type { MapList } from './map-list.ts'
import { ownKeys } from './own.ts'
import type { MapRow } from './places.ts'

/** The table beside the map: the same places, the same words. Its address is the map's. */
export function mapList(map: MapList): ListSpec<MapRow> {
  const { ask } = map
  const [one, many] = kindWords[ask.ground.kind]
  return defineList<MapRow>({
    path: '/map',
    noun: [one, many],
    caption: `${ask.known.measure.name} by ${one}: the same places as on the map`,
    columns: [...onPage(map), ...inCsv(map)],
    filters: filtersOf(map),
    sort: { key: 'name', dir: 'asc' },
    size: 25,
    keep: [...ownKeys, 'place', 'group'],
    empty: { title: `No ${one} to show.`, text: 'Nothing is known of this measure here.' },
    chosen: row => row.area.code === ask.place?.code,
  })
}

type Columns = ListSpec<MapRow>['columns']

function onPage({ ask, choose }: MapList): Columns {
  const { measure } = ask.known
  return [
    {
      key: 'name',
      title: sentence(kindWords[ask.ground.kind][0]),
      head: true,
      sortable: true,
      value: row => row.area.name,
      html: row =>
        `<a class="govuk-link" href="/places/${escapeXml(row.area.code)}" data-place="${escapeXml(row.area.code)}">${escapeXml(row.area.name)}</a>${boroughHtml(row)}`,
    },
    {
      key: 'count',
      title: sentence(measure.unit),
      numeric: true,
      sortable: true,
      value: row => row.figure.count.count,
      text: countText,
    },
    {
      key: 'rate',
      title: 'Rate (95% interval)',
      short: 'Rate',
      numeric: true,
      sortable: true,
      pageOnly: true,
      value: row => (row.figure.small ? null : row.figure.rate?.rate),
      html: rateHtml,
    },
    {
      key: 'class',
      title: 'Group',
      pageOnly: true,
      value: row => row.group?.words ?? row.why,
      html: row => groupCell(row, choose),
    },
  ]
}

// Two wards of one name lie in different boroughs.
const boroughHtml = ({ area }: MapRow): string =>
  area.boroughName && area.boroughName !== area.name ? `<small>${escapeXml(area.boroughName)}</small>` : ''

export function rateHtml({ figure }: Pick<MapRow, 'figure'>): string {
  const rate = figure.rate
  if (!rate || rate.rate === null) return figure.count.words ? 'Hidden' : 'No rate'
  return `${rateText(rate.rate)} <span class="up-soft">(${rateText(rate.lower, rate.rate)} to ${rateText(rate.upper, rate.rate)})</span>`
}

const groupCell = (row: MapRow, choose: (code: string) => string): string =>
  `<a class="up-shade" href="${escapeXml(choose(row.area.code))}">${swatch(row.group?.shade ?? null, `n-${row.area.code}`)}${escapeXml(row.group?.words ?? sentence(row.why))}<span class="govuk-visually-hidden">: show ${escapeXml(row.area.name)} on the map</span></a>`

function inCsv({ ask, layer, cuts, steps, source }: MapList): Columns {
  const { measure } = ask.known
  const only = (key: string, value: (row: MapRow) => string | number | null | undefined) => ({
    key,
    title: key,
    csvOnly: true,
    value,
  })
  return [
    only('code', row => row.area.code),
    only('borough_code', row => row.area.boroughCode),
    only('borough', row => row.area.boroughName),
    only('measure', () => measure.code),
    only('period_from', () => layer.from),
    only('period_to', () => layer.end),
    only('count_note', row => row.figure.count.words ?? (row.figure.count.count === null ? row.why : '')),
    only('residents', row => row.area.residents),
    only('residents_year', row => row.area.residentsYear),
    only('rate', row => row.figure.rate?.rate),
    only('rate_per', () => measure.per),
    only('rate_lower_95', row => row.figure.rate?.lower),
    only('rate_upper_95', row => row.figure.rate?.upper),
    only('imd_score', row => row.score),
    only('imd_year', () => ask.deprivation?.year),
    only('group', row => row.group?.words),
    only('group_made_by', () => ask.show),
    only('cut_points', () => cutText(ask, cuts, steps)),
    only('change', row => row.mark?.change),
    only('level', row => row.mark && levelText(row.mark)),
    only('source', () => source),
  ]
}

export const countWords = (n: number, ask: MapAsk): string =>
  `${whole(n)} ${kindWords[ask.ground.kind][n === 1 ? 0 : 1]}`
