import { expect, test } from 'vitest'
import type { Point } from './distance-neighbours.ts'
import { combineByHarm, harmTotal } from './harm.ts'
import { hotspotAccuracy } from './hotspot-accuracy.ts'
import { type Event, nearRepeat } from './near-repeat.ts'
import { nearRepeatGroups } from './near-repeat-groups.ts'
import { integer, poisson, seeded } from './random.ts'
import { scan, scanLogLikelihood } from './scan.ts'

const points = Array.from({ length: 100 }, (_, i): Point => [i % 10, Math.floor(i / 10)])
const people = points.map(() => 1000)

test('a cluster that was put there is found, and a chance map has none', () => {
  const random = seeded(1)
  const hot = points.map(([x, y]) => poisson(random, Math.hypot(x - 3, y - 3) < 1.5 ? 12 : 4))
  const { mostLikely } = scan(points, hot, people, { seed: 2, draws: 199 })
  expect(mostLikely?.p).toBe(1 / 200)
  expect(mostLikely?.places).toContain(33)
  const calm = scan(
    points,
    points.map(() => poisson(random, 4)),
    people,
    { seed: 2, draws: 199 },
  )
  expect(calm.mostLikely?.p).toBeGreaterThan(0.05)
})

test('clusters share no place, weaken down the list, and hold no more people than allowed', () => {
  const random = seeded(8)
  const cases = points.map(() => poisson(random, 3))
  const { mostLikely, secondary } = scan(points, cases, people, { seed: 1, draws: 49, maxShare: 0.1 })
  const all = [...(mostLikely ? [mostLikely] : []), ...secondary]
  const places = all.flatMap(each => each.places)
  expect(new Set(places).size).toBe(places.length)
  expect(all.every((each, i) => each.llr <= (all[i - 1]?.llr ?? each.llr) && each.population <= 10_000)).toBe(true)
  for (const each of all)
    expect(
      scanLogLikelihood(
        each.cases,
        each.expected,
        cases.reduce((a, b) => a + b),
      ),
    ).toBeCloseTo(each.llr, 8)
  expect(scan(points, cases, people, { seed: 1, draws: 49, maxShare: 0.1 }).mostLikely).toEqual(mostLikely)
})

test('nothing anywhere, all in one place, and what a scan refuses', () => {
  expect(
    scan(
      points,
      points.map(() => 0),
      people,
      { seed: 1 },
    ),
  ).toMatchObject({ mostLikely: null, criticalLlr: null })
  const one = scan(
    points,
    points.map((_, i) => (i === 55 ? 9 : 0)),
    people,
    { seed: 1, draws: 19 },
  )
  expect(one.mostLikely).toMatchObject({ places: [55], relativeRisk: null, p: 0.05 })
  expect(() =>
    scan(
      points,
      points.map(() => 1),
      people,
      { seed: 1, maxShare: 0.6 },
    ),
  ).toThrow(/maxShare .* not 0.6/)
  expect(() => scanLogLikelihood(9, 1, 5)).toThrow(/no more than the total \(5\)/)
})

const scattered = (seed: number): Event[] => {
  const random = seeded(seed)
  return Array.from({ length: 80 }, () => ({
    x: integer(random, 2000),
    y: integer(random, 2000),
    time: integer(random, 300),
  }))
}
const bands = { distanceBreaks: [0, 200, 400], timeBreaks: [0, 14, 28], seed: 4, draws: 199 }

test('pairs in each band are those counted by hand, and swapping place with place changes nothing', () => {
  const events = scattered(2)
  const { observed, expected } = nearRepeat(events, bands)
  let byHand = 0
  events.forEach((a, i) => {
    for (const b of events.slice(i + 1))
      if (Math.hypot(a.x - b.x, a.y - b.y) < 200 && Math.abs(a.time - b.time) < 14) byHand++
  })
  expect(observed[0]?.[0]).toBe(byHand)
  const turned = nearRepeat(
    events.map(({ x, y, time }) => ({ x: y, y: x, time })),
    bands,
  )
  expect([turned.observed, turned.expected]).toEqual([observed, expected])
})

test('no pairs near is a ratio over nothing, which is null, and p 1', () => {
  const far = [0, 5000, 10_000].map((x, i) => ({ x, y: 0, time: i }))
  expect(nearRepeat(far, bands)).toMatchObject({
    ratio: [
      [null, null],
      [null, null],
    ],
    p: [
      [1, 1],
      [1, 1],
    ],
  })
  expect(() => nearRepeat(far, { ...bands, timeBreaks: [0, 7, 7] })).toThrow(
    /breaks must be two or more and rise, not 0, 7, 7/,
  )
})

test('chains are the same whatever the order of events, and nothing links at exactly the distance', () => {
  const events = scattered(5)
  const { size } = nearRepeatGroups(events, { distanceBelow: 250, timeBelow: 40 })
  const turned = nearRepeatGroups([...events].reverse(), { distanceBelow: 250, timeBelow: 40 })
  expect([...turned.size].reverse()).toEqual(size)
  const pair = [0, 100].map(x => ({ x, y: 0, time: 0 }))
  expect(nearRepeatGroups(pair, { distanceBelow: 100, timeBelow: 1 }).group).toEqual([1, 2])
  expect(nearRepeatGroups([], { distanceBelow: 100, timeBelow: 1 })).toEqual({ group: [], size: [] })
})

test('a perfect list is fully efficient, no list beats it, and nothing happening has no score', () => {
  const places = [5, 0, 2, 9, 1].map(observed => ({ observed, predicted: observed, area: 1 }))
  expect(hotspotAccuracy(places, [1, 2, 5]).map(({ pei }) => pei)).toEqual([1, 1, 1])
  const random = seeded(6)
  const guessed = places.map(place => ({ ...place, predicted: random() }))
  for (const { pei } of hotspotAccuracy(guessed, [1, 2, 3, 4])) expect(pei).toBeLessThanOrEqual(1)
  const none = places.map(place => ({ ...place, observed: 0 }))
  expect(hotspotAccuracy(none, [2])[0]).toMatchObject({ pai: null, pei: null })
  expect(() => hotspotAccuracy(places, [6])).toThrow(/from 1 to the number of places \(5\), not 6/)
})

test('with equal weights harm is a count; one homicide takes the effective events down', () => {
  expect(harmTotal([{ count: 100, weight: 3 }], 1000)).toMatchObject({ total: 300, effectiveEvents: 100, se: 30 })
  const grave = harmTotal(
    [
      { count: 100, weight: 3 },
      { count: 1, weight: 5475 },
    ],
    1000,
  )
  expect(grave.effectiveEvents).toBeLessThan(2)
  expect(grave.lower).toBe(0)
  expect(harmTotal([{ count: 0, weight: 9 }], 10)).toMatchObject({ total: 0, shares: [null], effectiveEvents: null })
  expect(combineByHarm([{ estimate: 3, se: 0, weight: 2 }])).toMatchObject({ estimate: 6, z: null })
  expect(() => harmTotal([{ count: 1, weight: -1 }], 10)).toThrow(/a weight must be zero or more, not -1/)
})
