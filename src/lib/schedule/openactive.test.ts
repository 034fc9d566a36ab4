import { describe, expect, test } from 'vitest'
import { expand } from './expand.ts'
import { schedule } from './make.ts'
import { durationOf, schedulingNote, sessionTimes, toOpenActive, toSchemaOrg } from './openactive.ts'
import { fromOpenActive, fromSessions } from './openactive-in.ts'
import type { DayFacts, Schedule } from './types.ts'

const today = '2026-11-22'
const facts = (day: string): DayFacts => ({
  kind:
    day >= '2026-12-19' && day <= '2027-01-03'
      ? 'holiday'
      : day >= '2026-09-01' && day <= '2027-02-12'
        ? 'term'
        : 'unknown',
  bankHoliday: ['2026-12-25', '2026-12-28', '2027-01-01'].includes(day),
})
const out = (part: Partial<Schedule>, factsOf = facts) =>
  toOpenActive(schedule({ from: '2026-11-03', ...part }), today, factsOf)

describe('a schedule as OpenActive says it', () => {
  test('weekly Tuesday and Thursday, 16:00 to 18:00', () =>
    expect(out({ byDay: ['TU', 'TH'] })).toEqual([
      {
        '@type': 'Schedule',
        startDate: '2026-11-03',
        startTime: '16:00',
        endTime: '18:00',
        duration: 'PT2H',
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Tuesday', 'https://schema.org/Thursday'],
        scheduleTimezone: 'Europe/London',
        scheduledEventType: 'ScheduledSession',
      },
    ]))
  test('schema.org has no type of the event it schedules', () =>
    expect(toSchemaOrg(schedule({ from: '2026-11-03' }), today, facts)[0]).not.toHaveProperty('scheduledEventType'))
  test('fortnightly, last Friday, day of the month, every third day, weekdays of a daily rule', () => {
    expect(out({ interval: 2 })[0]).toMatchObject({
      repeatFrequency: 'P2W',
      startDate: '2026-11-03',
      byDay: ['https://schema.org/Tuesday'],
    })
    expect(out({ freq: 'monthly', byDay: ['-1FR'] })[0]).toMatchObject({
      repeatFrequency: 'P1M',
      byDay: ['-1FR'],
      startDate: '2026-11-27',
    })
    expect(out({ freq: 'monthly' })[0]).toMatchObject({ repeatFrequency: 'P1M', byMonthDay: [3] })
    expect(out({ freq: 'daily', interval: 3 })[0]).toMatchObject({ repeatFrequency: 'P3D' })
    expect(out({ freq: 'daily', byDay: ['SA'] })[0]).toMatchObject({
      repeatFrequency: 'P1W',
      byDay: ['https://schema.org/Saturday'],
    })
  })
  test('its last day is included; exceptions are dates; past midnight lasts', () =>
    expect(out({ until: '2026-12-22', exclude: ['2026-12-08'], starts: '22:00', ends: '01:30' })[0]).toMatchObject({
      endDate: '2026-12-22',
      exceptDate: ['2026-12-08'],
      duration: 'PT3H30M',
    }))
  test('term time ends with the calendar that is known, holidays excepted', () => {
    expect(out({ calendar: 'term' })[0]).toMatchObject({
      '@type': 'Schedule',
      startDate: '2026-11-03',
      endDate: '2027-02-09',
      exceptDate: ['2026-12-22', '2026-12-29'],
    })
    const unknown = out({ calendar: 'term' }, () => ({ kind: 'unknown', bankHoliday: false }))
    expect(unknown).toMatchObject([{ '@type': 'PartialSchedule', startDate: '2026-11-03' }])
    expect(unknown[0]).not.toHaveProperty('endDate')
    expect(schedulingNote(schedule({ from: today, calendar: 'term', bankHolidays: 'closed' }))).toBe(
      'Term time only. Not on bank holidays',
    )
    expect(schedulingNote(schedule({ from: today, bankHolidays: 'open' }))).toBe('')
  })
  test('a rule closed on bank holidays leaves those out', () =>
    expect(out({ byDay: ['FR'], bankHolidays: 'closed' })[0]?.exceptDate).toEqual(['2026-12-25', '2027-01-01']))
  test('days added and once are dated; what has gone by is nothing', () => {
    expect(out({ add: ['2026-12-02'] })[1]).toMatchObject({
      startDate: '2026-12-02',
      endDate: '2026-12-02',
      byDay: ['https://schema.org/Wednesday'],
    })
    expect(out({ freq: 'once' })).toEqual([])
    expect(out({ until: '2026-11-21' })).toEqual([])
  })
  test('nothing null or empty, no zone in a time', () =>
    expect(JSON.stringify([out({}), out({ calendar: 'term', exclude: [today] })])).not.toMatch(/null|""|\[\]|:\d\dZ/))
  test.each<[string, Partial<Schedule>]>([
    ['weekly', { byDay: ['TU', 'SU'], until: '2027-02-01', exclude: ['2026-12-08'] }],
    ['fortnightly', { interval: 2 }],
    ['monthly', { freq: 'monthly', byDay: ['-1FR', '1MO'] }],
    ['daily', { freq: 'daily', interval: 3 }],
    ['term', { calendar: 'term', byDay: ['FR'], bankHolidays: 'closed' }],
    ['counted', { count: 9 }],
    ['once and added', { freq: 'once', from: '2026-11-28', add: ['2026-12-01'] }],
  ])('comes back with the same days: %s', (_name, part) => {
    const one = schedule({ from: '2026-11-03', ...part })
    const back = toOpenActive(one, today, facts).flatMap(each => fromOpenActive(each, today).schedule ?? [])
    const days = (all: readonly Schedule[]) =>
      all.flatMap(each => expand(each, today, '2027-02-12', facts).map(({ day }) => day)).sort()
    expect(days(back)).toEqual(days([one]))
  })
})

