import type { Event } from './near-repeat.ts'
import { needNumber, needPositive } from './refuse.ts'

/**
 * Chains of events: two are linked when less than `distanceBelow` apart and less than `timeBelow` in time, and a chain is all
 * that links reach. `group` numbers chains from 1 in order of their first event; `size` is that of each event's chain.
 *
 * A chain says that events are near, not that they are related: where much happens, chance alone makes long chains.
 * Work grows with the events inside one `timeBelow`, not with all pairs.
 * Source: connected components; rule as `near_strings1` in ptools.
 */
export function nearRepeatGroups(
  events: readonly Event[],
  { distanceBelow, timeBelow }: { distanceBelow: number; timeBelow: number },
): { group: number[]; size: number[] } {
  needPositive('nearRepeatGroups', 'distanceBelow', distanceBelow)
  needPositive('nearRepeatGroups', 'timeBelow', timeBelow)
  for (const { x, y, time } of events)
    for (const value of [x, y, time]) needNumber('nearRepeatGroups', 'a value', value)
  const roots = Int32Array.from({ length: events.length }, (_, i) => i)
  const order = events.map((event, index) => ({ ...event, index })).sort((a, b) => a.time - b.time)
  order.forEach((a, i) => {
    for (let j = i + 1; j < order.length; j++) {
      const b = order[j]
      if (!b || b.time - a.time >= timeBelow) break
      if (Math.hypot(a.x - b.x, a.y - b.y) < distanceBelow) roots[rootOf(roots, a.index)] = rootOf(roots, b.index)
    }
  })
  return numbered(roots)
}

function rootOf(roots: Int32Array, event: number): number {
  let at = event
  while (roots[at] !== at) {
    roots[at] = roots[roots[at] ?? at] ?? at
    at = roots[at] ?? at
  }
  return at
}

function numbered(roots: Int32Array): { group: number[]; size: number[] } {
  const numbers = new Map<number, { group: number; size: number }>()
  const chains = Array.from(roots, (_, i) => {
    const root = rootOf(roots, i)
    const chain = numbers.get(root) ?? { group: numbers.size + 1, size: 0 }
    chain.size += 1
    numbers.set(root, chain)
    return chain
  })
  return { group: chains.map(({ group }) => group), size: chains.map(({ size }) => size) }
}
