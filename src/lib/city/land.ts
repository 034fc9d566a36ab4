import { type Mesh, makeMesh, type Spot } from './mesh.ts'
import { at, type Random } from './random.ts'

/** From the straightened map (u, v, and which bank) to kilometres east and north of the middle of the city. */
export type Warp = (u: number, v: number, bank: number) => [number, number]
export type Land = { sites: Spot[]; mesh: Mesh; warp: Warp }

/** Where the city's heart lies on the straightened map: a little north of the river. */
export const heart: Spot = { u: 0.6, v: 0.9 }

/** A sum of a few slow waves: smooth, repeatable, between about -1 and 1. */
export function waves(random: Random, lengthKm: number): (x: number, y: number) => number {
  const parts = Array.from({ length: 4 }, () => {
    const angle = random() * 2 * Math.PI
    const k = ((0.7 + 0.6 * random()) * 2 * Math.PI) / lengthKm
    return { x: Math.cos(angle) * k, y: Math.sin(angle) * k, phase: random() * 2 * Math.PI }
  })
  return (x, y) => parts.reduce((total, part) => total + Math.sin(part.x * x + part.y * y + part.phase) / 3, 0)
}

/** Half the river's width in km: no more than a line in the west, an estuary in the east. */
function halfWidth(u: number): number {
  const t = Math.min(1, Math.max(0, (u + 11) / 14))
  return 0.16 * t * t * (3 - 2 * t) + 0.26 * Math.max(0, (u - 6) / 10) ** 1.5
}

/** Opens the river, lets it wander, and ripples the whole map. Continuous on each bank, so shared borders stay shared. */
function makeWarp(random: Random): Warp {
  const [east, north] = [waves(random, 12), waves(random, 12)]
  const [first, second] = [random() * 0.8, random() * 0.8]
  const meander = (u: number) => 1.5 * Math.sin(u / 2.9 + first) + 0.25 * Math.sin(u / 1.2 + second)
  return (u, v, bank) => {
    const opened = v + bank * halfWidth(u) * Math.exp(-Math.abs(v) / 1.8)
    const bent = opened + meander(u) * Math.exp(-((v / 8) ** 2))
    return [u + 0.6 * east(u, v), bent + 0.6 * north(u, v)]
  }
}

/** How far out a spot is: 1 is about the edge of the city. Lobed, so that the outline is nothing like a box. */
function makeOutward(random: Random, width: number, height: number): (spot: Spot) => number {
  const phases = Array.from({ length: 4 }, () => random() * 2 * Math.PI)
  const rough = waves(random, 5)
  return ({ u, v }) => {
    const turn = Math.atan2(v / height, u / width)
    const lobes = phases.reduce((total, phase, k) => total + (0.13 / (k + 1.2)) * Math.sin((k + 2) * turn + phase), 1)
    return Math.hypot((2.12 * u) / width, (2.12 * v) / height) / lobes + 0.05 * rough(u, v)
  }
}

/** Throws darts that keep their distance: close in the heart, wide at the edge. */
function scatter(random: Random, width: number, height: number, scale: number): Spot[] {
  const gap = (spot: Spot) => scale * (0.3 + 0.048 * Math.hypot(spot.u - heart.u, spot.v - heart.v))
  const grid = new Map<number, Spot[]>()
  const square = (spot: Spot) => Math.floor(spot.u / 2) * 1000 + Math.floor(spot.v / 2)
  const close = (spot: Spot, need: number) =>
    [-1001, -1000, -999, -1, 0, 1, 999, 1000, 1001].some(step =>
      grid.get(square(spot) + step)?.some(other => Math.hypot(other.u - spot.u, other.v - spot.v) < need),
    )
  const spots: Spot[] = []
  for (let dart = 0; dart < 25_000; dart++) {
    const spot = { u: (random() - 0.5) * width, v: (random() - 0.5) * height }
    const need = gap(spot)
    // The row along the water keeps back from it, or its cells would be slivers.
    if (Math.abs(spot.v) < need * 0.42 || close(spot, need)) continue
    spots.push(spot)
    grid.set(square(spot), [...(grid.get(square(spot)) ?? []), spot])
  }
  return spots
}

/**
 * The ground: `count` cells inside the outline (the first `count` sites) and the sites around them, for a city about
 * `width` by `height` km. The spacing is tried and corrected until that many cells fill the outline.
 */
export function makeLand(random: Random, count: number, width: number, height: number): Land {
  const outward = makeOutward(random, width, height)
  let [scale, sites] = [Math.sqrt(700 / count), [] as Spot[]]
  for (let round = 0; round < 3; round++) {
    sites = scatter(random, width * 1.5, height * 1.5, scale)
    scale *= Math.sqrt(sites.filter(spot => outward(spot) < 1).length / count)
  }
  const ranked = sites.map(spot => ({ spot, out: outward(spot) })).sort((a, b) => a.out - b.out)
  sites = ranked.map(({ spot }) => spot)
  return { sites, mesh: makeMesh(sites, count, 7), warp: makeWarp(random) }
}

export const fromHeart = (spot: Spot): number => Math.hypot(spot.u - heart.u, spot.v - heart.v)
export const siteOf = (land: Land, cell: number): Spot => at(land.sites, cell)
