// Wards shaded by the share of the hours looked at in which something is on for every age asked for.
import { choropleth, type KeyItem, type MapPlace, mapKey, type Shade } from '../../../lib/charts/index.ts'
import { sentence } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { WardDrawing } from '../../needs/index.ts'
import { addressOf } from './ask.ts'
import { path } from './list.ts'
import { forAges } from './list-view.ts'
import type { PlacePage } from './place-view.ts'
import type { Covered, WardCover } from './read.ts'
import { definitionOf, noticesOf, type Source, sourceOf } from './source.ts'
import type { Table } from './table.ts'

type Class = Pick<WardCover, 'monday' | 'tally'>
const share = ({ tally }: Class) => tally.whole / tally.hours

/** The classes of the list and of the map are the same: what is "nothing in any hour" here is so there. */
const steps: readonly { words: string; shade: Shade; holds: (row: Class) => boolean }[] = [
  {
    words: 'Nothing in any hour',
    shade: { kind: 'step', step: 0, hue: 'provision' },
    holds: ({ tally }) => tally.whole + tally.part === 0,
  },
  {
    words: 'Something, but in no hour for every age',
    shade: { kind: 'step', step: 1, hue: 'provision' },
    holds: ({ tally }) => tally.whole === 0,
  },
  {
    words: 'Every age in up to half of the hours',
    shade: { kind: 'step', step: 2, hue: 'provision' },
    holds: row => share(row) <= 0.5,
  },
  { words: 'In more than half', shade: { kind: 'step', step: 3, hue: 'provision' }, holds: row => share(row) < 1 },
  { words: 'In every hour: no gap', shade: { kind: 'step', step: 4, hue: 'provision' }, holds: () => true },
]

/** Which class a ward is in; -1 where its week is not known. */
export const stepOf = (row: Class): number =>
  row.monday === undefined || row.tally.hours === 0 ? -1 : steps.findIndex(step => step.holds(row))

export const stepWords = (step: number): string => steps[step]?.words ?? 'No such week ahead'

/** Up to so many wards are numbered on the map; more would lie over each other. */
const mostNumbered = 60
const isNumbered = (rows: readonly WardCover[]) => rows.length <= mostNumbered

const hoursWords = (row: WardCover) =>
  row.monday === undefined ? 'Not known' : `${row.tally.whole} of ${row.tally.hours}`

export function coverMap(
  rows: readonly WardCover[],
  drawing: WardDrawing,
  title: string,
): { svg: string; keyHtml: string } {
  const places = rows.flatMap((row): MapPlace[] => {
    const d = drawing.paths.get(row.ward.code)
    const name = `${row.ward.name}: ${hoursWords(row)} hours. ${stepWords(stepOf(row))}`
    return d === undefined ? [] : [{ code: row.ward.code, d, name, shade: steps[stepOf(row)]?.shade ?? null }]
  })
  const { width, height, edge, parents, river } = drawing
  const labels = isNumbered(rows) ? numbersOf(rows, drawing) : drawing.labels
  const svg = choropleth({ id: 'coverage', width, height, title, places, edge, parents, river, labels })
  return { svg: svg.replace('font-size="18"', 'font-size="15"'), keyHtml: mapKey('coverage', keyOf(rows)) }
}

/** The number of each row of the table, in its ward. */
const numbersOf = (rows: readonly WardCover[], { points }: WardDrawing) =>
  rows.flatMap(({ ward }, i) => {
    const point = points.get(ward.code)
    return point ? [{ lines: [String(i + 1)], x: Math.round(point[0]), y: Math.round(point[1]) + 5 }] : []
  })

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
  definition: string
  numbered: boolean
}
const mapPage = page<MapPage>('finder/pages/coverage-map.njk')

export const showMap = (
  covered: Covered,
  drawing: { svg: string; keyHtml: string } | undefined,
  fields: PlacePage['fields'],
  listHref = `${path}${addressOf(covered.ask)}`,
) =>
  mapPage({
    title: 'Coverage by hour: map',
    lead: `In how many of the hours something is on for every age asked for. ${sentence(covered.ask.times.name)}, ${forAges(covered.ask)}.`,
    action: `${path}/map`,
    fields,
    svg: drawing?.svg ?? '',
    keyHtml: drawing?.keyHtml ?? '',
    list: listHref,
    csv: listHref.replace(path, `${path}.csv`),
    table: {
      caption: 'Wards by the share of hours with something on',
      heads: ['Ward', 'Borough', 'Hours with something for every age', 'On the map'],
      rows: covered.rows.map((row, i) => [
        `${isNumbered(covered.rows) ? `${i + 1}. ` : ''}${row.ward.name}`,
        row.ward.boroughName,
        hoursWords(row),
        stepWords(stepOf(row)),
      ]),
      textColumns: [1, 2, 3],
    },
    source: sourceOf(covered),
    notices: noticesOf(covered),
    definition: definitionOf(covered.ask),
    numbered: isNumbered(covered.rows),
  })
