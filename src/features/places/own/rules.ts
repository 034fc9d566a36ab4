import { type Area, checkAreas, polygonsOf, readCrs, toWgs84 } from '../../../lib/geo/index.ts'

/** An area somebody pasted or sent: its shapes in longitude and latitude, and what was done to it. */
export type Drawing = { ok: true; areas: Area[]; notes: string[] } | { ok: false; message: string }

const isTree = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bare geometries and single features are as good as collections. */
function collect(json: unknown): unknown {
  if (!isTree(json)) return json
  const crs = 'crs' in json ? { crs: json.crs } : {}
  if (json.type === 'FeatureCollection') return json
  const feature = json.type === 'Feature' ? json : { type: 'Feature', properties: {}, geometry: json }
  return { type: 'FeatureCollection', ...crs, features: [feature] }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads GeoJSON that a person pasted or uploaded. British National Grid is moved to longitude and latitude, and said; any other is refused with the remedy. */
export function readDrawing(text: string): Drawing {
  const json = collect(parse(text.replace(/^\uFEFF/, '')))
  if (!isTree(json))
    return {
      ok: false,
      message: 'This is not GeoJSON. Draw the area on a map, export it as GeoJSON, and paste that here.',
    }
  const crs = readCrs(json)
  if (typeof crs === 'object') return { ok: false, message: crs.refuse }
  const check = checkAreas(crs === 'bng' ? toWgs84(json) : json)
  if (!check.ok) return { ok: false, message: check.problems[0]?.message ?? 'This area cannot be used.' }
  const areas = check.features.map(feature => feature.geometry)
  const points = areas.flatMap(area => polygonsOf(area).flat(2)).length
  if (points > 20_000)
    return {
      ok: false,
      message: `The area has ${points.toLocaleString('en-GB')} corners. Simplify it to 20,000 or fewer and try again.`,
    }
  return {
    ok: true,
    areas,
    notes:
      crs === 'bng'
        ? ['The area was in British National Grid and was moved to longitude and latitude, good to about 5 metres.']
        : [],
  }
}

const metresPerDegree = 111_195

/** A circle as a polygon of 64 corners: metres about a point, in degrees. Its area is 99.8 % of the true circle's. */
export function circle(longitude: number, latitude: number, radius: number): Area {
  const squeeze = Math.cos((latitude * Math.PI) / 180)
  const ring = Array.from({ length: 64 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI
    const [east, north] = [
      (Math.cos(angle) * radius) / (metresPerDegree * squeeze),
      (Math.sin(angle) * radius) / metresPerDegree,
    ]
    return [Number((longitude + east).toFixed(6)), Number((latitude + north).toFixed(6))]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] }
}

/** 'Brixton Underground Station' as people say it: 'Brixton'. */
export const stationName = (name: string): string =>
  name.replace(/\s+(underground|dlr|rail|tram|overground)?\s*station$/i, '').trim() || name
