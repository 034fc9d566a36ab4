import { needNotNegative } from './refuse.ts'

/** Points across the strip and steps along it: p to about 1e-4. */
const POINTS = 400
const STEPS = 400

/**
 * Chance of a sup-F above `f` when one mean does not shift, breaks being looked for between `share` and 1 − `share` of the series.
 * The scaled F is the square of a bridge that, on the log-odds of time, is a stationary Ornstein-Uhlenbeck process; p is the
 * chance that it leaves ±√f within log((1 − share)/share). Worked out by following the density of those still inside (implicit
 * steps), where strucchange reads a table simulated on 1,000 steps. A short series looks at few places, so p is a little cautious.
 * Source: Andrews (1993); Hansen (1997) for the table.
 */
export function supFP(f: number, share: number): number {
  if (f === Number.POSITIVE_INFINITY) return 0
  needNotNegative('supFP', 'f', f)
  const edge = Math.sqrt(f)
  if (edge < 1e-6) return 1
  if (edge > 12) return 0
  const width = (2 * edge) / POINTS
  const step = Math.log((1 - share) / share) / STEPS
  const inside = new Float64Array(POINTS - 1).fill(1)
  for (let s = 0; s < STEPS; s++) stay(inside, edge, width, step)
  const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
  const kept = inside.reduce((sum, chance, i) => sum + chance * density((i + 1) * width - edge), 0) * width
  return Math.min(1, Math.max(0, 1 - kept))
}

/** One half-and-half (Crank-Nicolson) step of u' = u_xx − x u_x with nothing kept outside the edges. */
function stay(u: Float64Array, edge: number, width: number, step: number): void {
  const n = u.length
  const [upper, right] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    const x = (i + 1) * width - edge
    const [down, up] = [1 / width ** 2 + x / (2 * width), 1 / width ** 2 - x / (2 * width)].map(
      each => (each * step) / 2,
    )
    const [a, c] = [down ?? 0, up ?? 0]
    const own = step / width ** 2
    const known = (u[i] ?? 0) * (1 - own) + a * (u[i - 1] ?? 0) + c * (u[i + 1] ?? 0)
    const pivot = 1 + own + a * (i > 0 ? -(upper[i - 1] ?? 0) : 0)
    upper[i] = c / pivot
    right[i] = (known + a * (i > 0 ? (right[i - 1] ?? 0) : 0)) / pivot
  }
  for (let i = n - 1; i >= 0; i--) u[i] = (right[i] ?? 0) + (upper[i] ?? 0) * (i < n - 1 ? (u[i + 1] ?? 0) : 0)
}
