import { whole } from '../../../lib/words.ts'
import { errorList, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query, queryText } from '../../../platform/list.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { type Links, noLinks } from '../analyses/links.ts'
import { kindWords } from '../signals/ground.ts'
import type { Marked } from '../signals/marked.ts'
import type { MapAsk } from './ask.ts'
import { factsOf, groupWords } from './facts.ts'
import { swatch } from './key.ts'
import { type KeyParts, keyOf } from './key-lines.ts'
import { countWords, mapList } from './list.ts'
import type { MapList } from './map-list.ts'
import type { MonoMap } from './mono.ts'
import { type Address, type Notice, noticesOf } from './notices.ts'
import { type OwnForm, ownFormOf } from './own-form.ts'
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
  links: Links
  strip: Strip | null
  hint: string
  caption: string
  source: object
  list: List
  heading: string
  all: { text: string; href: string } | null
  filtered: { text: string; href: string } | null
  own: OwnForm | null
  /** What was asked for and left out, and why. */
  notices: Notice[]
  errors: FieldError[]
  errorSummary: ReturnType<typeof errorList>
  /** Where to go for what this map cannot show. */
  instead: { text: string; href: string } | null
  /** Why the figures are fewer than the places. */
  fewer: string
  mono: MonoMap[]
  png: { svg: string }
  downloads: { text: string; href: string }[]
  facts: string
  /** Places and figures for the map that zooms. */
  zoomed: string
  /** River, borough lines and names for the map that zooms. */
  backdrop: string
}
export const mapPage = page<MapPage>('needs/pages/map.njk')
export interface Shown {
  map: MapList
  figures: MapFigures
  svg: string
  mono: MonoMap[]
  marked: Marked | undefined
  pack: Pack
}

/** `links`: what can be made of this map. */
export function showMap(shown: Shown, query: Query, found: Found<MapRow>, links = noLinks): ReturnType<typeof mapPage> {
  const { map, figures, svg, mono, marked, pack } = shown
  const { ask } = map
  const spec = mapList(map)
  const address = (change: Record<string, string | undefined>, path = '/map', filters: Query['filters'] = {}) =>
    path +
    queryText(spec, {
      ...query,
      page: 1,
      filters: { ...query.filters, ...filters },
      kept: tidy({ ...query.kept, ...change }),
    })
  const row = figures.rows.find(each => each.area.code === ask.place?.code)
  const { lead, ...rest } = sourceParts(ask, map.source)
  const hatched = hatchWords(pack, figures)
  return mapPage({
    title: titleOf(ask),
    lead: leadOf(ask, figures, marked),
    svg,
    links,
    strip: row ? stripOf(row, ask) : null,
    hint: `Choose a ${kindWords[ask.ground.kind][0]} on the map or in the table, and its figures stand here.`,
    caption: `${captionOf(ask)} ${hatched}`.trim(),
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
    own: ownFormOf(ask, query, address),
    notices: noticesOf(ask, address),
    errors: ask.own.errors,
    errorSummary: errorList(ask.own.errors),
    instead: insteadOf(ask, address),
    fewer: fewerWords(ask, figures, hatched),
    mono,
    png: { svg: address({}, '/map.png') },
    downloads: [
      { text: 'Map as SVG', href: address({}, '/map.svg') },
      { text: 'GeoJSON', href: address({}, '/map.geojson') },
    ],
    facts: address({ place: undefined, group: undefined }, '/map/facts'),
    zoomed: address({ place: undefined, group: undefined }, '/map/places'),
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
  if (ask.ground.kind === 'lsoa' && (ask.show === 'change' || ask.show === 'level')) return ''
  if (ask.show === 'change') return 'A triangle stands on every place whose change is more than chance would explain.'
  if (ask.show === 'level') return 'Darker: in the top tenth for both rate and count in more of the years.'
  if (ask.rare) return 'Darker: more. A colour is a number of events here, and no rank.'
  return `Darker: ${ask.show === 'rate' ? 'a higher rate' : 'more'}.`
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

// Beside the number of places, so that nobody has to ask where the others went.
function fewerWords(ask: MapAsk, { rows }: MapFigures, hatched: string): string {
  const coloured = rows.filter(row => row.group).length
  return coloured < rows.length && coloured > 0
    ? `${whole(coloured)} of ${countWords(rows.length, ask)} have a colour. ${hatched}`
    : ''
}

function insteadOf({ ground, show }: MapAsk, address: Address): MapPage['instead'] {
  if (ground.kind !== 'lsoa' || (show !== 'change' && show !== 'level')) return null
  return {
    text: `See ${show} by ward`,
    href: address({ place: undefined, group: undefined }, '/map', { level: ['ward'] }),
  }
}
