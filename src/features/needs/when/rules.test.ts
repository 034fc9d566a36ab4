import { describe, expect, test } from 'vitest'
import { addDays, lastDay, monthRange } from '../../../lib/dates.ts'
import { poisson, seeded } from '../../../lib/stats/index.ts'
import { usualBand } from '../../places/index.ts'
import { periodOf } from './compute.ts'
import { bandTest, clockOf, countUp, dayTest, weekdaySlots } from './hours.ts'
import { alikeP, yearProfile } from './months.ts'
import { monthsLeftOut } from './sent.ts'
import { weekdayOf } from './spread.ts'

const all = (n: number) => n
const hide = (n: number) => (n > 0 && n < 5 ? null : n)

describe('months of the year', () => {
  const months = monthRange('2024-01', '2025-12')
  test('are counted by their days, so that February is not low for being short', () => {
    const values = months.map(month => 10 * Number(lastDay(month).slice(8)))
    const { months: slots, seasons, dispersion, years } = yearProfile(months, values)
    expect([years, dispersion]).toEqual([2, 1])
    expect(slots.map(slot => Number(slot.ratio?.toFixed(6)))).toEqual(Array(12).fill(1))
    expect(slots[1]?.exposure).toBe(57)
    expect(seasons.map(slot => slot.name.split(' ')[0])).toEqual(['Winter', 'Spring', 'Summer', 'Autumn'])
    expect(alikeP(slots, dispersion)).toBe(1)
  })
  test('a month twice the others stands out, and years that differ make its limits wider', () => {
    const even = months.map(month => (month.endsWith('-08') ? 620 : 310))
    const uneven = months.map((month, i) => (month === '2024-08' ? 900 : month === '2025-08' ? 340 : 310 + (i % 3)))
    const [one, other] = [yearProfile(months, even), yearProfile(months, uneven)]
    expect(one.months[7]?.q).toBeLessThan(0.001)
    expect(other.dispersion).toBeGreaterThan(5)
    expect(other.months[7]?.lower).toBeLessThan(one.months[7]?.lower ?? 0)
  })
})

describe('hours', () => {
  // Two weeks from a Monday, one event an hour; weekdays 4pm to 7pm three.
  const days = Array.from({ length: 14 }, (_, i) => addDays('2026-03-02', i))
  const rows = days.flatMap(day =>
    Array.from({ length: 24 }, (_, hour) => ({ day, hour, n: weekdayOf(day) <= 5 && hour >= 16 && hour < 19 ? 3 : 1 })),
  )
  const counted = countUp([...rows, { day: '2026-03-02', hour: null, n: 24 }], '2026-03-02', '2026-03-15')
  test('of the band are held against all others, by how often they came round', () => {
    const test = bandTest(counted, usualBand, all)
    expect(test).toMatchObject({ count: 90, rest: 306, hours: 30, restHours: 306 })
    expect(test?.ratio).toBeCloseTo(3, 9)
    // 24 events of an unknown hour, spread over that Monday: 3 fall in the band
    expect(test?.spreadShare).toBeCloseTo(93 / 420, 9)
  })
  test('an unknown hour is counted by day', () => {
    expect([counted.total, counted.unknown[0], counted.weekdayDays]).toEqual([420, 24, Array(7).fill(2)])
    expect(weekdaySlots(counted, all)?.[0]?.count).toBe(84)
  })
  test('where one count is hidden the whole comparison is', () => {
    const few = countUp([{ day: '2026-03-02', hour: 17, n: 3 }], '2026-03-02', '2026-03-15')
    expect(bandTest(few, usualBand, hide)).toBeUndefined()
    expect(weekdaySlots(few, hide)).toBeUndefined()
    expect(clockOf(few, hide)).toBeUndefined()
  })
  test('a heap at midnight is pointed out', () => {
    const heap = countUp([...rows, { day: '2026-03-04', hour: 0, n: 80 }], '2026-03-02', '2026-03-15')
    expect(clockOf(heap, all)?.midnight?.count).toBe(94)
    expect(clockOf(counted, all)?.midnight).toBeUndefined()
  })
  test('whole years are taken where there are any', () => {
    expect(periodOf('2024-11-01', '2026-10-31')).toEqual({ from: '2024-11-01', to: '2026-10-31' })
    expect(periodOf('2024-10-07', '2026-10-30')).toEqual({ from: '2024-11-01', to: '2026-10-31' })
    expect(periodOf('2026-08-07', '2026-10-12')).toEqual({ from: '2026-08-07', to: '2026-10-12' })
  })
})

test('holidays with half as many events a day are found, and days that cannot be told are left out', () => {
  const days = Array.from({ length: 730 }, (_, i) => addDays('2024-11-01', i))
  const isHoliday = (day: string) => Number(day.slice(8)) <= 7
  const daily = days.map(day => (isHoliday(day) ? 20 : 40) + (weekdayOf(day) === 6 ? 10 : 0))
  const kindOf = (day: string) =>
    day < '2024-12-01' ? ('unknown' as const) : isHoliday(day) ? ('holiday' as const) : ('term' as const)
  const test = dayTest({ days, daily }, kindOf)
  expect(test?.left).toBe(30)
  expect(test?.ratio).toBeGreaterThan(0.48)
  expect(test?.ratio).toBeLessThan(0.56)
  expect(dayTest({ days, daily }, () => 'term')).toBeUndefined()
})

test('days that vary three times as much as chance make no weekday and no hour stand out: 40 cities of nothing else', () => {
  const random = seeded(8)
  const marked = Array.from({ length: 40 }, () => {
    const rows = Array.from({ length: 364 }, (_, i) => ({
      day: addDays('2025-01-06', i),
      hour: i % 24,
      n: 3 * poisson(random, 7),
    }))
    const counted = countUp(rows, '2025-01-06', '2026-01-04')
    return weekdaySlots(counted, all)?.some(slot => slot.q < 0.05)
  }).filter(Boolean)
  expect(marked.length).toBeLessThan(6)
})

test('months that were not sent are no quiet days: holidays are as before when two summer months are gone', () => {
  const days = Array.from({ length: 730 }, (_, i) => addDays('2024-11-01', i))
  const isHoliday = (day: string) => ['07', '08'].includes(day.slice(5, 7)) || Number(day.slice(8)) <= 3
  const random = seeded(3)
  const rows = days.map(day => ({ day, hour: 12, n: poisson(random, isHoliday(day) ? 36 : 40) }))
  const sentOf = (kept: typeof rows) => kept.map(row => ({ sender: 'A', month: row.day.slice(0, 7), n: row.n }))
  const ratio = (kept: typeof rows) => {
    const [from, to] = ['2024-11-01', '2026-10-31']
    const counted = countUp(kept, from, to, monthsLeftOut(sentOf(kept), from, to))
    return dayTest(counted, day => (isHoliday(day) ? 'holiday' : 'term'))?.ratio
  }
  const kept = rows.filter(row => !['2025-07', '2026-08'].includes(row.day.slice(0, 7)))
  expect(monthsLeftOut(sentOf(kept), '2024-11-01', '2026-10-31')).toEqual(['2025-07', '2026-08'])
  expect(Math.abs((ratio(kept) ?? 0) - (ratio(rows) ?? 0))).toBeLessThan(0.03)
  const rare = rows.filter((_, i) => i % 90 === 0).map(row => ({ ...row, n: 1 }))
  expect(monthsLeftOut(sentOf(rare), '2024-11-01', '2026-10-31')).toEqual([])
})
