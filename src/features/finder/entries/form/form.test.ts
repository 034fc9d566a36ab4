import { describe, expect, test } from 'vitest'
import { Body } from '../../schemas.ts'
import { clockOf, dayOf } from './fields.ts'
import { tipOf } from './frame.ts'
import { missingOf, parts } from './parts.ts'
import { isPlain, readTimes, timeValues, withTimes } from './times.ts'
import { activitiesOf } from './what.ts'

const today = '2026-11-22'
const body = (over: object = {}) =>
  Body.parse({ name: 'Boxing', cost: { kind: 'free', words: '' }, join: { how: 'turn-up' }, ...over })

test.each([
  ['4pm', '16:00'],
  ['4.30 pm', '16:30'],
  ['16:05', '16:05'],
  ['12am', '00:00'],
  ['noon', '12:00'],
  ['midnight', '00:00'],
  ['25:00', undefined],
  ['13pm', undefined],
  ['soon', undefined],
])('the time %s', (typed, clock) => expect(clockOf(typed)).toBe(clock))

test.each([
  ['24 December 2026', '2026-12-24'],
  ['Thursday 24 Dec 2026', '2026-12-24'],
  ['24/12/2026', '2026-12-24'],
  ['2026-12-24', '2026-12-24'],
  ['31 February 2027', undefined],
  ['24 Nonsense 2026', undefined],
  ['Christmas', undefined],
])('the day %s', (typed, day) => expect(dayOf(typed)).toBe(day))

describe('a series of times', () => {
  const typed = {
    repeats: 'weekly',
    byDay: ['TU', 'TH'],
    starts: '4pm',
    ends: '6pm',
    from: '2026-11-24',
    calendar: 'term',
    bankHolidays: 'closed',
  }
  test('is read, and shown again as it was typed', () => {
    const read = readTimes({ ...typed, exclude: '24 December 2026\n31/12/2026', add: '2027-01-04' })
    if (!read.ok) throw new Error('not read')
    expect(read.schedule).toMatchObject({
      freq: 'weekly',
      interval: 1,
      byDay: ['TU', 'TH'],
      exclude: ['2026-12-24', '2026-12-31'],
      add: ['2027-01-04'],
    })
    expect(timeValues(read.schedule, today)).toMatchObject({
      repeats: 'weekly',
      byDay: ['TU', 'TH'],
      starts: '16:00',
      exclude: '2026-12-24\n2026-12-31',
    })
  })
  test.each([
    [
      { repeats: 'fortnightly', byDay: 'MO' },
      { freq: 'weekly', interval: 2, byDay: ['MO'] },
    ],
    [
      { repeats: 'monthly', byDay: 'FR', week: '-1' },
      { freq: 'monthly', byDay: ['-1FR'] },
    ],
    [
      { repeats: 'once', byDay: [] },
      { freq: 'once', byDay: [], until: null },
    ],
    [
      { repeats: 'daily', byDay: ['MO'] },
      { freq: 'daily', byDay: [] },
    ],
  ])('%j', (over, schedule) => {
    const read = readTimes({ ...typed, ...over })
    expect(read).toMatchObject({ ok: true, schedule })
    if (read.ok) {
      expect(isPlain(read.schedule)).toBe(true)
      expect(readTimes(timeValues(read.schedule, today))).toEqual(read)
    }
  })
  test('says what is missing', () => {
    const fields = (given: object) => {
      const read = readTimes(given)
      return read.ok ? [] : read.errors.map(error => error.field)
    }
    expect(fields({})).toEqual(['repeats', 'starts', 'ends', 'from', 'calendar', 'bankHolidays'])
    expect(fields({ ...typed, byDay: [] })).toEqual(['byDay'])
    expect(fields({ ...typed, until: '2026-01-01' })).toEqual(['until'])
  })
  test('a rule of a feed that is richer than the form is not offered to be changed', () => {
    const read = readTimes(typed)
    if (!read.ok) throw new Error('not read')
    for (const rich of [
      { interval: 3 },
      { count: 6 },
      { byMonthDay: [1] },
      { freq: 'monthly' as const, byDay: ['1MO', '3MO'] },
    ])
      expect(isPlain({ ...read.schedule, ...rich })).toBe(false)
  })
  test('is put at the end, in the place of another, or taken out', () => {
    const read = readTimes(typed)
    if (!read.ok) throw new Error('not read')
    const one = withTimes(body(), undefined, read.schedule)
    expect(one.schedules).toHaveLength(1)
    expect(withTimes(one, 0, { ...read.schedule, starts: '17:00' }).schedules.map(each => each.starts)).toEqual([
      '17:00',
    ])
    expect(withTimes(one, 0).schedules).toEqual([])
  })
})

test('each part gives back the body it was filled from', () => {
  const given = body({
    summary: 'Learn to box.',
    activities: ['boxing', 'gardening'],
    venue: {
      name: 'Hall',
      address: '1 Road',
      locality: '',
      postcode: 'SW9 8JG',
      longitude: -0.1,
      latitude: 51.5,
      safe: true,
    },
    minAge: 11,
    access: ['step-free', 'bsl'],
    languages: ['so', 'pt-BR', 'bfi', 'pl'],
    cost: { kind: 'paid', pence: 250, words: 'First time free' },
    join: {
      how: 'book',
      words: 'Book',
      href: 'https://club.example/',
      phone: '020 7946 0000',
      email: 'hello@club.example',
    },
    safeguarding: { policyOn: '2026-01-05', leadRole: 'Manager', registered: 'Ofsted' },
  })
  for (const part of parts) {
    const read = part.read(part.values(given, 'activity'), given, { today, kind: 'activity' })
    expect(read, part.key).toEqual({ ok: true, body: given })
  }
})

test('activities are known by what people call them', () => {
  expect(activitiesOf('footy, Boxing,  boxing')).toEqual({ ids: ['football', 'boxing'], unknown: [] })
  expect(activitiesOf('boxxing').unknown).toEqual(['boxxing'])
})

test('what is missing depends on what it is', () => {
  expect(missingOf(body(), 'activity').map(each => each.part)).toEqual([
    'what',
    'what',
    'when',
    'where',
    'safety',
    'safety',
  ])
  expect(missingOf(body({ summary: 'A job.', online: true }), 'work')).toEqual([])
  expect(missingOf(body({ minAge: 18, summary: 'x', online: true, themes: ['money'] }), 'support')).toEqual([])
})

test('hard words are told of, plain ones are not', () => {
  const hard =
    'Participants experiencing multidimensional disadvantage benefit from comprehensive interdisciplinary interventions facilitated by qualified professionals. '.repeat(
      3,
    )
  expect(tipOf(body({ description: hard }))).toContain('Most people find age 11 easier')
  expect(
    tipOf(
      body({ summary: 'Come and box with us.', description: 'You can learn to box. You can make friends. '.repeat(6) }),
    ),
  ).toBe('')
  expect(tipOf(body({ summary: 'word '.repeat(30) }))).toContain('30 words')
  const long = 'Multidimensional, comprehensive, interdisciplinary interventions.'
  expect(tipOf(body({ summary: long }))).toContain('long words, such as “Multidimensional”')
})
