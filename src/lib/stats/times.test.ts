import { expect, test } from 'vitest'
import { aoristicWeights } from './aoristic.ts'
import { changePoints } from './change-points.ts'
import { circularMean } from './circular.ts'
import { eventsPerDay, movingWindowP } from './cluster-in-time.ts'
import { ears } from './ears.ts'
import { schoolHolidayRatio } from './holiday-model.ts'
import { normal, poisson, seeded } from './random.ts'
import { supFP } from './sup-f.ts'
import { timeProfile } from './time-profile.ts'

test('slots that come round more often are not peaks, and the ratio turns round with the choice', () => {
  const even = timeProfile([70, 20, 10], [7, 2, 1], [0])
  expect(even).toMatchObject({ rateRatio: 1, index: [1, 1, 1], chiSquare: 0, chiSquareP: 1, peak: 0 })
  const [there, back] = [timeProfile([9, 4, 2], [3, 3, 3], [0]), timeProfile([9, 4, 2], [3, 3, 3], [1, 2])]
  expect((there.rateRatio ?? 0) * (back.rateRatio ?? 0)).toBeCloseTo(1, 12)
  expect(there.lower * back.upper).toBeCloseTo(1, 9)
})

test('nothing happened is no profile; all slots, or one that is not there, cannot be selected', () => {
  expect(timeProfile([0, 0], [1, 1], [0])).toMatchObject({ rateRatio: null, index: [null, null], peak: null, p: 1 })
  expect(() => timeProfile([1, 2], [1, 1], [0, 1])).toThrow(/some slots must be selected and some not, not 2 of 2/)
  expect(() => timeProfile([1, 2], [1, 1], [2])).toThrow(/a position of the list, not 2/)
  expect(() => timeProfile([1, 2], [1, 0], [0])).toThrow(/exposure must be more than zero, not 0/)
})

test('every event weighs one in all, however long its span', () => {
  const random = seeded(3)
  const spans = Array.from({ length: 200 }, () => {
    const start = random() * 168
    return { start, end: start + random() ** 4 * 400 }
  })
  const weights = aoristicWeights(spans).flat()
  expect(weights).toHaveLength(168)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(200, 9)
  expect(aoristicWeights([{ start: 167.5, end: 168.5 }])[0]?.[0]).toBeCloseTo(0.5, 12)
  expect(() => aoristicWeights([{ start: 5, end: 4 }])).toThrow(/within a year after its start \(5\), not 4/)
})

test('all in one slot points at its middle; two opposite peaks point nowhere; turning the clock turns the mean', () => {
  expect(circularMean([0, 0, 7, 0])).toMatchObject({ resultantLength: 1, circularVariance: 0 })
  expect(circularMean([0, 0, 7, 0]).meanSlot).toBeCloseTo(2.5, 12)
  const opposite = circularMean([10, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0])
  expect(opposite.meanSlot).toBeNull()
  expect(opposite.rayleighP).toBeCloseTo(1, 9)
  const counts = [9, 4, 1, 0, 2, 6]
  expect(circularMean([...counts.slice(2), ...counts.slice(0, 2)]).resultantLength).toBeCloseTo(
    circularMean(counts).resultantLength ?? 0,
    12,
  )
  expect(circularMean([0, 0])).toMatchObject({ resultantLength: null, rayleighP: null })
})

test('a holiday effect that was put there is found beside weekday and season, and none where nothing happened', () => {
  const random = seeded(11)
  const days = Array.from({ length: 728 }, (_, i) => {
    const [month, weekday, holiday] = [1 + (Math.floor(i / 30.4) % 12), 1 + (i % 7), i % 40 < 9]
    return { count: poisson(random, 5 * (holiday ? 1.4 : 1) * (weekday > 5 ? 1.5 : 1)), month, weekday, holiday }
  })
  const { lower, upper } = schoolHolidayRatio(days)
  expect(lower).toBeLessThan(1.4)
  expect(upper).toBeGreaterThan(1.4)
  expect(lower).toBeGreaterThan(1.1)
  expect(schoolHolidayRatio(days.map(day => ({ ...day, count: 0 }))).ratio).toBeNull()
  expect(schoolHolidayRatio(days.map(day => ({ ...day, holiday: false }))).ratio).toBeNull()
  expect(() => schoolHolidayRatio([{ count: 1, weekday: 0, month: 1, holiday: true }])).toThrow(/from 1 to 7, not 0/)
})

