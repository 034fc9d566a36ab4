import type { Rate } from '../../../lib/stats/index.ts'
import type { Actor } from '../../../platform/http.ts'
import { isHidden, type Shown, seesSignals } from '../../evidence/index.ts'
import { figureOf, officer, seenOf, whereOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Area } from '../signals/queries.ts'
import type { Cluster, Mark } from './compute.ts'
import type { Found } from './work.ts'

/** One place as one person may see it. */
export interface Row {
  area: Area
  count: Shown
  rate: Rate | undefined
  residents: number
  mark: Mark | 'not shown'
  z: number | null
  p: number | null
  q: number | null
  neighbours: number
  /** Number of the sudden cluster it lies in, from 1. */
  cluster: number | null
}

export interface SeenCluster {
  number: number
  rows: Row[]
  /** Null where a count inside is hidden from this person. */
  cases: number | null
  expected: number | null
  p: number
  told: boolean
}

export interface SeenSpots {
  rows: Row[]
  clusters: SeenCluster[]
  /** Places whose count, and so whose mark, is hidden. */
  hidden: number
  /** z, p and q stand only where nothing is hidden: a hidden count could be worked out from its neighbours'. */
  exact: boolean
}

/** What this person sees; without one, what all who read findings do. */
export async function seenSpots({ db }: Rooms, actor: Actor | null, found: Found): Promise<SeenSpots> {
  const { look, answer } = found
  const who = actor ?? officer
  const { store, ground, known, to } = look
  const looking = { db, store, actor: who, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const [year, latest] = [await seenOf(looking, to), await seenOf(looking, to, found.recent)]
  const small = found.rows.map(({ area, count }) => {
    const see = year.sees.get(area.id) ?? { see: 'nothing' as const, why: '' }
    return year.hidden.has(area.id) || see.see === 'nothing' || isHidden(count, see)
  })
  // Marks of other boroughs are not for a borough lead: as for signals and on the map.
  const kept = found.rows.map(({ area }, i) => small[i] || !seesSignals(who, whereOf(area)))
  const exact = !kept.includes(true)
  const clusterOf = new Map(
    (answer.sudden?.clusters ?? []).flatMap(({ places }, n) => places.map(at => [at, n + 1] as const)),
  )
  const rows = found.rows.map(({ area, count }, i): Row => {
    const residents = found.residents.of.get(area.id) ?? 0
    const figure = figureOf(year.sees.get(area.id) ?? { see: 'nothing', why: '' }, known.measure, count, residents)
    const numbers = exact
      ? { z: answer.z[i] ?? null, p: answer.p[i] ?? null, q: answer.q[i] ?? null }
      : { z: null, p: null, q: null }
    const mark = kept[i] ? 'not shown' : (answer.marks[i] ?? 'chance')
    const neighbours = found.neighbours[i]?.length ?? 0
    return {
      area,
      count: figure.count,
      rate: figure.rate,
      residents,
      mark,
      ...numbers,
      neighbours,
      cluster: seesSignals(who, whereOf(area)) ? (clusterOf.get(i) ?? null) : null,
    }
  })
  const clusters = (answer.sudden?.clusters ?? [])
    .map((cluster, n) => clusterSeen(cluster, n, rows, latest.hidden))
    .filter(cluster => cluster.rows.every(({ area }) => seesSignals(who, whereOf(area))))
  return { rows, clusters, hidden: small.filter(Boolean).length, exact }
}

function clusterSeen(cluster: Cluster, n: number, rows: readonly Row[], hidden: ReadonlySet<number>): SeenCluster {
  const inside = cluster.places.flatMap(at => rows[at] ?? [])
  const isKept = inside.some(({ area, mark }) => hidden.has(area.id) || mark === 'not shown')
  const figures = isKept ? { cases: null, expected: null } : { cases: cluster.cases, expected: cluster.expected }
  return { number: n + 1, rows: inside, ...figures, p: cluster.p, told: cluster.told }
}

export const marked = ({ rows }: SeenSpots, mark: Mark): Row[] => rows.filter(row => row.mark === mark)
