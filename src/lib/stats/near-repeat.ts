import { seededWords, shuffle } from './random.ts'
import { needCount, needNumber, needPositive } from './refuse.ts'

/** An event: metres east and north, and a time in any one unit (days). */
export type Event = { x: number; y: number; time: number }
export type Metric = 'euclidean' | 'manhattan'

/** Tables have one row for each distance band and one column for each time band. */
export type Knox = {
  observed: number[][]
  /** Exact under shuffling: pairs in the distance band × pairs in the time band ÷ all pairs. */
  expected: number[][]
  /** Null where none is expected. */
  ratio: (number | null)[][]
  /** (shuffles with at least as many + 1)/(draws + 1). */
  p: number[][]
  simulatedMean: number[][]
  simulatedSd: number[][]
  draws: number
  seed: number
}

/**
 * Near repeats (Knox): do events follow each other closely in place and time more often than when their times are shuffled?
 * Bands are closed on the left and open on the right, [a, b), between the breaks given.
 *
 * Random: `draws` shuffles of the times by `seed`. One event recorded twice looks like a near repeat: remove doubles first.
 * With many cells some p are small by chance; report ratios of 1.2 or more, and hold the false discovery rate.
 * Source: Knox (1964); Townsley, Homel and Chaseling (2003); `NearRepeat`.
 */
export function nearRepeat(
  events: readonly Event[],
  {
    distanceBreaks,
    timeBreaks,
    metric = 'euclidean',
    seed,
    draws = 999,
  }: {
    distanceBreaks: readonly number[]
    timeBreaks: readonly number[]
    metric?: Metric
    seed: number
    draws?: number
  },
): Knox {
  check(events, distanceBreaks, timeBreaks, draws)
  const pairs = pairsByDistance(events, distanceBreaks, metric)
  const times = Float64Array.from(events, ({ time }) => time)
  const shape = { rows: distanceBreaks.length - 1, columns: timeBreaks.length - 1 }
  const observed = tally(pairs, times, timeBreaks, shape)
  const expected = expectedOf(events, pairs, timeBreaks, shape)
  const chance = shuffled(pairs, times, timeBreaks, shape, observed, draws, seed)
  const table = tabled(shape)
  const { mean, sd } = spread(chance, draws)
  return {
    observed: table(at => observed[at] ?? 0),
    expected: table(at => expected[at] ?? 0),
    ratio: table(at => (expected[at] === 0 ? null : (observed[at] ?? 0) / (expected[at] ?? 1))),
    p: table(at => ((chance.asMany[at] ?? 0) + 1) / (draws + 1)),
    simulatedMean: table(mean),
    simulatedSd: table(sd),
    draws,
    seed,
  }
}

/** A flat list of cells as rows and columns. */
const tabled =
  ({ rows, columns }: Shape) =>
  <T>(cell: (at: number) => T): T[][] =>
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => cell(row * columns + column)),
    )

function spread({ sum, squares }: { sum: Float64Array; squares: Float64Array }, draws: number) {
  const mean = (at: number) => (sum[at] ?? 0) / draws
  const sd = (at: number) => Math.sqrt(Math.max(0, ((squares[at] ?? 0) - draws * mean(at) ** 2) / (draws - 1)))
  return { mean, sd }
}

type Pairs = { one: Int32Array; other: Int32Array; band: Int32Array }
type Shape = { rows: number; columns: number }

/** The pairs near enough for a distance band, and which. */
function pairsByDistance(events: readonly Event[], breaks: readonly number[], metric: Metric): Pairs {
  const [one, other, band]: [number[], number[], number[]] = [[], [], []]
  events.forEach((a, i) => {
    for (let j = i + 1; j < events.length; j++) {
      const b = events[j] ?? a
      const [dx, dy] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)]
      const at = bandOf(metric === 'manhattan' ? dx + dy : Math.hypot(dx, dy), breaks)
      if (at < 0) continue
      one.push(i)
      other.push(j)
      band.push(at)
    }
  })
  return { one: Int32Array.from(one), other: Int32Array.from(other), band: Int32Array.from(band) }
}

/** Which band [a, b) holds the value; −1 for none. */
function bandOf(value: number, breaks: readonly number[]): number {
  if (!(value >= (breaks[0] ?? 0))) return -1
  for (let at = 1; at < breaks.length; at++) if (value < (breaks[at] ?? 0)) return at - 1
  return -1
}

function tally({ one, other, band }: Pairs, times: Float64Array, breaks: readonly number[], { rows, columns }: Shape) {
  const cells = new Float64Array(rows * columns)
  for (let k = 0; k < band.length; k++) {
    const column = bandOf(Math.abs((times[one[k] ?? 0] ?? 0) - (times[other[k] ?? 0] ?? 0)), breaks)
    if (column < 0) continue
    const at = (band[k] ?? 0) * columns + column
    cells[at] = (cells[at] ?? 0) + 1
  }
  return cells
}

function expectedOf(events: readonly Event[], pairs: Pairs, breaks: readonly number[], { rows, columns }: Shape) {
  const byRow = new Float64Array(rows)
  for (const band of pairs.band) byRow[band] = (byRow[band] ?? 0) + 1
  const byColumn = new Float64Array(columns)
  events.forEach((a, i) => {
    for (let j = i + 1; j < events.length; j++) {
      const column = bandOf(Math.abs(a.time - (events[j]?.time ?? 0)), breaks)
      if (column >= 0) byColumn[column] = (byColumn[column] ?? 0) + 1
    }
  })
  const all = (events.length * (events.length - 1)) / 2
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    return all === 0 ? 0 : ((byRow[row] ?? 0) * (byColumn[column] ?? 0)) / all
  })
}

function shuffled(
  pairs: Pairs,
  times: Float64Array,
  breaks: readonly number[],
  shape: Shape,
  observed: Float64Array,
  draws: number,
  seed: number,
) {
  const next = seededWords(seed)
  const size = observed.length
  const chance = { sum: new Float64Array(size), squares: new Float64Array(size), asMany: new Float64Array(size) }
  const mixed = times.slice()
  for (let draw = 0; draw < draws; draw++) {
    shuffle(mixed, next)
    tally(pairs, mixed, breaks, shape).forEach((count, at) => {
      chance.sum[at] = (chance.sum[at] ?? 0) + count
      chance.squares[at] = (chance.squares[at] ?? 0) + count * count
      if (count >= (observed[at] ?? 0)) chance.asMany[at] = (chance.asMany[at] ?? 0) + 1
    })
  }
  return chance
}

function check(
  events: readonly Event[],
  distanceBreaks: readonly number[],
  timeBreaks: readonly number[],
  draws: number,
): void {
  needCount('nearRepeat', 'draws', draws)
  needPositive('nearRepeat', 'draws', draws)
  for (const { x, y, time } of events) for (const value of [x, y, time]) needNumber('nearRepeat', 'a value', value)
  for (const breaks of [distanceBreaks, timeBreaks])
    if (breaks.length < 2 || breaks.some((at, i) => i > 0 && !(at > (breaks[i - 1] ?? 0))))
      throw new RangeError(`nearRepeat: breaks must be two or more and rise, not ${breaks.join(', ')}`)
}