test('six in any fortnight of eight years at 0.6 a fortnight: as rare as drawing says', () => {
  expect(movingWindowP(6, { windows: 208, mean: 0.6 })).toBeCloseTo(0.039, 3)
  const random = seeded(2)
  let seen = 0
  for (let run = 0; run < 3000; run++) {
    const times = Array.from({ length: poisson(random, 52) }, () => random() * 52).sort((a, b) => a - b)
    if (times.some((time, i) => (times[i + 3] ?? 1e9) - time <= 1)) seen++
  }
  // Four or more in a window of 1, mean 1, over 52: the approximation is good to a few hundredths even where it is likely.
  expect(Math.abs(movingWindowP(4, { windows: 52, mean: 1 }) - seen / 3000)).toBeLessThan(0.03)
  // Six million draws gave 0.33768, standard error 0.0002; ptools, one term short, 0.33645.
  expect(movingWindowP(3, { windows: 3, mean: 1 })).toBeCloseTo(0.33749, 5)
  expect(movingWindowP(6, { windows: 260, mean: 1 })).toBeCloseTo(0.4856, 4)
})

test('the day table adds up; no events wanted is certain; one window is refused', () => {
  const { rows } = eventsPerDay(170, 1096, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(rows.reduce((sum, row) => sum + row.expectedDays, 0)).toBeCloseTo(1096, 5)
  expect(rows[0]?.atLeast).toBe(1)
  expect(movingWindowP(0, { windows: 3, mean: 1 })).toBe(1)
  expect(() => movingWindowP(3, { windows: 1, mean: 1 })).toThrow(/windows must be two or more, not 1/)
})

test('a spike alarms at once, a flat start leaves C3 unknown, and too short a series has nothing', () => {
  const counts = [5, 6, 4, 5, 6, 4, 5, 5, 6, 30]
  expect(ears(counts).c1).toMatchObject({ first: 7, alarm: [false, false, true] })
  expect(ears(counts).c2).toMatchObject({ first: 9, alarm: [true] })
  expect(ears(Array(12).fill(0)).c3Statistic).toEqual([null])
  expect(ears([1, 2, 3]).c1).toEqual({ first: 7, upper: [], alarm: [] })
  expect(() => ears([1], { baseline: 1 })).toThrow(/baseline must be two periods or more, not 1/)
})

test('a step is found where it is, a constant series has none, and fewer than 14 values are refused', () => {
  const random = seeded(5)
  const values = Array.from({ length: 60 }, (_, i) => (i < 25 ? 10 : 16) + normal(random))
  expect(changePoints(values)).toMatchObject({ breaks: [25], supFAt: 25 })
  expect(changePoints(values).supFP).toBeLessThan(1e-6)
  expect(changePoints(Array(20).fill(3))).toMatchObject({ breaks: [], supF: null, supFP: null, segmentMeans: [3] })
  expect(() => changePoints([1, 2, 3])).toThrow(/14 values or more, not 3/)
})

test('the p of sup-F is the share of chance bridges that go further, followed step by fine step', () => {
  expect(supFP(8.85, 0.15)).toBeCloseTo(0.05, 2)
  const random = seeded(1)
  const steps = 4000
  let further = 0
  for (let run = 0; run < 1500; run++) {
    const walk = new Float64Array(steps + 1)
    for (let i = 1; i <= steps; i++) walk[i] = (walk[i - 1] ?? 0) + normal(random) / Math.sqrt(steps)
    let most = 0
    for (let i = 0.15 * steps; i <= 0.85 * steps; i++) {
      const t = i / steps
      most = Math.max(most, ((walk[i] ?? 0) - t * (walk[steps] ?? 0)) ** 2 / (t * (1 - t)))
    }
    if (most > 3.15149) further++
  }
  expect(Math.abs(supFP(3.15149, 0.15) - further / 1500)).toBeLessThan(0.04)
  expect([supFP(0, 0.15), supFP(1e9, 0.15)]).toEqual([1, 0])
})
