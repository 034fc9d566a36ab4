import { choropleth, type KeyItem, type MapPlace, mapKey, type Shade } from '../../../lib/charts/index.ts'
import { type Drawing, drawingOf } from '../map/drawing.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Row, SeenSpots } from './seen.ts'
import { isSmall } from './small.ts'
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
  const places = shapesOf(found, drawing, code => shades[marks.get(code) ?? 'island'])
  const without = found.look.ground.areas.length - seen.rows.length
  const items = (Object.keys(words) as Row['mark'][]).flatMap((mark): KeyItem[] => {
    const count = seen.rows.filter(row => row.mark === mark).length
    return count > 0 ? [{ shade: shades[mark], words: words[mark], count }] : []
  })
  const none = without > 0 ? [{ shade: null, words: 'No figures', count: without }] : []
  return { svg: draw(drawing, 'spots', places, title, { ids: 'spots' }), keyHtml: mapKey('spots', [...items, ...none]) }
}

/** The map of sudden clusters, drawn from the first one's paths. The sign stands in the middle of the strongest part's list, once a cluster. */
export function clusterPicture(found: Found, seen: SeenSpots, drawing: Drawing, title: string): Picture {
  const told = seen.clusters.filter(cluster => cluster.told)
  const inside = new Set(told.flatMap(({ rows }) => rows.map(row => row.area.code)))
  const first = new Set(told.flatMap(({ rows }) => rows[0]?.area.code ?? []))
  const places = shapesOf(found, drawing, code => (inside.has(code) ? rising : chance))
  const signs = [...first].flatMap((code): MapPlace[] => {
    const [d, at] = [drawing.paths.get(code), drawing.points.get(code)]
    return d === undefined || !at ? [] : [{ code, d, at, shade: rising }]
  })
  const items: KeyItem[] = [
    { shade: rising, words: 'In a sudden cluster', count: inside.size },
    { shade: chance, words: 'As expected, or could be chance', count: found.rows.length - inside.size },
  ]
  const part = isSmall(found) ? {} : { copyOf: 'spots' }
  const signed = new Set(signs.map(({ code }) => code))
  const rest = places.filter(({ code }) => !signed.has(code))
  return {
    svg: draw(drawing, 'clusters', [...rest, ...signs], title, part),
    keyHtml: mapKey('clusters', items),
  }
}

const rising: Shade = { kind: 'change', change: 'rising' }
const chance: Shade = { kind: 'change', change: 'chance' }

/** Small areas are too many to be drawn one by one: those of one shade are one shape. */
function shapesOf(found: Found, drawing: Drawing, shadeOf: (code: string) => Shade): MapPlace[] {
  const codes = found.look.ground.areas.map(area => area.code).filter(code => drawing.paths.has(code))
  if (!isSmall(found)) return codes.map(code => ({ code, d: drawing.paths.get(code) ?? '', shade: shadeOf(code) }))
  return [...new Set(codes.map(shadeOf))].map((shade, i) => ({
    code: `shape-${i + 1}`,
    d: drawing.together(codes.filter(code => shadeOf(code) === shade)),
    shade,
  }))
}

function draw(
  drawing: Drawing,
  id: string,
  places: MapPlace[],
  title: string,
  part: { ids?: string; copyOf?: string },
): string {
  const { width, height, edge, parents, river, labels } = drawing
  return choropleth({ id, width, height, title, places, edge, parents, river, labels, ...part }).replace(
    'font-size="18"',
    'font-size="15"',
  )
}
