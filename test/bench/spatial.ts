// Statistics of maps, ours beside R in one run where R and its spdep are there. Processor time of one thread, medians: waiting does not count.
import { execFileSync } from 'node:child_process'
import { z } from 'zod'
import {
  chanceCurve,
  empiricalBayes,
  getisOrd,
  globalMoranPermutation,
  localPermutation,
  type Point,
  scan,
  seeded,
} from '../../src/lib/stats/index.ts'
import { median } from './measure.ts'
import type { Figure } from './report.ts'

const [wide, tall] = [100, 50]
const areas = wide * tall
const wards = 680
const draws = 999

// The same sizes in R: a queen's grid of 5,000, 680 wards for the scan (circles up to a tenth) and for empirical Bayes. `mc` and `localG_perm`
// are spdep's own; the scan is base R, every circle of a chance map in one vector.
const peer = `
suppressPackageStartupMessages(library(spdep))
set.seed(1); cpu <- function(f) median(sapply(1:3, function(i) sum(system.time(f())[c(1, 2)])))
nb <- cell2nb(${tall}, ${wide}, type = "queen"); x <- rpois(${areas}, 20) + rnorm(${areas})
moran <- cpu(function() moran.mc(x, nb2listw(nb), nsim = ${draws}))
gi <- cpu(function() localG_perm(x, nb2listw(include.self(nb), style = "B"), nsim = ${draws}))
n <- ${wards}; xy <- cbind(runif(n, 0, 40), runif(n, 0, 30)); pop <- 8000 + round(8000 * runif(n)); cases <- rpois(n, pop / 800)
lists <- lapply(1:n, function(i) { o <- order((xy[, 1] - xy[i, 1])^2 + (xy[, 2] - xy[i, 2])^2); o[cumsum(pop[o]) <= .1 * sum(pop)] })
id <- unlist(lists); first <- cumsum(c(1, lengths(lists)))[1:n]; from <- rep(first, lengths(lists))
inside <- function(v) { s <- cumsum(v[id]); s - c(0, s)[from] }
total <- sum(cases); e <- inside(pop) / sum(pop) * total
best <- function(v) { c <- inside(v); k <- c > e; c <- c[k]; f <- e[k]; max(0, c * log(c / f) + (total - c) * log((total - c) / (total - f))) }
scan <- cpu(function() { draws <- rmultinom(${draws}, total, pop); best(cases); max(apply(draws, 2, best)) })
bayes <- cpu(function() for (i in 1:100) EBest(cases, pop)) / 100
cat(sprintf('{"moran":%f,"gi":%f,"scan":%f,"bayes":%f,"r":"%s","spdep":"%s"}', moran, gi, scan, bayes, getRversion(), packageVersion("spdep")))
`
const Peer = z.object({
  moran: z.number(),
  gi: z.number(),
  scan: z.number(),
  bayes: z.number(),
  r: z.string(),
  spdep: z.string(),
})
type Peer = z.output<typeof Peer>

function beside(): Peer | undefined {
  try {
    return Peer.parse(
      JSON.parse(execFileSync('Rscript', ['-e', peer], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()),
    )
  } catch {
    process.stdout.write('R with spdep is not here: the comparison of the statistics of maps with it is left out.\n')
    return undefined
  }
}

/** Seconds of processor of one call, the median of `times` after a first one. */
function cpu(work: () => unknown, times = 5): number {
  work()
  return median(
    Array.from({ length: times }, () => {
      const began = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1e6
    }),
  )
}

const grid = (): number[][] =>
  Array.from({ length: areas }, (_, i) => {
    const [x, y] = [i % wide, Math.floor(i / wide)]
    return [-1, 0, 1].flatMap(dy =>
      [-1, 0, 1].flatMap(dx => {
        const inside = x + dx >= 0 && x + dx < wide && y + dy >= 0 && y + dy < tall
        return inside && (dx !== 0 || dy !== 0) ? [i + dy * wide + dx] : []
      }),
    )
  })

const time = (seconds: number) => (seconds < 0.01 ? `${(seconds * 1000).toFixed(2)} ms` : `${seconds.toFixed(2)} s`)

interface Measured {
  what: string
  ours: number
  budget: string
  how: string
  theirs: number | undefined
  theirHow: string
}

const figuresOf = ({ what, ours, budget, how, theirs, theirHow }: Measured): Figure[] => [
  { what, value: time(ours), budget, how: `${how}; processor time, median of five, one thread` },
  ...(theirs === undefined
    ? []
    : [
        {
          what: `${what}: R over ours`,
          value: `${(theirs / ours).toFixed(1)} ×`,
          budget: 'none',
          how: `${theirHow}: ${time(theirs)} of processor, median of three, same run`,
        },
      ]),
]

/** Moran and Gi* over 5,000 areas; scan, concentration and empirical Bayes over the wards of a large city. */
export function spatial(): Figure[] {
  const random = seeded(1)
  const neighbours = grid()
  const values = Array.from({ length: areas }, () => 20 * random() + random())
  const points = Array.from({ length: wards }, (): Point => [40 * random(), 30 * random()])
  const people = Array.from({ length: wards }, () => 8_000 + Math.floor(8_000 * random()))
  const cases = people.map(n => Math.floor((n / 400) * random()))
  const r = beside()
  const which = r ? `R ${r.r}` : ''
  const measured: Measured[] = [
    {
      what: `Moran’s I, ${draws} permutations, ${areas.toLocaleString('en-GB')} areas`,
      ours: cpu(() => globalMoranPermutation(values, neighbours, { seed: 1, draws })),
      budget: '0.3 s',
      how: 'queen’s grid, eight neighbours',
      theirs: r?.moran,
      theirHow: `${which}, moran.mc of spdep ${r?.spdep}`,
    },
    {
      what: `Gi*, ${draws} permutations without replacement, ${areas.toLocaleString('en-GB')} areas`,
      ours: cpu(() => {
        getisOrd(values, neighbours)
        localPermutation(values, neighbours, { seed: 1, draws, exact: false })
      }),
      budget: '0.3 s',
      how: 'the same grid, fresh draws for each area, both tails',
      theirs: r?.gi,
      theirHow: `${which}, localG_perm of spdep ${r?.spdep}, which draws with replacement: less work than ours, and a variance too large`,
    },
    {
      what: `Scan statistic, ${draws} chance maps, ${wards} wards`,
      ours: cpu(() => scan(points, cases, people, { seed: 1, draws, maxShare: 0.1 }), 3),
      budget: 'none',
      how: 'circles up to a tenth of the residents, found anew',
      theirs: r?.scan,
      theirHow: `${which}, base, circles found beforehand`,
    },
    {
      what: `Empirical Bayes, ${wards} wards`,
      ours: cpu(() => Array.from({ length: 100 }, () => empiricalBayes(cases, people))) / 100,
      budget: 'none',
      how: 'rates, prior and standardised rates, mean of a hundred',
      theirs: r?.bayes,
      theirHow: `${which}, EBest of spdep ${r?.spdep}`,
    },
    {
      what: `Concentration curve, ${draws} throws of 381 events at ${wards} wards`,
      ours: cpu(() =>
        chanceCurve(
          cases.map((_, i) => Number(i < 381)),
          { tops: [83], seed: 1, draws },
        ),
      ),
      budget: 'none',
      how: 'share, places with any, both Gini indices',
      theirs: undefined,
      theirHow: '',
    },
  ]
  return measured.flatMap(figuresOf)
}
