import { ownIds, rateText, rateWithEnds } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { show, sight } from '../../evidence/index.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { officer, togetherRate } from '../rules.ts'
import { kindWords } from '../signals/ground.ts'
import { countText } from '../signals/list.ts'
import { importsOf } from '../sources.ts'
import { perWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { cutWords } from './cut-words.ts'
import { svgOf } from './downloads.ts'
import type { Drawing } from './drawing.ts'
import { groupWords } from './facts.ts'
import type { MapFigures, MapRow } from './places.ts'
import type { Shown } from './views.ts'
import { hatchWords, leadOf, periodWords, sourceParts, tallyOf, titleOf } from './words.ts'

interface Given {
  ask: MapAsk
  shown: Shown
  figures: MapFigures
  drawing: Drawing
  /** Code of the city. */
  city: string
  href: string
}

/** What a map says: its places by class, and the whole of what they count. */
export function readingOf({ ask, shown, figures, drawing, city, href }: Given): Reading {
  const { layer, source } = shown.map
  const parts = sourceParts(ask, source)
  const title = `${titleOf(ask)}, 12 months to ${periodWords(ask).split(' to ')[1]}`
  return {
    view: 'map',
    title,
    href,
    statement: `${title}. ${leadOf(ask, figures, shown.marked)}`,
    figures: [totalOf(ask, layer.counts, city), ...classesOf(ask, figures)],
    svg: ownIds(svgOf(shown, drawing), href),
    table: tableOf(ask, figures),
    from: layer.from,
    to: layer.end,
    places: [city],
    level: ask.ground.kind,
    measures: [ask.known.measure.code],
    imports: behind(ask, layer),
    source: withoutHead([parts.source, parts.denominator].filter(Boolean).join(' ')),
    method: '/methods/maps',
    settings: cutWords(ask, figures),
    notes: [
      parts.caution,
      hatchWords(shown.pack, figures),
      ask.ground.kind === 'borough'
        ? ''
        : `The count for ${ask.city} is that of its ${kindWords[ask.ground.kind][1]} together: ${ask.known.measure.unit} that the source puts in none of them are not in it.`,
      shown.pack.demonstration ? shown.pack.watermark : '',
    ].filter(Boolean),
  }
}

/** Whoever shows a reading writes “Source:” before it, and ends it. */
const withoutHead = (words: string): string => words.replace(/^Source: /, '').replace(/\.$/, '')

/** All that the map counts, for the city: a revision of any place that is not outweighed by another's shows in it. */
function totalOf(ask: MapAsk, counts: ReadonlyMap<number, number | null>, city: string): Figure {
  const { measure } = ask.known
  const all = ask.within.map(area => ({ count: counts.get(area.id) ?? null, residents: area.residents }))
  const known = all.flatMap(({ count }) => (count === null ? [] : [count]))
  const see = sight(officer, measure, { kind: 'city', code: city, boroughCode: null })
  const shown = show(
    known.reduce((sum, n) => sum + n, 0),
    see,
  )
  const rate = shown.count === null ? undefined : togetherRate(measure, all)
  return {
    label: `${measure.name}, ${ask.city}`,
    value: shown.count === null ? (shown.words ?? 'not known') : `${whole(shown.count)} ${measure.unit}`,
    count: shown.count === null ? '' : whole(shown.count),
    denominator: rate ? `${whole(rate.residents)} ${measure.denominator}` : '',
    period: periodWords(ask),
    interval:
      rate && rate.rate !== null
        ? `${rateText(rate.rate)} ${perWords(measure)}, 95% interval ${rateText(rate.lower, rate.rate)} to ${rateText(rate.upper, rate.rate)}`
        : '',
  }
}

/** How many places each class has, the darkest first. */
function classesOf(ask: MapAsk, figures: MapFigures): Figure[] {
  const [one, many] = kindWords[ask.ground.kind]
  const counts = tallyOf(figures.rows)
  const first = new Map(figures.rows.flatMap(row => (row.group ? [[row.group.key, row] as const] : [])))
  const coloured = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return [...first]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([key, row]) => {
      const n = counts.get(key) ?? 0
      return {
        label: sentence(groupWords(row, ask)),
        value: `${whole(n)} ${n === 1 ? one : many}`,
        count: whole(n),
        denominator: `${whole(coloured)} ${many} with a colour`,
        period: periodWords(ask),
        interval: '',
      }
    })
}

const tableOf = (ask: MapAsk, { rows }: MapFigures): Reading['table'] => ({
  caption: `${titleOf(ask)}: every ${kindWords[ask.ground.kind][0]}`,
  head: [
    sentence(kindWords[ask.ground.kind][0]),
    ...(ask.ground.kind === 'borough' ? [] : ['Borough']),
    sentence(ask.known.measure.unit),
    ...(ask.known.measure.denominator ? [`${sentence(perWords(ask.known.measure))}, 95% interval`] : []),
    'Class',
  ],
  rows: rows.map(row => cellsOf(ask, row)),
})

const cellsOf = (ask: MapAsk, row: MapRow): string[] => [
  row.area.name,
  ...(ask.ground.kind === 'borough' ? [] : [row.area.boroughName ?? '']),
  countText(row),
  ...(ask.known.measure.denominator ? [intervalText(row)] : []),
  row.group?.words ?? row.why,
]

const intervalText = ({ figure: { rate, count } }: MapRow): string =>
  rate && rate.rate !== null ? rateWithEnds(rate) : (count.words ?? 'No rate')

const behind = (ask: MapAsk, { from, end }: { from: string; end: string }): number[] => {
  const ids = ask.within.map(area => area.id)
  const scores = ask.show === 'pair' && ask.deprivation ? ask.deprivation.measure.id : undefined
  return [
    ...importsOf(ask.store, ask.known.measure.id, ids, { from, to: end }),
    ...(scores === undefined ? [] : importsOf(ask.store, scores)),
  ]
}
