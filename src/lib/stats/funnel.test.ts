import { expect, test } from 'vitest'
import { funnelAxis, poissonOnLine, poissonStanding, proportionFunnel, rateFunnel, standingOf } from './funnel.ts'
import { funnelOverdispersion } from './funnel-overdispersion.ts'
import { poisson, seeded } from './random.ts'

test('label and line agree: a hair either side of a line is either side of the label', () => {
  for (const observed of [1, 5, 9, 10, 40, 700]) {
    const { onLower, onUpper } = poissonOnLine(observed)
    expect(poissonStanding(observed, (onUpper ?? 0) * 0.9999)).toBe('high95')
    expect(poissonStanding(observed, (onUpper ?? 0) * 1.0001)).toBe('inside')
    expect(poissonStanding(observed, (onLower ?? 0) * 1.0001)).toBe('low95')
    expect(poissonStanding(observed, poissonOnLine(observed, 0.998).onLower ?? 0)).toBe('low95')
  }
})

test('no events can be low and never high; many from nothing expected is high', () => {
  expect(poissonOnLine(0).onUpper).toBeNull()
  expect(poissonStanding(0, 0)).toBe('inside')
  expect(poissonStanding(0, 7)).toBe('low998')
  expect(poissonStanding(1, 0)).toBe('high998')
})

test('where only chance is at work, under one place in twenty is outside the inner lines', () => {
  const random = seeded(12)
  const populations = Array.from({ length: 2000 }, () => 2000 + Math.floor(random() * 30_000))
  const { standing } = rateFunnel(
    populations.map(people => poisson(random, people * 0.0008)),
    populations,
  )
  const outside = standing.filter(each => each !== 'inside').length
  expect(outside).toBeLessThan(100)
  expect(outside).toBeGreaterThan(30)
  expect(standing.filter(each => each.endsWith('998')).length).toBeLessThan(10)
})

test('a hundred points run from 1 to the most, each whole and larger than the last', () => {
  for (const most of [3, 100, 5000]) {
    const axis = funnelAxis(most)
    expect(axis).toHaveLength(100)
    expect(axis.every((value, i) => Number.isInteger(value) && value > (axis[i - 1] ?? 0))).toBe(true)
    expect(axis.at(-1)).toBe(Math.max(100, most))
  }
})

test('what cannot be a funnel is refused', () => {
  expect(() => rateFunnel([0, 0], [10, 20])).toThrow(/number of events must be more than zero/)
  expect(() => rateFunnel([1, 2], [10, 0])).toThrow(/must be more than zero, not 0/)
  expect(() => proportionFunnel([5], [4])).toThrow(/5 is more than its denominator/)
  expect(proportionFunnel([4, 4], [4, 4]).standing).toEqual(['inside', 'inside'])
})

test('over-dispersion is not looked for in nine places, and a spread of chance only gives none', () => {
  const far = Array.from({ length: 9 }, (_, i) => (i % 2 ? 200 : 50))
  expect(
    funnelOverdispersion(
      far,
      far.map(() => 100),
    ),
  ).toMatchObject({ tau2: 0, overdispersed: false })
  const ten = funnelOverdispersion(
    [...far, 50],
    [...far, 50].map(() => 100),
  )
  expect(ten.overdispersed).toBe(true)
  expect(Math.max(...ten.zAdjusted.map(Math.abs))).toBeLessThan(2)
  expect(standingOf(ten.zAdjusted[1] ?? 9)).toBe('inside')
  expect(standingOf(ten.z[1] ?? 0)).toBe('high998')
  expect(() => funnelOverdispersion([1], [0])).toThrow(/expected must be more than zero, not 0/)
})
