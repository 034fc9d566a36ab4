import { fromHeart, heart, type Land, makeLand, siteOf, waves } from './land.ts'
import { drawOutline, type Outline, type Point } from './outline.ts'
import { meanPoint, partition } from './partition.ts'
import { ringArea, ringCentre } from './polygon.ts'
import { at, type Random, randomFor, whole } from './random.ts'
import type { Recipe } from './recipe.ts'

/** The smallest area, before it has a name. `ward` and `borough` are numbers of groups. */
export type Block = {
  ring: number[]
  km: Point
  areaKm2: number
  heartKm: number
  bank: number
  riverside: boolean
  neighbours: number[]
  ward: number
  borough: number
  /** How hard life is there (about -2 to 3) and how much of the city's heart it is (0 to 1). */
  hardship: number
  centrality: number
}
export type Ground = { outline: Outline; blocks: Block[]; wards: number; boroughs: number; heart: Point }

function makeBlocks(random: Random, land: Land, outline: Outline): Block[] {
  const drift = waves(random, 11)
  return land.mesh.cells.map((cell, i) => {
    const site = siteOf(land, i)
    const ring = at(outline.rings, i)
    const corners = ring.map(id => at(outline.km, id))
    const heartKm = fromHeart(site)
    const inner = Math.exp(-(((heartKm - 3.5) / 3.5) ** 2))
    return {
      ring,
      km: ringCentre(corners),
      areaKm2: ringArea(corners),
      heartKm,
      bank: Math.sign(site.v),
      riverside: cell.across.includes(-1),
      neighbours: cell.across.filter(j => j >= 0 && j < land.mesh.cells.length),
      ward: 0,
      borough: 0,
      hardship: 0.9 * inner - 0.3 + 0.8 * drift(site.u, site.v) + 0.4 * (random() + random() - 1),
      centrality: Math.exp(-((heartKm / 2.4) ** 2)),
    }
  })
}

/** Sizes about equal but not quite: `total` shared among `groups`, stepping from under to over the mean. */
function unevenTargets(total: number, groups: number, step: number): number[] {
  const even = total / groups
  const ends = Array.from({ length: groups + 1 }, (_, g) => {
    const lean = groups > 1 ? (step * g * (g - groups)) / (groups - 1) : 0
    return Math.round(even * g + lean)
  })
  return ends.slice(1).map((end, g) => end - at(ends, g))
}

/** `among` says which of the new groups each of the old groups' neighbours are. */
function groupNeighbours(groups: readonly number[], neighbours: readonly number[][], count: number): number[][] {
  const touching = Array.from({ length: count }, () => new Set<number>())
  groups.forEach((own, i) => {
    for (const j of at(neighbours, i)) if (groups[j] !== own) at(touching, own).add(at(groups, j))
  })
  return touching.map(set => [...set])
}

/** One bank's blocks into wards, and its wards into boroughs. No ward and no borough crosses the river. */
function divideBank(random: Random, blocks: readonly Block[], own: readonly number[], wards: number, boroughs: number) {
  const place = new Map(own.map((block, i) => [block, i]))
  const points = own.map(i => at(blocks, i).km)
  const neighbours = own.map(i =>
    at(blocks, i).neighbours.flatMap(j => {
      const known = place.get(j)
      return known === undefined ? [] : [known]
    }),
  )
  const jitter = unevenTargets(own.length, wards, 0).map(size => size + whole(random, -2, 2))
  const ward = partition(random, { points, neighbours, targets: jitter })
  const middles = Array.from({ length: wards }, (_, w) => meanPoint(points.filter((_, i) => ward[i] === w)))
  const borough = partition(random, {
    points: middles,
    neighbours: groupNeighbours(ward, neighbours, wards),
    targets: unevenTargets(wards, boroughs, 1.2),
  })
  return { ward, borough }
}

type Bank = { bank: number; wards: number; boroughs: number; firstWard: number; firstBorough: number }

/** Shares the wards and boroughs between the banks by how many small areas each has. */
function banksOf(recipe: Recipe, blocks: readonly Block[]): Bank[] {
  const north = blocks.filter(block => block.bank > 0).length / blocks.length
  const [wards, boroughs] = [Math.round(recipe.wards * north), Math.round(recipe.boroughs * north)]
  return [
    { bank: 1, wards, boroughs, firstWard: 0, firstBorough: 0 },
    {
      bank: -1,
      wards: recipe.wards - wards,
      boroughs: recipe.boroughs - boroughs,
      firstWard: wards,
      firstBorough: boroughs,
    },
  ]
}

/** Lays out the land, its smallest areas, and their grouping. */
export function makeGround(recipe: Recipe, seed: number): Ground {
  const land = makeLand(randomFor(seed, 'land'), recipe.lsoas, recipe.widthKm, recipe.heightKm)
  const outline = drawOutline(randomFor(seed, 'outline'), land, recipe.middle)
  const blocks = makeBlocks(randomFor(seed, 'hardship'), land, outline)
  for (const { bank, wards, boroughs, firstWard, firstBorough } of banksOf(recipe, blocks)) {
    const own = blocks.flatMap((block, i) => (block.bank === bank ? [i] : []))
    const divided = divideBank(randomFor(seed, `bank ${bank}`), blocks, own, wards, boroughs)
    own.forEach((i, k) => {
      const ward = at(divided.ward, k)
      at(blocks, i).ward = firstWard + ward
      at(blocks, i).borough = firstBorough + at(divided.borough, ward)
    })
  }
  return { outline, blocks, wards: recipe.wards, boroughs: recipe.boroughs, heart: land.warp(heart.u, heart.v, 1) }
}
