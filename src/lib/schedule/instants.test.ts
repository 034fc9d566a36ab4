import { describe, expect, test } from 'vitest'
import { addDays } from '../dates.ts'
import { isoAt, stampAt, utcAt, wallOf } from './instants.ts'

describe('wall time in London as an instant', () => {
  test('17:00 is 17:00 on both sides of both clock changes', () => {
    expect(['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25'].map(day => isoAt({ day, minutes: 1_020 }))).toEqual(
      [
        '2026-03-28T17:00:00+00:00',
        '2026-03-29T17:00:00+01:00',
        '2026-10-24T17:00:00+01:00',
        '2026-10-25T17:00:00+00:00',
      ],
    )
  })
  test('an hour that does not come is read with the time before; one that comes twice is its first', () => {
    expect(isoAt({ day: '2026-03-29', minutes: 90 })).toBe('2026-03-29T02:30:00+01:00')
    expect(utcAt({ day: '2026-03-29', minutes: 90 })).toBe('2026-03-29T01:30:00Z')
    expect(isoAt({ day: '2026-10-25', minutes: 90 })).toBe('2026-10-25T01:30:00+01:00')
    expect(utcAt({ day: '2026-10-25', minutes: 119 })).toBe('2026-10-25T00:59:00Z')
    expect(utcAt({ day: '2026-10-25', minutes: 120 })).toBe('2026-10-25T02:00:00Z')
  })
  test('past midnight is the next day, by the clock on the wall', () => {
    expect(isoAt({ day: '2026-10-24', minutes: 1_440 + 180 })).toBe('2026-10-25T03:00:00+00:00')
    expect(stampAt({ day: '2026-12-31', minutes: 1_440 })).toBe('20270101T000000Z')
  })
  test('there and back, every hour of a year that comes once', () => {
    for (let i = 0; i < 366; i++)
      for (const minutes of [0, 180, 1_020, 1_439]) {
        const wall = { day: addDays('2026-01-01', i), minutes }
        expect(wallOf(utcAt(wall))).toEqual(wall)
        expect(wallOf(isoAt(wall))).toEqual(wall)
      }
  })
  test('refuses what is no day', () =>
    expect(() => isoAt({ day: '2026-02-30', minutes: Number.NaN })).toThrow(RangeError))
})

describe('an instant as wall time', () => {
  test('23:00 in UTC in summer is the next day in London', () =>
    expect(wallOf('2026-06-30T23:00:00Z')).toEqual({ day: '2026-07-01', minutes: 0 }))
  test('another offset', () => expect(wallOf('2026-01-05T09:00:00+01:00')).toEqual({ day: '2026-01-05', minutes: 480 }))
  test('without an offset, or nonsense, it is none', () => {
    for (const text of ['2026-01-05T09:00:00', '2026-01-05', '', 'Z', '99999-01-01T00:00:00Z', '2026-13-45T25:00:00Z'])
      expect(wallOf(text)).toBeUndefined()
  })
})
