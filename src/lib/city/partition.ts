import type { Point } from './outline.ts'
import { at, type Random } from './random.ts'

type Things = { points: readonly Point[]; neighbours: readonly number[][]; targets: readonly number[] }
type Middle = { x: number; y: number; pull: number }

const squared = (point: Point, middle: Middle): number => (point[0] - middle.x) ** 2 + (point[1] - middle.y) ** 2

/** Starting middles that lie far from each other. */
function startMiddles(random: Random, { points, targets }: Things): Middle[] {
  const middles: Middle[] = []
  for (let g = 0; g < targets.length; g++) {
    const tries = Array.from({ length: 40 }, () => at(points, Math.floor(random() * points.length)))
    const lonely = (point: Point) => Math.min(...middles.map(middle => squared(point, middle)))
    const best = tries.reduce((a, b) => (g > 0 && lonely(b) > lonely(a) ? b : a))
    middles.push({ x: best[0], y: best[1], pull: 0 })
  }
  return middles
}

function nearest(point: Point, middles: readonly Middle[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  middles.forEach((middle, g) => {
    const far = squared(point, middle) - middle.pull
    if (far < least) [best, least] = [g, far]
  })
  return best
}

/** k-means whose middles pull harder the more they are short of their target (a power diagram). */
function settle(random: Random, things: Things): number[] {
  const middles = startMiddles(random, things)
  const room = spreadOf(things.points) / things.targets.length
  let groups: number[] = []
  for (let round = 0; round < 80; round++) {
    groups = things.points.map(point => nearest(point, middles))
    middles.forEach((middle, g) => {
      const own = things.points.filter((_, i) => groups[i] === g)
      middle.pull += 0.06 * room * (1 - own.length / at(things.targets, g))
      if (own.length > 0 && round < 50) [middle.x, middle.y] = meanPoint(own)
    })
  }
  return groups
}

export const meanPoint = (points: readonly Point[]): Point => [
  points.reduce((total, [x]) => total + x, 0) / points.length,
  points.reduce((total, [, y]) => total + y, 0) / points.length,
]

const spreadOf = (points: readonly Point[]): number => {
  const [xs, ys] = [points.map(point => point[0]), points.map(point => point[1])]
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys))
}

/** The members reachable from `start` without leaving its group, leaving `without` out. */
function reach(groups: readonly number[], neighbours: readonly number[][], start: number, without = -1): Set<number> {
  const seen = new Set([start])
  for (const here of seen)
    for (const next of at(neighbours, here)) if (next !== without && groups[next] === groups[start]) seen.add(next)
  return seen
}

const sizeOf = (groups: readonly number[], group: number): number => groups.filter(own => own === group).length

/** A group that nothing chose takes the member nearest to nobody's target: one of the largest group. */
function fillEmpty(groups: number[], targets: readonly number[]): void {
  targets.forEach((_, empty) => {
    if (sizeOf(groups, empty) > 0) return
    const sizes = targets.map((_, g) => sizeOf(groups, g))
    groups[groups.indexOf(sizes.indexOf(Math.max(...sizes)))] = empty
  })
}

/** Stray pieces join the neighbouring group they touch most. Looked at again before each move: of two halves, one stays. */
function mend(groups: number[], neighbours: readonly number[][]): void {
  for (let round = 0; round < 20; round++) {
    let moved = false
    groups.forEach((own, i) => {
      if (reach(groups, neighbours, i).size * 2 > sizeOf(groups, own)) return
      const others = at(neighbours, i)
        .map(j => at(groups, j))
        .filter(group => group !== own)
      const votes = (group: number) => others.filter(other => other === group).length
      if (others.length === 0) return
      groups[i] = others.reduce((a, b) => (votes(b) > votes(a) ? b : a))
      moved = true
    })
    if (!moved) return
  }
}

/** One move of a border member from a group over its target to one under it, or at least two smaller in excess. */
function improve(groups: number[], { neighbours, targets }: Things): boolean {
  const excess = targets.map((target, g) => sizeOf(groups, g) - target)
  for (let i = 0; i < groups.length; i++) {
    const from = at(groups, i)
    const to = at(neighbours, i)
      .map(j => at(groups, j))
      .find(group => at(excess, from) - at(excess, group) >= 2)
    if (to === undefined) continue
    const rest = at(neighbours, i).find(j => groups[j] === from)
    if (rest === undefined || reach(groups, neighbours, rest, i).size !== sizeOf(groups, from) - 1) continue
    groups[i] = to
    return true
  }
  return false
}

/** Divides things on a map into as many connected groups as there are targets, each about its target in size. */
export function partition(random: Random, things: Things): number[] {
  const groups = settle(random, things)
  fillEmpty(groups, things.targets)
  mend(groups, things.neighbours)
  for (let moves = 0; moves < 200 && improve(groups, things); moves++);
  return groups
}
