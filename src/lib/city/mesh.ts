import { at } from './random.ts'

/** A spot on the straightened map, in kilometres: `v` is the distance from the river, above 0 on the north bank. */
export type Spot = { u: number; v: number }
/** The edge from `corners[k]` to the next corner has the site `across[k]` on its far side, or the river. */
export type Cell = { corners: number[]; across: number[] }
export type Mesh = { corners: Spot[]; cells: Cell[] }
type Side = Spot & { by: number }

export const RIVER = -1
const FRAME = -2

/** What is left of a ring on the side where `keep` is not negative; the new edge is marked `by`. */
function clip(ring: Side[], keep: (spot: Spot) => number, by: number): Side[] {
  const left: Side[] = []
  ring.forEach((here, k) => {
    const next = at(ring, (k + 1) % ring.length)
    const [a, b] = [keep(here), keep(next)]
    if (a >= 0) left.push(here)
    if (a >= 0 === b >= 0) return
    const t = a / (a - b)
    left.push({ u: here.u + t * (next.u - here.u), v: here.v + t * (next.v - here.v), by: a >= 0 ? by : here.by })
  })
  return left
}

const frame = (site: Spot, reach: number): Side[] =>
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([x = 0, y = 0]) => ({ u: site.u + x * reach, v: site.v + y * reach, by: FRAME }))

const apart = (a: Spot, b: Spot): number => Math.hypot(a.u - b.u, a.v - b.v)

/** The part of one bank that is nearer to site `i` than to any other site of that bank. */
function cellRing(sites: readonly Spot[], i: number, reach: number): Side[] {
  const site = at(sites, i)
  const bank = Math.sign(site.v)
  const near: { j: number; far: number }[] = []
  sites.forEach((other, j) => {
    if (j !== i && other.v * bank > 0 && Math.abs(other.u - site.u) < reach && Math.abs(other.v - site.v) < reach)
      near.push({ j, far: apart(site, other) })
  })
  near.sort((a, b) => a.far - b.far)
  let ring = clip(frame(site, reach), spot => spot.v * bank, RIVER)
  for (const { j, far } of near) {
    if (far > 2 * Math.max(...ring.map(spot => apart(spot, site)))) break
    const other = at(sites, j)
    const [du, dv] = [other.u - site.u, other.v - site.v]
    const middle = ((other.u + site.u) / 2) * du + ((other.v + site.v) / 2) * dv
    ring = clip(ring, spot => middle - spot.u * du - spot.v * dv, j)
  }
  return ring
}

/** The spot as far from a as from b and c. Worked out once for a trio, so that all three cells hold the very same corner. */
function circumcentre(a: Spot, b: Spot, c: Spot): Spot {
  const [bu, bv, cu, cv] = [b.u - a.u, b.v - a.v, c.u - a.u, c.v - a.v]
  const d = 2 * (bu * cv - bv * cu)
  const [bb, cc] = [bu * bu + bv * bv, cu * cu + cv * cv]
  return { u: a.u + (cv * bb - bv * cc) / d, v: a.v + (bu * cc - cu * bb) / d }
}

const onRiver = (a: Spot, b: Spot): Spot => ({
  u: (a.u * a.u + a.v * a.v - b.u * b.u - b.v * b.v) / (2 * (a.u - b.u)),
  v: 0,
})

/**
 * Voronoi cells of the first `inside` sites, each bank on its own, with corners shared by name and not by nearness.
 * `reach` (km) bounds how far a cell can stretch. A cell that touches that bound is refused: the sites around it are too few.
 */
export function makeMesh(sites: readonly Spot[], inside: number, reach: number): Mesh {
  const corners: Spot[] = []
  const names = new Map<string, number>()
  const corner = (...ids: number[]): number => {
    const [a = 0, b = 0, c = 0] = ids.sort((x, y) => x - y)
    if (a === FRAME) throw new RangeError(`makeMesh: the cell of site ${c} reaches further than ${reach} km`)
    const name = `${a},${b},${c}`
    const known = names.get(name)
    if (known !== undefined) return known
    corners.push(
      a === RIVER ? onRiver(at(sites, b), at(sites, c)) : circumcentre(at(sites, a), at(sites, b), at(sites, c)),
    )
    names.set(name, corners.length - 1)
    return corners.length - 1
  }
  const cells = Array.from({ length: inside }, (_, i) => {
    const ring = cellRing(sites, i, reach)
    const before = (k: number) => at(ring, (k + ring.length - 1) % ring.length).by
    return { corners: ring.map((side, k) => corner(i, before(k), side.by)), across: ring.map(side => side.by) }
  })
  return { corners, cells }
}
