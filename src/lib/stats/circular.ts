import { needCount } from './refuse.ts'

export type CircularMean = {
  /** Length of the mean direction: 0 spread all round, 1 all in one slot. Null when nothing happened. */
  resultantLength: number | null
  /** Where it points, in slots from 0 (start of the first) round to their number; null when it points nowhere. */
  meanSlot: number | null
  circularVariance: number | null
  /** Rayleigh's p: chance of so long a mean direction if all times were as likely. */
  rayleighP: number | null
}

/** A direction shorter than rounding has no direction. */
const NOWHERE = 1e-12

/**
 * Mean time on a circle (24 hours, 7 days, 12 months) and Rayleigh's test of one peak. Events sit at the middle of their slot, and
 * slots must be equally long. It is blind to two opposite peaks (schools out and closing time): look at the chi-square of
 * `timeProfile` too. Slots make the length a little short and p a little rough.
 * Source: Rayleigh (1919); Mardia and Jupp (2000); `rayleigh.test` in the circular package, with its series under 50 events.
 */
export function circularMean(counts: readonly number[]): CircularMean {
  for (const count of counts) needCount('circularMean', 'a count', count)
  const n = counts.reduce((sum, count) => sum + count, 0)
  if (n === 0) return { resultantLength: null, meanSlot: null, circularVariance: null, rayleighP: null }
  const angle = (slot: number) => (2 * Math.PI * (slot + 0.5)) / counts.length
  const across = counts.reduce((sum, count, slot) => sum + count * Math.cos(angle(slot)), 0) / n
  const up = counts.reduce((sum, count, slot) => sum + count * Math.sin(angle(slot)), 0) / n
  const resultantLength = Math.hypot(across, up)
  const turn = (Math.atan2(up, across) / (2 * Math.PI) + 1) % 1
  return {
    resultantLength,
    meanSlot: resultantLength < NOWHERE ? null : turn * counts.length,
    circularVariance: 1 - resultantLength,
    rayleighP: rayleigh(n, n * resultantLength * resultantLength),
  }
}

function rayleigh(n: number, z: number): number {
  const second = (24 * z - 132 * z ** 2 + 76 * z ** 3 - 9 * z ** 4) / (288 * n * n)
  const series = n < 50 ? 1 + (2 * z - z * z) / (4 * n) - second : 1
  return Math.min(1, Math.max(0, Math.exp(-z) * series))
}
