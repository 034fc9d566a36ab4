// Runs off the web thread: plain data in, plain data out.
import {
  bh,
  empiricalBayes,
  estimateDispersion,
  getisOrd,
  localPermutation,
  type Point,
  type ScanCluster,
  scan,
} from '../../../lib/stats/index.ts'

export interface Recent {
  /** Kilometres on a flat map. */
  points: Point[]
  recent: number[]
  earlier: number[]
  /** Months of each. */
  months: [recent: number, earlier: number]
}

export interface Question {
  counts: number[]
  residents: number[]
  /** Positions of the places that share a border with each. */
  neighbours: number[][]
  seed: number
  /** Left out where there are not the months for it. */
  sudden: Recent | null
}

/** `island`: nobody borders it, so nothing lies around it. */
export type Mark = 'hot' | 'cold' | 'chance' | 'island'

export interface Cluster extends ScanCluster {
  /** Stronger than chance gathers in 19 maps of 20, also once the events' own burstiness is allowed for. */
  told: boolean
}

export interface Sudden {
  clusters: Cluster[]
  total: number
  criticalLlr: number | null
  /** How many times as much the places' changes vary as chance alone would make them. */
  dispersion: number
  draws: number
  maxShare: number
}

export interface Answer {
  marks: Mark[]
  z: (number | null)[]
  p: (number | null)[]
  q: (number | null)[]
  draws: number
  /** Draws for the places that none of the first came up to; 0 where all had the same. */
  finer: number
  sudden: Sudden | null
}

export const falseDiscovery = 0.05
/** From here on places are small areas: as many draws for each as for wards would take minutes. */
const many = 2_000
// A tenth of what is expected: at a quarter one large weak circle swallows small strong ones, and nothing of it is local. Of small areas a
// hundredth: about as many people as in some wards.
const circles = (places: number) => (places > many ? { draws: 399, maxShare: 0.01 } : { draws: 999, maxShare: 0.1 })

/** Draws that one lone place would need to pass among so many: with fewer, p has a floor that nothing could get under. */
export const drawsFor = (places: number): number =>
  Math.min(29_999, Math.max(999, Math.ceil((2 * places) / falseDiscovery) - 1))

/** Where high rates gather, where low ones do, and circles in which the latest months hold more than the earlier ones foretold. */
export function find({ counts, residents, neighbours, seed, sudden }: Question): Answer {
  const values = [...empiricalBayes(counts, residents).z]
  const { z } = getisOrd(values, neighbours, { includeSelf: true })
  const { tails, draws, finer } = tailsOf(values, neighbours, seed)
  const p = tails.map((tail, i) => (z[i] === null || tail === null ? null : twoSided(tail)))
  const q = bh(p)
  const marks = neighbours.map((around, i): Mark => {
    if (around.length === 0) return 'island'
    if ((q[i] ?? 1) > falseDiscovery) return 'chance'
    return (tails[i]?.greater ?? 1) < (tails[i]?.less ?? 1) ? 'hot' : 'cold'
  })
  return {
    marks,
    z: z.map((value, i) => (marks[i] === 'island' ? null : value)),
    p,
    q,
    draws,
    finer,
    sudden: sudden && suddenIn(sudden, seed),
  }
}

interface Tail {
  greater: number
  less: number
}
const twoSided = ({ greater, less }: Tail) => Math.min(1, 2 * Math.min(greater, less))
const firstDraws = 999

/**
 * How often chance gathers as much around each place. Of many places all have 999 draws, and those that none of them came up to are drawn for
 * anew, by another seed: p stays honest, for below the floor of the first it is the second's alone.
 */
function tailsOf(values: readonly number[], neighbours: readonly (readonly number[])[], seed: number) {
  const drawn = (around: readonly (readonly number[])[], draws: number, from: number): (Tail | null)[] => {
    const found = localPermutation(values, around, { seed: from, draws, exact: false })
    return found.pGreaterOrEqual.map((greater, i) => {
      const less = found.pLessOrEqual[i] ?? null
      return greater === null || less === null ? null : { greater, less }
    })
  }
  const all = drawsFor(values.length)
  if (values.length <= many) return { tails: drawn(neighbours, all, seed), draws: all, finer: 0 }
  const first = drawn(neighbours, firstDraws, seed)
  const floor = 2 / (firstDraws + 1)
  const isLow = first.map(tail => tail !== null && twoSided(tail) <= floor)
  const again = drawn(
    neighbours.map((around, i) => (isLow[i] ? around : [])),
    all,
    seed + 1,
  )
  return { tails: first.map((tail, i) => again[i] ?? tail), draws: firstDraws, finer: all }
}

/**
 * Expected in the latest months is each place's share of the earlier ones. Half an event is added to each place's earlier months, so that a
 * place that had none may be looked at too.
 */
function suddenIn({ points, recent, earlier, months }: Recent, seed: number): Sudden {
  const weights = earlier.map(count => count + 0.5)
  const { draws, maxShare } = circles(points.length)
  const found = scan(points, recent, weights, { seed, draws, maxShare })
  const pairs = recent.map((x1, i) => ({ x1, x2: earlier[i] ?? 0 }))
  const { dispersion } = estimateDispersion(pairs, { n1: months[0], n2: months[1] })
  const critical = found.criticalLlr ?? Number.POSITIVE_INFINITY
  const all = found.mostLikely ? [found.mostLikely, ...found.secondary] : []
  const clusters = all
    .filter(cluster => cluster.p <= falseDiscovery)
    .map(cluster => ({ ...cluster, told: cluster.llr / dispersion >= critical }))
  return { clusters, total: found.totalCases, criticalLlr: found.criticalLlr, dispersion, draws, maxShare }
}
