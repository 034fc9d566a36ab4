import type { Ground } from './ground.ts'
import { lineNames } from './names.ts'
import type { Point } from './outline.ts'
import { toDegrees } from './outline.ts'
import type { Lsoa, Places } from './places.ts'
import { contains } from './polygon.ts'
import { at, type Random, randomFor } from './random.ts'
import type { Recipe } from './recipe.ts'

export type AssetKind =
  | 'library'
  | 'community centre'
  | 'youth club'
  | 'primary school'
  | 'secondary school'
  | 'hospital'
export type Asset = { kind: AssetKind; name: string; lsoa: number; km: Point; point: Point }
export type Station = { id: string; name: string; km: Point; point: Point; lines: string[] }
export type Postcode = { postcode: string; lsoa: number; km: Point; point: Point }
export type Assets = { assets: Asset[]; stations: Station[]; postcodes: Postcode[] }

type Make = { recipe: Recipe; ground: Ground; places: Places }

/** A point inside a small area: on the way from its middle to one of its corners. */
function pointIn(random: Random, ground: Ground, lsoa: Lsoa): Point {
  const ring = lsoa.block.ring.map(id => at(ground.outline.km, id))
  const [x, y] = lsoa.block.km
  for (let tries = 0; tries < 20; tries++) {
    const [cornerX, cornerY] = at(ring, Math.floor(random() * ring.length))
    const far = 0.85 * Math.sqrt(random())
    const point: Point = [x + far * (cornerX - x), y + far * (cornerY - y)]
    if (contains(ring, point)) return point
  }
  return [x, y]
}

/** How many wards in a hundred have one. */
const shares: [AssetKind, string, number][] = [
  ['library', 'Library', 0.3],
  ['community centre', 'Community Centre', 0.6],
  ['youth club', 'Youth Club', 0.35],
  ['primary school', 'Primary School', 1],
  ['secondary school', 'Academy', 0.34],
]

function makeAssets(random: Random, { recipe, ground, places }: Make): Asset[] {
  const place = (kind: AssetKind, name: string, lsoa: number): Asset => {
    const km = pointIn(random, ground, at(places.lsoas, lsoa))
    return { kind, name, lsoa, km, point: toDegrees(km, recipe.middle) }
  }
  const anyIn = (lsoas: readonly number[]) => at(lsoas, Math.floor(random() * lsoas.length))
  const local = places.wards.flatMap(ward =>
    shares.flatMap(([kind, word, share]) =>
      random() < share ? [place(kind, `${ward.name} ${word}`, anyIn(ward.lsoas))] : [],
    ),
  )
  const hospitals = recipe.hospitals.map(({ name }, k) => {
    const inner = places.wards.filter(
      ward =>
        ward.heartKm > 1 && ward.heartKm < 6 && at(places.lsoas, at(ward.lsoas, 0)).block.bank === (k % 2 ? -1 : 1),
    )
    return place('hospital', name, anyIn(at(inner, Math.floor(inner.length / 2)).lsoas))
  })
  return [...local, ...hospitals]
}

/** Three lines through the heart; a stop every 2.4 km or so, named after its ward, one stop where lines meet. */
function makeStations({ recipe, ground, places }: Make): Station[] {
  const stations = new Map<number, Station>()
  lineNames.forEach(({ id }, line) => {
    const turn = 0.22 + line * 1.05
    for (let far = -16.8; far <= 16.8; far += 2.4) {
      const bend = 1.3 * Math.sin(far / 4 + line)
      const x = ground.heart[0] + far * Math.cos(turn) - bend * Math.sin(turn)
      const y = ground.heart[1] + far * Math.sin(turn) + bend * Math.cos(turn)
      const near = nearest(places, far === 0 ? ground.heart : [x, y])
      if (near.far > 1.1) continue
      const { ward, block } = at(places.lsoas, near.lsoa)
      const known = stations.get(ward)
      if (known && !known.lines.includes(id)) known.lines.push(id)
      if (known) continue
      const name = `${at(places.wards, ward).name} station`
      const code = `X00GZZ${String(stations.size + 1).padStart(4, '0')}`
      stations.set(ward, { id: code, name, km: block.km, point: toDegrees(block.km, recipe.middle), lines: [id] })
    }
  })
  return [...stations.values()]
}

function nearest(places: Places, [x, y]: Point): { lsoa: number; far: number } {
  let best = { lsoa: 0, far: Number.POSITIVE_INFINITY }
  places.lsoas.forEach(({ block }, lsoa) => {
    const far = Math.hypot(block.km[0] - x, block.km[1] - y)
    if (far < best.far) best = { lsoa, far }
  })
  return best
}

const letters = 'ABDEFGHJLNPQRSTUWXYZ'

/** Area QX does not exist in the postal system. One district for each borough, six postcodes for each small area. */
function makePostcodes(random: Random, { recipe, ground, places }: Make): Postcode[] {
  const used = places.boroughs.map(() => 0)
  return places.lsoas.flatMap((lsoa, i) =>
    Array.from({ length: 6 }, () => {
      const number = at(used, lsoa.borough)
      used[lsoa.borough] = number + 1
      const unit = at(letters, Math.floor(number / 20) % 20) + at(letters, number % 20)
      const km = pointIn(random, ground, lsoa)
      const postcode = `QX${lsoa.borough + 1} ${(Math.floor(number / 400) % 9) + 1}${unit}`
      return { postcode, lsoa: i, km, point: toDegrees(km, recipe.middle) }
    }),
  )
}

export function furnish(recipe: Recipe, seed: number, ground: Ground, places: Places): Assets {
  const make = { recipe, ground, places }
  return {
    assets: makeAssets(randomFor(seed, 'assets'), make),
    stations: makeStations(make),
    postcodes: makePostcodes(randomFor(seed, 'postcodes'), make),
  }
}
