import { fillOf, type Shade } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { decimal, whole } from '../../../lib/words.ts'
import { type Found, type List, listView, type Query, queryText } from '../../../platform/list.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../signals/ground.ts'
import type { Marked } from '../signals/marked.ts'
import type { MapAnswer, MapAsk } from './ask.ts'
import { factsOf, groupWords } from './facts.ts'
import { fourfold, ninefold, swatch } from './key.ts'
import { countWords, type MapList, mapList } from './list.ts'
import type { MapFigures, MapRow } from './places.ts'
import { cutWords, hatchWords, leadOf, sourceParts, tallyOf, titleOf } from './words.ts'

interface Strip {
  name: string
  borough: string
  parts: string[]
  group: string
  swatchHtml: string
}
interface KeyLine {
  href: string
  swatchHtml: string
  words: string
  count: string
  current: boolean
}
interface MapPage {
  title: string
  lead: string
  svg: string
  strip: Strip | null
  hint: string
  caption: string
  source: object
  list: List
  heading: string
  all: { text: string; href: string } | null
  keyHtml: string
  keyLines: KeyLine[]
  keyWords: string
  filtered: { text: string; href: string } | null
  own: {
    hidden: { name: string; value: string }[]
    over: string
    score: string
    reset: string
    open: boolean
    preset: { text: string; href: string } | null
  } | null
  downloads: { text: string; href: string }[]
  facts: string
  geojson: string
}
export const mapPage = page<MapPage>('needs/pages/map.njk')
export const mapEmptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: { text: string; href: string }[] }
}>('needs/pages/map-empty.njk')

export interface Shown {
  map: MapList
  figures: MapFigures
  svg: string
  marked: Marked | undefined
  pack: Pack
}

/** The strategy's own line: more than 350 offences of violence with injury a year in one place, with high deprivation. */
const strategy = { measure: 'violence-with-injury', over: 350 }

export function showMap(shown: Shown, query: Query, found: Found<MapRow>): ReturnType<typeof mapPage> {
  const { map, figures, svg, marked, pack } = shown
  const { ask } = map
  const spec = mapList(map)
  const address = (change: Record<string, string | undefined>, path = '/map') =>
    path + queryText(spec, { ...query, page: 1, kept: tidy({ ...query.kept, ...change }) })
  const row = figures.rows.find(each => each.area.code === ask.place?.code)
  const { lead, ...rest } = sourceParts(ask, map.source)
  return mapPage({
    title: titleOf(ask),
    lead: leadOf(ask, figures, marked),
    svg,
    strip: row ? stripOf(row, ask) : null,
    hint: `Choose a ${kindWords[ask.ground.kind][0]} on the map or in the table, and its figures stand here.`,
    caption: `${captionOf(ask)} ${hatchWords(pack, figures)}`.trim(),
    source: { lead, ...rest },
    list: listView(spec, query, found),
    heading: headingOf(ask, found.total),
    all:
      found.total < ask.within.length
        ? {
            text: `All ${countWords(ask.within.length, ask)}`,
            href:
              '/map' +
              queryText(spec, {
                ...query,
                page: 1,
                filters: without(query.filters, ask.ground.kind === 'lsoa' ? '' : 'borough'),
                kept: tidy({ ...query.kept, group: undefined, place: undefined }),
              }),
          }
        : null,
    ...keyOf(ask, figures, group => address({ group, place: undefined })),
    filtered: groupTag(figures, ask, address({ group: undefined })),
    own: ask.show === 'pair' ? ownOf(ask, figures, query, address) : null,
    downloads: [
      { text: 'Map as SVG', href: address({}, '/map.svg') },
      { text: 'GeoJSON', href: address({}, '/map.geojson') },
    ],
    facts: address({ place: undefined, group: undefined }, '/map/facts'),
    geojson: address({ place: undefined, group: undefined }, '/map.geojson'),
  })
}

const tidy = (kept: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, string] => Boolean(pair[1])))

const without = (filters: Query['filters'], key: string): Query['filters'] =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => name !== key))

const stripOf = (row: MapRow, ask: MapAsk): Strip => ({
  name: row.area.name,
  borough: row.area.kind === 'borough' ? '' : (row.area.boroughName ?? ''),
  parts: factsOf(row, ask),
  group: groupWords(row, ask),
  swatchHtml: swatch(row.group?.shade ?? null, 'strip-none'),
})

function captionOf(ask: MapAsk): string {
  const one = kindWords[ask.ground.kind][0]
  if (ask.show === 'pair')
    return `Each ${one} is one colour for two things: how much recorded ${ask.known.measure.name.toLowerCase()}, and how deprived.`
  if (ask.show === 'change') return 'A triangle stands on every place whose change is more than chance would explain.'
  if (ask.show === 'level') return 'Darker: in the top tenth for both rate and count in more of the years.'
  return `Darker: ${ask.show === 'rate' ? 'a higher rate' : 'more'}. Each colour holds about as many ${kindWords[ask.ground.kind][1]}.`
}

function headingOf(ask: MapAsk, total: number): string {
  const group = ask.group ? ' of that colour' : ''
  const where = ask.ground.kind !== 'borough' && scopeName(ask)
  return `The ${countWords(total, ask)}${group}${where ? ` in ${where}` : ''}`
}

