import { decimal } from '../../../lib/words.ts'
import { type Found, type List, listView, type Query, queryText } from '../../../platform/list.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../signals/ground.ts'
import type { Marked } from '../signals/marked.ts'
import type { MapAsk } from './ask.ts'
import { factsOf, groupWords } from './facts.ts'
import { swatch } from './key.ts'
import { type KeyParts, keyOf } from './key-lines.ts'
import { countWords, type MapList, mapList } from './list.ts'
import type { MapFigures, MapRow } from './places.ts'
import { hatchWords, leadOf, sourceParts, titleOf } from './words.ts'

interface Strip {
  name: string
  borough: string
  parts: string[]
  group: string
  swatchHtml: string
}
interface MapPage extends KeyParts {
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
  /** River, borough lines and names for the map that zooms. */
  backdrop: string
}
export const mapPage = page<MapPage>('needs/pages/map.njk')
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
    backdrop: address({ place: undefined, group: undefined }, '/map/backdrop'),
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
