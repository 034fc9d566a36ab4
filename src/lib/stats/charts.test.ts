import { expect, test } from 'vitest'
import { ppois, ppoisUpper } from './discrete.ts'
import { poissonChart, poissonControlLimits } from './poisson-chart.ts'
import { xmr } from './xmr.ts'

const steady = [50, 53, 48, 51, 47, 52, 49, 50, 54, 46, 51, 50, 48, 52]

test('a trend down is named, and where two trends meet the later one names the point', () => {
  const swing = [0, 100, 0, 100, 0, 100, 0, 100]
  const { specialCause } = xmr([...swing, 10, 20, 30, 40, 50, 60, 70, 60, 50, 40, 30, 20, 10], { baseline: 8 })
  expect(specialCause.slice(8, 14)).toEqual(new Array(6).fill('7 Point Trend (Increasing)'))
  expect(specialCause.slice(14)).toEqual(new Array(7).fill('7 Point Trend (Decreasing)'))
})

test('a missing month is no point, breaks a run, and gives no moving range', () => {
  const low = [50, 50, 51, 49, 50, 50, 51, 49, 48, 48, 47, 48, 47, 48, 48]
  const whole = xmr([60, 61, 62, 60, ...low])
  expect(whole.specialCause.slice(-7)).not.toContain('Common Cause')
  const gap = xmr([10, 20, 30, null, 40, 50, 60, 70, 80])
  expect(gap.specialCause[3]).toBeNull()
  expect(gap.pointType[3]).toBeNull()
  expect(gap.specialCause.filter(cause => cause?.startsWith('7 Point'))).toEqual([])
  expect(xmr([1, null, 9, null, 4]).segments[0]).toMatchObject({ mean: 14 / 3, lower: null, upper: null, trial: true })
})

test('a series that never moves has limits equal to its mean, screened or not', () => {
  for (const screen of [true, false])
    expect(xmr(new Array(15).fill(7), { screen }).segments).toEqual([
      { from: 0, to: 15, mean: 7, lower: 7, upper: 7, trial: false },
    ])
})

test('a new process starts where a person says, and its runs do not reach back', () => {
  const { segments, assurance } = xmr([...steady, ...steady.map(value => value - 20)], {
    rebaseAt: [14],
    target: 45,
    direction: 'decrease',
  })
  expect(segments.map(({ from, to }) => [from, to])).toEqual([
    [0, 14],
    [14, 28],
  ])
  expect(segments[1]?.mean).toBeCloseTo((segments[0]?.mean ?? 0) - 20, 10)
  expect(assurance).toBe('consistent_pass')
})

test('a target says nothing where neither direction is better', () => {
  expect(xmr(steady, { target: 90 }).assurance).toBeNull()
  expect(xmr(steady, { target: 90, direction: 'increase' }).assurance).toBe('consistent_fail')
})

test('NHS England from November 2023: a point beyond the limits also counts towards 2 in 3', () => {
  const values = [50, 52, 48, 51, 49, 50, 53, 47, 50, 51, 49, 52, 58.6, 64, 51, 50, 49, 51, 50, 48]
  expect(xmr(values, { screen: false }).specialCause[12]).toBe('Common Cause')
  const { specialCause } = xmr(values, { screen: false, outsideCountsAsNear: true })
  expect(specialCause.slice(12, 14)).toEqual(['2 in 3 Above CL', 'Above UCL'])
})

test('the chart refuses what it cannot do', () => {
  expect(() => xmr([1, Number.NaN])).toThrow(/xmr: a value must be a number, not NaN/)
  expect(() => xmr(steady, { rebaseAt: [99] })).toThrow(/one of the 14 points, not 99/)
  expect(() => xmr(steady, { baseline: 1 })).toThrow(/baseline must be two points or more, not 1/)
  expect(xmr([])).toMatchObject({ specialCause: [], assurance: null })
})

test('exact Poisson limits at 99.8 %: mean 4.2 is 0 to 12, mean 25,000 is 24,513 to 25,490', () => {
  expect(poissonControlLimits(4.2)).toEqual({ lower: 0, upper: 12 })
  expect(poissonControlLimits(0.3)).toEqual({ lower: 0, upper: 3 })
  expect(poissonControlLimits(25_000)).toEqual({ lower: 24_513, upper: 25_490 })
  expect(poissonControlLimits(0)).toEqual({ lower: 0, upper: 0 })
})

test('no more than one month in a thousand is beyond each limit by chance', () => {
  for (const mean of [0.01, 0.7, 3, 12.5, 80, 4000]) {
    const { lower, upper } = poissonControlLimits(mean)
    expect(ppoisUpper(upper, mean)).toBeLessThanOrEqual(0.001)
    expect(ppois(lower - 1, mean)).toBeLessThanOrEqual(0.001)
    expect(lower).toBeLessThanOrEqual(mean)
    expect(upper).toBeGreaterThanOrEqual(mean)
  }
})

test('the mean starts afresh at a break, and a missing month adds nothing', () => {
  const { segments, points } = poissonChart([10, 12, null, 11, 40, 42, 80], { breaks: [4] })
  expect(segments).toEqual([
    { from: 0, to: 4, rate: 11, months: 3, trial: true },
    { from: 4, to: 7, rate: 54, months: 3, trial: true },
  ])
  expect(points[2]).toBeNull()
  expect(points.map(point => point?.mark)).toEqual([
    'within',
    'within',
    undefined,
    'within',
    'within',
    'within',
    'above',
  ])
})

test('limits follow the days in the month', () => {
  const { points } = poissonChart([310, 280, 310], { exposure: [31, 28, 31] })
  expect(points.map(point => point?.mean)).toEqual([310, 280, 310])
  expect(() => poissonChart([1, 2], { exposure: [31] })).toThrow(/equally long/)
  expect(() => poissonChart([1, 2], { breaks: [2] })).toThrow(/one of the 2 months, not 2/)
  expect(() => poissonChart([1, 2.5])).toThrow(RangeError)
  expect(() => poissonControlLimits(-1)).toThrow(/mean must be zero or more, not -1/)
})