describe('instants of a session', () => {
  test('with London’s offset, 17:00 on both sides of the clock change', () => {
    expect(sessionTimes({ day: '2026-10-24', starts: 1_020, ends: 1_065 })).toEqual({
      startDate: '2026-10-24T17:00:00+01:00',
      endDate: '2026-10-24T17:45:00+01:00',
      duration: 'PT45M',
    })
    expect(sessionTimes({ day: '2026-10-25', starts: 1_020, ends: 1_080 }).startDate).toBe('2026-10-25T17:00:00+00:00')
    expect([60, 90, 45].map(durationOf)).toEqual(['PT1H', 'PT1H30M', 'PT45M'])
  })
  test.each([
    [
      'over the change in March an hour is lost',
      '2027-03-28',
      0,
      180,
      '2027-03-28T00:00:00+00:00',
      '2027-03-28T03:00:00+01:00',
      'PT2H',
    ],
    [
      'over the change in October there is one more',
      '2027-10-31',
      0,
      180,
      '2027-10-31T00:00:00+01:00',
      '2027-10-31T03:00:00+00:00',
      'PT4H',
    ],
    [
      'at 01:30, which is not there, an hour on',
      '2027-03-28',
      90,
      120,
      '2027-03-28T02:30:00+01:00',
      '2027-03-28T03:00:00+01:00',
      'PT30M',
    ],
    [
      'at 01:30, which comes twice, the first',
      '2027-10-31',
      90,
      105,
      '2027-10-31T01:30:00+01:00',
      '2027-10-31T01:45:00+01:00',
      'PT15M',
    ],
  ])('%s', (_, day, starts, ends, startDate, endDate, duration) => {
    expect(sessionTimes({ day, starts, ends })).toEqual({ startDate, endDate, duration })
  })
})

describe('schedules of OpenActive feeds', () => {
  const raw = {
    '@type': 'Schedule',
    startDate: '2018-08-01',
    endDate: '2018-08-04',
    repeatCount: 3,
    repeatFrequency: 'P1D',
    duration: 'PT8H',
    startTime: '09:00',
    endTime: '17:00',
    scheduleTimezone: 'Europe/London',
  }
  test('a course of three days', () =>
    expect(fromOpenActive(raw, today)).toMatchObject({
      schedule: { freq: 'daily', count: 3, from: '2018-08-01', until: '2018-08-04' },
      flags: [],
    }))
  test('part of one is flagged; the end may come from the duration', () => {
    const { schedule: one, flags } = fromOpenActive(
      { '@type': 'PartialSchedule', startTime: '20:15', duration: 'PT30M', byDay: 'https://schema.org/Tuesday' },
      today,
    )
    expect(one).toMatchObject({ from: today, freq: 'weekly', byDay: ['TU'], starts: '20:15', ends: '20:45' })
    expect(flags).toEqual(['in-part', 'freq-missing'])
  })
  test('P7D and P14D are weeks; instants among exceptions are London days', () =>
    expect(
      fromOpenActive({ ...raw, repeatFrequency: 'P14D', exceptDate: ['2018-08-14T23:10:00Z'] }, today),
    ).toMatchObject({
      schedule: { freq: 'weekly', interval: 2, exclude: ['2018-08-15'] },
      flags: ['date-moved'],
    }))
  test.each([
    ['another zone', { scheduleTimezone: 'Europe/Paris' }, 'other-zone'],
    ['yearly', { repeatFrequency: 'P1Y' }, 'freq-unread'],
    ['no times', { startTime: undefined }, 'times-missing'],
    ['no weekdays', { byDay: ['Someday'] }, 'days-unread'],
  ])('not read, and said: %s', (_name, part, flag) => {
    const { schedule: one, flags } = fromOpenActive({ ...raw, ...part }, today)
    expect(one).toBeUndefined()
    expect(flags).toContain(flag)
  })
  test('nonsense never breaks', () => {
    for (const nonsense of [null, [], 'x', 4, {}, { byDay: {} }, { ...raw, duration: 'P9Y', endTime: '' }])
      expect(() => fromOpenActive(nonsense, today)).not.toThrow()
  })
})

describe('dated sessions', () => {
  const session = (startDate: string, endDate = '', duration = '') => ({ startDate, endDate, duration })
  test('with the same hours in London are one, whatever their offset', () => {
    const { schedules, unread } = fromSessions([
      session('2020-03-24T17:00:00Z', '2020-03-24T17:30:00Z'),
      session('2020-03-31T16:00:00Z', '2020-03-31T16:30:00Z'),
      session('2020-04-07T17:00:00+01:00', '', 'PT30M'),
      session('2020-04-07T23:00:00+01:00', '', 'PT2H'),
      session('2020-04-08T17:00:00', '', 'PT30M'),
      session('2020-04-08T17:00:00Z', '2020-04-10T17:00:00Z'),
    ])
    expect(schedules).toMatchObject([
      { freq: 'once', from: '2020-03-24', add: ['2020-03-31', '2020-04-07'], starts: '17:00', ends: '17:30' },
      { freq: 'once', from: '2020-04-07', add: [], starts: '23:00', ends: '01:00' },
    ])
    expect(unread).toBe(2)
  })
})