/** The borough the table keeps to: the one chosen, or that of the chosen place. */
export const scopeOf = (ask: MapAsk): string | undefined =>
  ask.ground.kind === 'borough'
    ? undefined
    : (ask.borough ?? (ask.group ? undefined : (ask.place?.boroughCode ?? undefined)))
const scopeName = (ask: MapAsk) => ask.within.find(area => area.boroughCode === scopeOf(ask))?.boroughName

function keyOf(
  ask: MapAsk,
  figures: MapFigures,
  href: (group: string) => string,
): Pick<MapPage, 'keyHtml' | 'keyLines' | 'keyWords'> {
  const counts = tallyOf(figures.rows)
  const unit = kindWords[ask.ground.kind][1]
  const keyWords = cutWords(ask, figures)
  const asked = { counts, unit, measure: 'violence', href }
  if (figures.cuts) return { keyHtml: figures.cuts.own ? fourfold(asked) : ninefold(asked), keyLines: [], keyWords }
  const entries = figures.steps
    ? figures.steps.words.map((words, i) => ({ key: `step-${i}`, words, shade: figures.steps?.shades[i] ?? null }))
    : marksPresent(figures)
  const lines = entries.map(({ key, words, shade }, i) => ({
    href: href(key),
    swatchHtml: swatch(shade, `key-${i}`),
    words: words.charAt(0).toUpperCase() + words.slice(1),
    count: whole(counts.get(key) ?? 0),
    current: ask.group === key,
  }))
  return { keyHtml: '', keyLines: lines, keyWords: unitWords(ask) }
}

const unitWords = (ask: MapAsk) =>
  ask.show === 'rate'
    ? `${ask.known.measure.unit} ${ask.known.measure.per === 1_000 ? 'a thousand' : `per ${ask.known.measure.per}`} residents, 12 months to ${monthWords(ask.end)}`
    : ask.show === 'count'
      ? `${ask.known.measure.unit}, 12 months to ${monthWords(ask.end)}`
      : ''

const order = ['rising', 'falling', 'chance', 'too-few', 'too-short', 'break']

function marksPresent({ rows }: MapFigures): { key: string; words: string; shade: Shade }[] {
  const groups = new Map(rows.flatMap(({ group }) => (group ? [[group.key, group] as const] : [])))
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : 100 - Number(key.slice(6)))
  return [...groups.values()].sort((a, b) => rank(a.key) - rank(b.key))
}

function groupTag(figures: MapFigures, ask: MapAsk, href: string): MapPage['filtered'] {
  const group = figures.rows.find(row => row.group?.key === ask.group)?.group
  return ask.group && group ? { text: group.words, href } : null
}

function ownOf(
  ask: MapAsk,
  figures: MapFigures,
  query: Query,
  address: (change: Record<string, string | undefined>) => string,
): MapPage['own'] {
  const chosen = Object.entries(query.filters).flatMap(([name, values]) => values.map(value => ({ name, value })))
  const preset = ask.known.measure.code === strategy.measure && ask.over !== strategy.over
  return {
    hidden: [...chosen, ...(ask.place ? [{ name: 'place', value: ask.place.code }] : [])],
    over: ask.over === undefined ? '' : String(ask.over),
    score:
      ask.score === undefined
        ? figures.cuts?.own
          ? decimal(figures.cuts.deprivation[0] ?? 0)
          : ''
        : String(ask.score),
    reset: address({ over: undefined, score: undefined, group: undefined }),
    open: ask.over !== undefined,
    preset: preset
      ? {
          text: `The strategy’s line: more than ${strategy.over} offences of violence with injury in a ${kindWords[ask.ground.kind][0]} in these 12 months, and deprivation in the top third`,
          href: address({ over: String(strategy.over), score: undefined, group: undefined }),
        }
      : null,
  }
}

/** Plain facts of every place for the script: name, borough, facts, group, colour. */
export const factsFor = (figures: MapFigures, ask: MapAsk) => ({
  places: Object.fromEntries(
    figures.rows.map(row => [
      row.area.code,
      [
        row.area.name,
        row.area.kind === 'borough' ? '' : (row.area.boroughName ?? ''),
        factsOf(row, ask),
        groupWords(row, ask),
        fillOf(row.group?.shade ?? null) ?? '',
      ],
    ]),
  ),
})

export function showEmptyMap(
  answer: Exclude<MapAnswer, { state: 'ready' }> | { state: 'no boundaries' },
): ReturnType<typeof mapEmptyPage> {
  if (answer.state === 'refused')
    return mapEmptyPage({
      title: 'Map',
      lead: `${answer.measure.name} is shown at ${answer.measure.lowestLevel} level or above.`,
      empty: {
        title: 'This is kept back on purpose.',
        text: 'Below that the counts are so small, and the matter so sensitive, that people could be recognised.',
        links: [
          {
            text: `See it by ${answer.measure.lowestLevel}`,
            href: `/map?level=borough&measure=${encodeURIComponent(answer.measure.code)}`,
          },
        ],
      },
    })
  const what = {
    'no places': 'No places are loaded yet.',
    'no data': 'No measure is known month by month here yet.',
    'no boundaries': 'The boundaries of these places are not loaded yet.',
  }[answer.state]
  return mapEmptyPage({
    title: 'Map',
    lead: what,
    empty: {
      title: 'The map needs places, boundaries and monthly counts.',
      text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
      links: [{ text: 'Data', href: '/data' }],
    },
  })
}
