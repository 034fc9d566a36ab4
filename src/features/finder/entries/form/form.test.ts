import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../lib/dates.ts'
import { activities, activityOf, themes } from '../../activities.ts'
import { Body } from '../../schemas.ts'
import { sittings } from '../office/history.ts'
import { clockOf, dayOf } from './fields.ts'
import { tipOf } from './frame.ts'
import { missingOf, parts } from './parts.ts'
import { isPlain, readTimes, timeValues, withTimes } from './times.ts'
import { activitiesOf } from './what.ts'
import { unknownPostcode } from './where.ts'

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
  test('all mistakes of the page are told at once, in the order of the page', () => {
    const fields = (over: Record<string, unknown>) => {
      const read = readTimes({ ...typed, ...over })
      return read.ok ? [] : read.errors.map(({ field }) => field)
    }
    expect(fields({ repeats: 'weekly', byDay: [], starts: '', from: '', calendar: '' })).toEqual([
      ...['byDay', 'starts', 'from', 'calendar'],
    ])
    expect(fields({ repeats: '', byDay: [], starts: '6pm', ends: '4pm', until: '2020-01-01' })).toEqual([
      ...['repeats', 'ends', 'until'],
    ])
    expect(fields({ repeats: 'weekly', byDay: [], starts: 'x', ends: 'y' })).toEqual(['byDay', 'starts', 'ends'])
  })
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
  test.each(['5', '5.30', '5:30', '11', '1.15', '10.30'])('asks of “%s” whether it is morning or not', starts => {
    const read = readTimes({ ...typed, starts })
    expect(read.ok ? [] : read.errors).toEqual([
      { field: 'starts', text: `Is that ${starts}am or ${starts}pm? Enter one of them` },
    ])
  })
  test.each(['05.30', '05:30', '10:00', '11:30', '17', '12', '12:15', '5:30am', '10.30 am', 'noon'])(
    'takes “%s” as it stands',
    starts => expect(readTimes({ ...typed, starts, ends: '18:00' }).ok).toBe(true),
  )
  test.each(['00:30', '09:15', '10:30', '11:00', '12:00', '16:30'])(
    'what was kept as %s is shown so that it is read as the same',
    kept => {
      const read = readTimes({ ...typed, starts: '00:00', ends: '23:59' })
      if (!read.ok) throw new Error('not read')
      for (const series of [
        { ...read.schedule, starts: kept },
        { ...read.schedule, ends: kept },
      ])
        expect(readTimes(timeValues(series, today))).toEqual({ ok: true, schedule: series })
    },
  )
  test.each([
    ['6pm', '4pm', false],
    ['9am', '9am', false],
    ['6pm', '6am', true],
    ['10pm', '2am', true],
    ['midnight', 'midnight', true],
  ])('%s to %s: only a night runs into the next day', (starts, ends, ok) => {
    const read = readTimes({ ...typed, starts, ends })
    expect(read.ok).toBe(ok)
    if (!read.ok)
      expect(read.errors.map(({ field, text }) => `${field}: ${text}`)).toEqual([
        expect.stringContaining('ends: It ends before it starts'),
      ])
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
  expect(activitiesOf('craft, Arts & crafts, kite making')).toEqual({ ids: ['art'], unknown: [] })
  expect(activitiesOf('Boxing club, cooking lessons')).toEqual({ ids: ['boxing', 'cooking'], unknown: [] })
  const what = parts.find(part => part.key === 'what')
  const typed = { name: 'A', summary: 'B.', activities: 'boxing', chosen: ['gardening', 'no-such'] }
  expect(what?.read(typed, body(), { today, kind: 'activity' })).toMatchObject({
    body: { activities: ['boxing', 'gardening'] },
  })
})

