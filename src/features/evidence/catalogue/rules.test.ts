import { describe, expect, test } from 'vitest'
import {
  cadenceWords,
  coverageWords,
  dueOf,
  dueWords,
  groupOf,
  nextDue,
  periodWords,
  placesWords,
  worstOf,
} from './rules.ts'

describe('when a source is next due', () => {
  test('one cadence after the snapshot, and the lag on top', () => {
    expect(nextDue('2026-02-28', 'monthly', 18)).toBe('2026-04-18')
    expect(nextDue('2026-01-31', 'monthly', 0)).toBe('2026-02-28')
    expect(nextDue('2024-01-30', 'monthly', 0)).toBe('2024-02-29')
    expect(nextDue('2026-03-18', 'monthly', null)).toBe('2026-04-18')
    expect(nextDue('2025-12-31', 'quarterly', 10)).toBe('2026-04-10')
    expect(nextDue('2024-02-29', 'annual', 365)).toBe('2026-02-28')
    expect(nextDue('2026-02-28', 'weekly', 1)).toBe('2026-03-08')
  })

  test('a source published once, or whose cadence nobody knows, is not expected', () => {
    expect(nextDue('2026-02-28', 'once', 18)).toBeNull()
    expect(nextDue('2026-02-28', 'irregular', 18)).toBeNull()
  })

  test('late, due soon and on time are told apart to the day', () => {
    const stands = (today: string) => dueWords(dueOf('2026-02-28', 'monthly', 18, today))
    expect(stands('2026-04-03')).toBe('On time')
    expect(stands('2026-04-04')).toBe('Due in 14 days')
    expect(stands('2026-04-17')).toBe('Due in 1 day')
    expect(stands('2026-04-18')).toBe('Due today')
    expect(stands('2026-04-19')).toBe('Late by 1 day')
    expect(stands('2026-11-22')).toBe('Late by 218 days')
  })

  test('once only and not loaded are never late', () => {
    expect(dueWords(dueOf('2011-01-01', 'once', null, '2026-11-22'))).toBe('Once only')
    expect(dueWords(dueOf(null, 'monthly', 18, '2026-11-22'))).toBe('Not loaded')
  })

  test('cadence and lag in words', () => {
    expect(cadenceWords('monthly', 18)).toBe('Monthly, 18 days behind')
    expect(cadenceWords('once', null)).toBe('Published once')
  })
})

describe('coverage in words', () => {
  const wards = { kind: 'ward', grain: 'month' as const, places: 679, of: 684, from: '2010-04-01', to: '2026-02-01' }

  test('places of those there are, first month to last', () => {
    expect(coverageWords([wards])).toBe('679 of 684 wards, April 2010 to February 2026')
    expect(coverageWords([{ ...wards, places: 684 }])).toBe('All 684 wards, April 2010 to February 2026')
  })

  test('several levels; a city; an unknown vintage', () => {
    const city = {
      ...wards,
      kind: 'city',
      places: 1,
      of: null,
      grain: 'year' as const,
      from: '2024-01-01',
      to: '2024-01-01',
    }
    expect(coverageWords([{ ...wards, of: null }, city])).toBe(
      '679 wards, April 2010 to February 2026; the whole city, 2024',
    )
  })

  test('more places than the vintage has is said plainly, not as a share', () => {
    expect(placesWords('lsoa', 5001, 4994)).toBe('5,001 LSOAs')
  })

  test('periods of every grain', () => {
    expect(periodWords('2024-04-01', 'year')).toBe('2024/25')
    expect(periodWords('2024-01-01', 'year')).toBe('2024')
    expect(periodWords('2024-07-01', 'quarter')).toBe('July to September 2024')
    expect(periodWords('2024-07-03', 'point')).toBe('3 July 2024')
  })
})

describe('shelves', () => {
  test('by format, else by the topic of its measures; not received is a shelf of its own', () => {
    expect(groupOf({ format: 'mps-wide', received: true, topics: ['other', 'violence'] })).toBe('violence')
    expect(groupOf({ format: 'imd-csv', received: true, topics: ['context'] })).toBe('deprivation')
    expect(groupOf({ format: 'lookup', received: true, topics: [] })).toBe('places')
    expect(groupOf({ format: 'census-age', received: true, topics: [] })).toBe('population')
    expect(groupOf({ format: 'measure-csv', received: true, topics: ['other'] })).toBe('context')
    expect(groupOf({ format: 'mps-wide', received: false, topics: ['violence'] })).toBe('not loaded')
  })
})

test('a month that counts in one file counts; otherwise the gravest reason stands', () => {
  expect(worstOf(['held', 'loaded'])).toBe('loaded')
  expect(worstOf(['withheld', 'stub', 'held'])).toBe('held')
  expect(worstOf(['withheld', 'stub'])).toBe('stub')
})
