// Wards shaded by the share of the hours looked at in which something is on for every age asked for.
import { choropleth, type KeyItem, type MapPlace, mapKey, type Shade } from '../../../lib/charts/index.ts'
import { sentence } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { WardDrawing } from '../../needs/index.ts'
import { addressOf } from './ask.ts'
import { path } from './list.ts'
import { forAges } from './list-view.ts'
import type { PlacePage, Table } from './place-view.ts'
import type { Covered, WardCover } from './read.ts'
import { noticesOf, type Source, sourceOf } from './source.ts'

const steps: readonly { words: string; shade: Shade; holds: (share: number) => boolean }[] = [
  { words: 'No hour', shade: { kind: 'step', step: 0, hue: 'provision' }, holds: share => share === 0 },
  {
    words: 'Up to a quarter of the hours',
    shade: { kind: 'step', step: 1, hue: 'provision' },
    holds: share => share <= 0.25,
  },
  { words: 'Up to half', shade: { kind: 'step', step: 2, hue: 'provision' }, holds: share => share <= 0.5 },
  { words: 'More than half', shade: { kind: 'step', step: 3, hue: 'provision' }, holds: share => share < 1 },
  { words: 'Every hour', shade: { kind: 'step', step: 4, hue: 'provision' }, holds: () => true },
]

/** Which class a ward is in; -1 where its week is not known. */
export const stepOf = ({ monday, tally }: Pick<WardCover, 'monday' | 'tally'>): number =>
  monday === undefined || tally.hours === 0 ? -1 : steps.findIndex(step => step.holds(tally.whole / tally.hours))

export const stepWords = (step: number): string => steps[step]?.words ?? 'No such week ahead'

export function coverMap(
  rows: readonly WardCover[],
  drawing: WardDrawing,
  title: string,
): { svg: string; keyHtml: string } {
  const places = rows.flatMap((row): MapPlace[] => {
    const d = drawing.paths.get(row.ward.code)
    return d === undefined ? [] : [{ code: row.ward.code, d, shade: steps[stepOf(row)]?.shade ?? null }]
  })
  const { width, height, edge, parents, river, labels } = drawing
  const svg = choropleth({ id: 'coverage', width, height, title, places, edge, parents, river, labels })
  return { svg: svg.replace('font-size="18"', 'font-size="15"'), keyHtml: mapKey('coverage', keyOf(rows)) }
}

const keyOf = (rows: readonly WardCover[]): KeyItem[] =>
  [...steps.keys(), -1].flatMap((step): KeyItem[] => {
    const count = rows.filter(row => stepOf(row) === step).length
    return step >= 0 || count > 0 ? [{ shade: steps[step]?.shade ?? null, words: stepWords(step), count }] : []
  })

interface MapPage {
  title: string
  lead: string
  action: string
  fields: PlacePage['fields']
  svg: string
  keyHtml: string
  list: string
  csv: string
  table: Table
  source: Source
  notices: string[]
}
const mapPage = page<MapPage>('finder/pages/coverage-map.njk')

export const showMap = (
  covered: Covered,
  drawing: { svg: string; keyHtml: string } | undefined,
  fields: PlacePage['fields'],
) =>
  mapPage({
    title: 'Coverage by hour: map',
    lead: `In how many of the hours something is on for every age asked for. ${sentence(covered.ask.times.name)}, ${forAges(covered.ask)}.`,
    action: `${path}/map`,
    fields,
    svg: drawing?.svg ?? '',
    keyHtml: drawing?.keyHtml ?? '',
    list: `${path}${addressOf(covered.ask)}`,
    csv: `${path}.csv${addressOf(covered.ask)}`,
    table: {
      caption: 'Wards by the share of hours with something on',
      heads: ['Ward', 'Borough', 'Hours with something', 'On the map'],
      rows: covered.rows.map(row => [
        row.ward.name,
        row.ward.boroughName,
        row.monday === undefined ? 'Not known' : `${row.tally.whole} of ${row.tally.hours}`,
        stepWords(stepOf(row)),
      ]),
      textColumns: [1, 2, 3],
    },
    source: sourceOf(covered),
    notices: noticesOf(covered),
  })
