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
  sudden: Sudden | null
}

export const falseDiscovery = 0.05
const scanDraws = 999
// A tenth of what is expected: at a quarter one large weak circle swallows small strong ones, and nothing of it is local.
const maxShare = 0.1

/** Draws that one lone place would need to pass among so many: with fewer, p has a floor that nothing could get under. */
export const drawsFor = (places: number): number =>
  Math.min(29_999, Math.max(999, Math.ceil((2 * places) / falseDiscovery) - 1))

/** Where high rates gather, where low ones do, and circles in which the latest months hold more than the earlier ones foretold. */
export function find({ counts, residents, neighbours, seed, sudden }: Question): Answer {
  const values = [...empiricalBayes(counts, residents).z]
  const { z } = getisOrd(values, neighbours, { includeSelf: true })
  const draws = drawsFor(counts.length)
  const tails = localPermutation(values, neighbours, { seed, draws, exact: false })
  const p = tails.pTwoSided.map((value, i) => (z[i] === null ? null : value))
  const q = bh(p)
  const marks = neighbours.map((around, i): Mark => {
    if (around.length === 0) return 'island'
    if ((q[i] ?? 1) > falseDiscovery) return 'chance'
    return (tails.pGreaterOrEqual[i] ?? 1) < (tails.pLessOrEqual[i] ?? 1) ? 'hot' : 'cold'
  })
  return {
    marks,
    z: z.map((value, i) => (marks[i] === 'island' ? null : value)),
    p,
    q,
    draws,
    sudden: sudden && suddenIn(sudden, seed),
  }
}

/**
 * Expected in the latest months is each place's share of the earlier ones. Half an event is added to each place's earlier months, so that a
 * place that had none may be looked at too.
 */
function suddenIn({ points, recent, earlier, months }: Recent, seed: number): Sudden {
  const weights = earlier.map(count => count + 0.5)
  const found = scan(points, recent, weights, { seed, draws: scanDraws, maxShare })
  const pairs = recent.map((x1, i) => ({ x1, x2: earlier[i] ?? 0 }))
  const { dispersion } = estimateDispersion(pairs, { n1: months[0], n2: months[1] })
  const critical = found.criticalLlr ?? Number.POSITIVE_INFINITY
  const all = found.mostLikely ? [found.mostLikely, ...found.secondary] : []
  const clusters = all
    .filter(cluster => cluster.p <= falseDiscovery)
    .map(cluster => ({ ...cluster, told: cluster.llr / dispersion >= critical }))
  return { clusters, total: found.totalCases, criticalLlr: found.criticalLlr, dispersion, draws: scanDraws, maxShare }
}
