import { scaleLinear } from 'd3-scale'

export interface Scale {
  max: number
  ticks: number[]
  /** From a value to a place between `from` and `to`; values past the top stop there. */
  at: (value: number) => number
}

/**
 * A scale from zero to a round number at or above `highest`, with about `count` ticks. `whole` keeps to whole numbers, for counts.
 * An axis without anything on it runs to 1, so that zero is not drawn at both ends.
 */
export function zeroScale(
  highest: number,
  { from, to, count = 4, whole = false }: { from: number; to: number; count?: number; whole?: boolean },
): Scale {
  const top = Number.isFinite(highest) && highest > 0 ? highest : 1
  const plain = scaleLinear().domain([0, top]).nice(count)
  const ticks = plain.ticks(count).filter(tick => !whole || Number.isInteger(tick))
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0)
  const max = Math.max(Math.ceil(top / step - 1e-9) * step, step)
  const shown = ticks.filter(tick => tick <= max + step / 1e6)
  if ((shown[shown.length - 1] ?? 0) < max - step / 1e6) shown.push(max)
  const scale = scaleLinear().domain([0, max]).range([from, to]).clamp(true)
  return { max, ticks: shown, at: value => scale(value) }
}
