import { describe, expect, test } from 'vitest'
import type { Day } from '../dates.ts'
import { expand } from './expand.ts'
import { schedule } from './make.ts'
import { type OrukSchedule, toOruk } from './oruk.ts'
import { fromOruk } from './oruk-in.ts'
import type { DayFacts, Schedule } from './types.ts'

const today = '2026-11-22'
const inside = (day: Day, from: Day, to: Day) => from <= day && day <= to
const facts = (day: Day): DayFacts => ({
  kind:
    inside(day, '2026-12-19', '2027-01-03') || inside(day, '2027-02-13', '2027-02-21')
      ? 'holiday'
      : inside(day, '2026-09-01', '2027-03-25')
        ? 'term'
        : 'unknown',
  bankHoliday: ['2026-12-25', '2026-12-28', '2027-01-01'].includes(day),
})
const out = (part: Partial<Schedule>, factsOf = facts) =>
  toOruk(schedule({ from: '2026-11-03', ...part }), today, factsOf)
const short = ({
  description: _d,
  'x-timezone': _z,
  'x-schedule': _s,
  opens_at,
  closes_at,
  ...rest
}: OrukSchedule) => ({ ...rest, times: `${opens_at} ${closes_at}` })

describe('a schedule as Open Referral UK says it', () => {
  test('weekly Tuesday and Thursday, 16:00 to 18:00', () => {
    expect(out({ byDay: ['TU', 'TH'] })).toEqual([
      {
        valid_from: '2026-11-03',
        dtstart: '2026-11-03',
        freq: 'WEEKLY',
        byday: 'TU,TH',
        opens_at: '16:00',
        closes_at: '18:00',
        description: 'Tuesdays and Thursdays, 4pm to 6pm, London time',
        'x-timezone': 'Europe/London',
        'x-schedule': {
          zone: 'Europe/London',
          from: '2026-11-03',
          starts: '16:00',
          ends: '18:00',
          freq: 'weekly',
          interval: 1,
          byDay: ['TU', 'TH'],
          calendar: 'always',
          bankHolidays: 'unknown',
        },
      },
    ])
  })
  test('fortnightly has its first day; no weekday is that of the first day', () =>
    expect(out({ interval: 2 }).map(short)).toEqual([
      {
        valid_from: '2026-11-03',
        dtstart: '2026-11-03',
        freq: 'WEEKLY',
        interval: 2,
        wkst: 'MO',
        byday: 'TU',
        times: '16:00 18:00',
      },
    ]))
  test('the first day is one it happens on', () =>
    expect(out({ byDay: ['FR'] })[0]).toMatchObject({ valid_from: '2026-11-03', dtstart: '2026-11-06' }))
  test('last Friday', () =>
    expect(out({ freq: 'monthly', byDay: ['-1FR'] })[0]).toMatchObject({
      freq: 'MONTHLY',
      byday: '-1FR',
      dtstart: '2026-11-27',
    }))
  test('day of the month', () =>
    expect(out({ freq: 'monthly' })[0]).toMatchObject({ freq: 'MONTHLY', bymonthday: '3' }))
  test('daily is weekly on seven days; weekdays of a daily rule stay', () => {
    expect(out({ freq: 'daily' })[0]).toMatchObject({ freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU' })
    expect(out({ freq: 'daily', byDay: ['SA'] })[0]).toMatchObject({ freq: 'WEEKLY', byday: 'SA' })
  })
  test('every third day is dated days, each its own first and last', () => {
    const days = out({ freq: 'daily', interval: 3, until: '2026-11-30' })
    expect(days.map(each => [each.dtstart, each.valid_from, each.valid_to, each.freq])).toEqual([
      ['2026-11-24', '2026-11-24', '2026-11-24', undefined],
      ['2026-11-27', '2026-11-27', '2026-11-27', undefined],
      ['2026-11-30', '2026-11-30', '2026-11-30', undefined],
    ])
  })
  test('once is dated; once gone by is nothing', () => {
    expect(out({ freq: 'once', from: '2026-11-28' }).map(short)).toEqual([
      {
        valid_from: '2026-11-28',
        valid_to: '2026-11-28',
        dtstart: '2026-11-28',
        until: '2026-11-28',
        times: '16:00 18:00',
      },
    ])
    expect(out({ freq: 'once' })).toEqual([])
  })
  test('its last day is valid_to as well; known only until an earlier day is valid_to alone', () => {
    expect(out({ until: '2027-02-05' })[0]).toMatchObject({ until: '2027-02-05', valid_to: '2027-02-05' })
    const known = out({ until: '2027-02-05', checkedUntil: '2027-01-05' })[0]
    expect(known).toMatchObject({ until: '2027-02-05', valid_to: '2027-01-05' })
    expect(out({ checkedUntil: '2027-01-05' })[0]).not.toHaveProperty('until')
  })
  test('a count is a last day', () =>
    expect(out({ count: 5 })[0]).toMatchObject({ until: '2026-12-01', valid_to: '2026-12-01' }))
  test('an exception splits it; an added day is dated; what has ended is left out', () => {
    expect(out({ exclude: ['2026-11-10', '2026-12-08'], add: ['2026-12-09'] }).map(short)).toEqual([
      {
        valid_from: '2026-11-17',
        valid_to: '2026-12-01',
        dtstart: '2026-11-17',
        until: '2026-12-01',
        freq: 'WEEKLY',
        byday: 'TU',
        times: '16:00 18:00',
      },
      {
        valid_from: '2026-12-09',
        valid_to: '2026-12-09',
        dtstart: '2026-12-09',
        until: '2026-12-09',
        times: '16:00 18:00',
      },
      { valid_from: '2026-12-15', dtstart: '2026-12-15', freq: 'WEEKLY', byday: 'TU', times: '16:00 18:00' },
    ])
  })
  test('term time is a dated part for each half term, as far as terms are known, and says so', () => {
    const parts = out({ calendar: 'term', bankHolidays: 'closed' })
    expect(parts.map(each => [each.valid_from, each.valid_to, each.notes])).toEqual([
      ['2026-11-03', '2026-12-15', 'Term time only. Not on bank holidays'],
      ['2027-01-05', '2027-02-09', 'Term time only. Not on bank holidays'],
      ['2027-02-23', '2027-03-23', 'Term time only. Not on bank holidays'],
    ])
    expect(parts[0]?.description).toBe(
      'Tuesdays, 4pm to 6pm, term time only, until 15 December 2026, not on bank holidays, London time',
    )
  })
  test('where nothing is known of terms, the rule and the words', () =>
    expect(out({ calendar: 'term' }, () => ({ kind: 'unknown', bankHoliday: false })).map(short)).toEqual([
      {
        valid_from: '2026-11-03',
        dtstart: '2026-11-03',
        freq: 'WEEKLY',
        byday: 'TU',
        notes: 'Term time only',
        times: '16:00 18:00',
      },
    ]))
  test('fortnights keep their weeks after a gap', () => {
    const parts = out({ interval: 2, calendar: 'term' })
    expect(parts.map(each => each.dtstart)).toEqual(['2026-11-03', '2027-01-12'])
  })
  test('24 hours, and past midnight', () => {
    expect(out({ starts: '00:00', ends: '00:00' }).map(each => each.closes_at)).toEqual(['23:59'])
    expect(out({ starts: '22:00', ends: '02:00' })[0]).toMatchObject({
      opens_at: '22:00',
      closes_at: '02:00',
      notes: 'Closes after midnight',
    })
  })
  test('nothing is null, empty or with Z', () => {
    const text = JSON.stringify([
      out({ byDay: ['MO'], calendar: 'term', exclude: ['2026-11-23'] }),
      out({}),
      out({ freq: 'once', from: today }),
    ])
    expect(text).not.toMatch(/null|""|\[\]|:\d\d(:\d\d)?Z/)
  })
  test('our own feed comes back without loss', () => {
    const one = schedule({
      from: '2026-11-03',
      byDay: ['TU', 'FR'],
      calendar: 'term',
      bankHolidays: 'closed',
      exclude: ['2026-12-01'],
      add: ['2026-12-02'],
      checkedUntil: '2027-03-01',
    })
    const own = (value: unknown) => schedule({ from: '', ...(value as Partial<Schedule>) })
    expect(fromOruk(toOruk(one, today, facts), { today, own }).schedules).toEqual([one])
  })
  test('and by the profile alone its times come back', () => {
    const one = schedule({
      from: '2026-11-24',
      byDay: ['TU', 'FR'],
      calendar: 'term',
      bankHolidays: 'closed',
      exclude: ['2026-12-01'],
      add: ['2026-12-02'],
    })
    const bare = toOruk(one, today, facts).map(
      ({ 'x-schedule': _own, 'x-timezone': _zone, until: _until, wkst: _wkst, ...rest }) => rest,
    )
    const back = fromOruk(bare, { today, own: () => undefined }).schedules
    const days = (all: readonly Schedule[]) =>
      all
        .flatMap(each => expand(each, today, '2027-03-25', facts))
        .filter(each => each.why !== 'not-confirmed')
        .map(each => each.day)
        .sort()
    expect(days(back)).toEqual(days([one]))
  })
})
