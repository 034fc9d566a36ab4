import { choropleth, type KeyItem, type MapPlace, mapKey, type Shade } from '../../../lib/charts/index.ts'
import { type Drawing, drawingOf } from '../map/drawing.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Row, SeenSpots } from './seen.ts'
import type { Found } from './work.ts'

export interface Picture {
  svg: string
  keyHtml: string
}

const shades: Record<Row['mark'], Shade> = {
  hot: { kind: 'step', step: 4 },
  cold: { kind: 'step', step: 2, hue: 'provision' },
  chance: { kind: 'change', change: 'chance' },
  island: null,
  'not shown': null,
}

const words: Record<Row['mark'], string> = {
  hot: 'High rates gather around it',
  cold: 'Low rates gather around it',
  chance: 'Could be chance',
  island: 'Nobody borders it',
  'not shown': 'Not shown: a small count',
}

export const drawingFor = ({ db }: Rooms, { look }: Found): Promise<Drawing | undefined> =>
  drawingOf(db, look.store, look.ground, look.ground.areas)

/** The map of hot and cold spots; places without a figure are hatched. */
export function spotsPicture(found: Found, seen: SeenSpots, drawing: Drawing, title: string): Picture {
  const marks = new Map(seen.rows.map(row => [row.area.code, row.mark]))
  const places = placesOf(found, drawing, code => shades[marks.get(code) ?? 'island'])
  const without = found.look.ground.areas.length - seen.rows.length
  const items = (Object.keys(words) as Row['mark'][]).flatMap((mark): KeyItem[] => {
    const count = seen.rows.filter(row => row.mark === mark).length
    return count > 0 ? [{ shade: shades[mark], words: words[mark], count }] : []
  })
  const none = without > 0 ? [{ shade: null, words: 'No figures', count: without }] : []
  return { svg: draw(drawing, places, title, { ids: 'spots' }), keyHtml: mapKey('spots', [...items, ...none]) }
}

/** The map of sudden clusters, drawn from the first one's paths. The sign stands in the middle of the strongest part's list, once a cluster. */
export function clusterPicture(found: Found, seen: SeenSpots, drawing: Drawing, title: string): Picture {
  const inside = new Map(
    seen.clusters
      .filter(({ told }) => told)
      .flatMap(({ rows }) => rows.map((row, i) => [row.area.code, i === 0] as const)),
  )
  const places = placesOf(found, drawing, code => ({
    kind: 'change',
    change: inside.has(code) ? 'rising' : 'chance',
  })).map((place): MapPlace => {
    const at = inside.get(place.code) ? drawing.points.get(place.code) : undefined
    return at ? { ...place, at } : place
  })
  const items: KeyItem[] = [
    { shade: { kind: 'change', change: 'rising' }, words: 'In a sudden cluster', count: inside.size },
    {
      shade: { kind: 'change', change: 'chance' },
      words: 'As expected, or could be chance',
      count: found.rows.length - inside.size,
    },
  ]
  return { svg: draw(drawing, places, title, { copyOf: 'spots' }), keyHtml: mapKey('clusters', items) }
}

const placesOf = ({ look }: Found, drawing: Drawing, shadeOf: (code: string) => Shade): MapPlace[] =>
  look.ground.areas.flatMap(({ code }) => {
    const d = drawing.paths.get(code)
    return d === undefined ? [] : [{ code, d, shade: shadeOf(code) }]
  })

const draw = (drawing: Drawing, places: MapPlace[], title: string, part: { ids?: string; copyOf?: string }): string => {
  const { width, height, edge, parents, river, labels } = drawing
  const id = part.copyOf ? 'clusters' : 'spots'
  return choropleth({ id, width, height, title, places, edge, parents, river, labels, ...part }).replace(
    'font-size="18"',
    'font-size="15"',
  )
}