test('more than we keep is said, and nothing of it is dropped', () => {
  const what = parts.find(part => part.key === 'what')
  const ids = activities.filter(({ group }) => group !== 'work').map(({ id }) => id)
  const read = (over: object, kind: 'activity' | 'support' = 'activity') =>
    what?.read({ name: 'A', summary: 'B.', activities: '', ...over }, body(), { today, kind })
  const labels = (n: number) =>
    ids
      .slice(0, n)
      .map(id => activityOf(id)?.label)
      .join(', ')
  const says = (field: string, n: number) => ({
    ok: false,
    errors: [{ field, text: `Choose 20 or fewer: there are ${n} now` }],
  })
  expect(read({ chosen: ids.slice(0, 20) })).toMatchObject({ ok: true, body: { activities: ids.slice(0, 20) } })
  expect(read({ chosen: ids.slice(0, 21) })).toEqual(says('chosen', 21))
  expect(read({ activities: labels(20), chosen: ids.slice(10, 30) })).toEqual(says('chosen', 30))
  expect(read({ activities: labels(22) })).toEqual(says('activities', 22))
  expect(read({ themes: themes.map(({ id }) => id) }, 'support')).toEqual(says('themes', themes.length))
})

test('a postcode we do not have is asked about once, unless whoever writes is sure of it or nobody can tell', () => {
  const asked = { was: undefined, postcode: 'ZZ1 1ZZ', unknown: new Set(['ZZ1 1ZZ']) }
  expect(unknownPostcode({}, asked)).toMatchObject([{ field: 'postcode', text: expect.stringContaining('ZZ1 1ZZ') }])
  expect(unknownPostcode({ newPostcode: 'yes' }, asked)).toEqual([])
  expect(unknownPostcode({}, { ...asked, unknown: new Set() })).toEqual([])
  expect(unknownPostcode({}, { ...asked, was: 'ZZ1 1ZZ' })).toEqual([])
  expect(unknownPostcode({}, { ...asked, postcode: '' })).toEqual([])
})

test('who leads on safeguarding is a role, never a person', () => {
  const safety = parts.find(part => part.key === 'safety')
  const read = (leadRole: string) => safety?.read({ leadRole }, body(), { today, kind: 'activity' }).ok
  for (const name of ['Jane Smith', 'jane smith', 'Sarah', 'Centre manager, Ibrahim Toller'])
    expect(read(name), name).toBe(false)
  for (const role of ['Centre manager', 'Designated Safeguarding Lead', 'Head Coach', 'welfare officer', 'Deputy Head'])
    expect(read(role), role).toBe(true)
})

test('insurance that has ended is said, and stands where a whole file is sent back', () => {
  const safety = parts.find(part => part.key === 'safety')
  const errors = (insuranceOn: string, was?: Body) => {
    const read = safety?.read({ insuranceOn }, body(), { today, kind: 'activity', ...(was ? { was } : {}) })
    return read?.ok === false ? read.errors.map(({ field }) => field) : []
  }
  expect([errors(addDays(today, -1)), errors(today), errors('')]).toEqual([['insuranceOn'], [], []])
  const was = { ...body(), safeguarding: { ...body().safeguarding, insuranceOn: addDays(today, -1) } }
  expect([errors(addDays(today, -1), was), errors(addDays(today, -2), was)]).toEqual([[], ['insuranceOn']])
})

test('versions saved in one sitting are one row of the history', () => {
  const version = (number: number, over: object = {}) => ({
    ...{ version: number, body: body(), note: '', at: '2026-11-22T10:00:00Z', who: 'A', verdict: 'replaced' as const },
    ...{ decider: null, decidedAt: null, reason: '', ...over },
  })
  const all = [version(6, { verdict: 'waiting' }), version(5), version(4), version(3, { who: 'B' }), version(2)]
  const rows = sittings([...all, version(1, { at: '2026-11-21T10:00:00Z' })])
  expect(rows.map(row => row.map(one => one.version))).toEqual([[6], [5, 4], [3], [2], [1]])
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
