import { execFileSync } from 'node:child_process'
import { crudeRates, seeded } from '../../src/lib/stats/index.ts'
import { median } from './measure.ts'
import type { Figure } from './report.ts'

const size = 180_000

// numpy with SciPy's chi-square, as an analyst would write it: exact limits for all, Byar's where there are 10 or more.
const peer = `
import time, numpy as np
from scipy.stats import chi2, norm
r = np.random.default_rng(1); o = r.integers(0, 400, ${size}).astype(float); n = r.integers(1000, 20000, ${size}).astype(float)
def limits(level):
    a = 1 - level; z = norm.ppf(1 - a / 2); small = o < 10
    lo = np.where(small, chi2.ppf(a / 2, 2 * o) / 2, o * (1 - 1 / (9 * np.maximum(o, 1)) - z / (3 * np.sqrt(np.maximum(o, 1)))) ** 3)
    up = np.where(small, chi2.ppf(1 - a / 2, 2 * o + 2) / 2, (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * np.sqrt(o + 1))) ** 3)
    return lo / n, up / n
limits(.95); times = []
for _ in range(5):
    t = time.perf_counter(); limits(.95); limits(.998); times.append(time.perf_counter() - t)
print(sorted(times)[2])
`

/** 180,000 rates with two interval levels, ours and numpy's in one run, medians of five. */
export function statistics(): Figure[] {
  const random = seeded(1)
  const counts = Float64Array.from({ length: size }, () => Math.floor(random() * 400))
  const people = Float64Array.from({ length: size }, () => 1000 + Math.floor(random() * 19_000))
  const once = () => {
    const began = performance.now()
    crudeRates(counts, people, { confidence: 0.95 })
    crudeRates(counts, people, { confidence: 0.998 })
    return (performance.now() - began) / 1000
  }
  once()
  const ours = median(Array.from({ length: 5 }, once))
  const theirs = numpy()
  const own: Figure = {
    what: '180,000 rates with two interval levels',
    value: `${(ours * 1000).toFixed(1)} ms`,
    budget: 'none',
    how: 'median of five, one thread',
  }
  if (theirs === undefined) return [own]
  return [
    own,
    {
      what: 'The same in numpy over ours',
      value: `${(theirs / ours).toFixed(1)} ×`,
      budget: 'at least 10 ×',
      how: `numpy with SciPy as an analyst would write it, exact limits for all: ${(theirs * 1000).toFixed(0)} ms, median of five, same run`,
    },
  ]
}

function numpy(): number | undefined {
  try {
    return Number(execFileSync('python3', ['-c', peer], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  } catch {
    process.stdout.write('numpy and SciPy are not here: the comparison with them is left out.\n')
    return undefined
  }
}
