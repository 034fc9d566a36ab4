import { describe, expect, test } from 'vitest'
import { expand } from './expand.ts'
import { fromOruk } from './oruk-in.ts'

const how = { today: '2026-11-22', own: () => undefined }
const read = (...raws: unknown[]) => fromOruk(raws, how)
const weekly = { freq: 'WEEKLY', byday: 'TU,TH', dtstart: '2026-09-01', opens_at: '16:00', closes_at: '18:00' }

describe('schedules of other people’s feeds', () => {
  test('as the standard writes it, nothing to flag', () => {
    const { schedules, flags } = read({ ...weekly, interval: 2, valid_to: '2027-07-31', until: '2027-12-31' })
    expect(schedules).toMatchObject([
      {
        from: '2026-09-01',
        freq: 'weekly',
        interval: 2,
        byDay: ['TU', 'TH'],
        starts: '16:00',
        ends: '18:00',
        until: '2027-12-31',
        checkedUntil: '2027-07-31',
        bankHolidays: 'unknown',
        calendar: 'always',
      },
    ])
    expect(flags).toEqual([])
  })
  test('the worked example of the standard: 09:00:00Z is 9am, also in summer', () => {
    const { schedules, flags } = read({
      dtstart: '2020-04-01',
      valid_from: '2020-04-01',
      valid_to: '2020-12-20',
      freq: 'WEEKLY',
      byday: 'MO,TU,WE,TH',
      opens_at: '09:00:00Z',
      closes_at: '12:00:00Z',
    })
    expect(schedules[0]).toMatchObject({ starts: '09:00', ends: '12:00', checkedUntil: '2020-12-20', until: null })
    expect(flags).toEqual(['time-with-z'])
  })
  test('an offset is turned into London time on the first day, and held', () => {
    expect(read({ ...weekly, opens_at: '16:00+01:00', closes_at: '18:00+01:00' }).schedules[0]).toMatchObject({
      starts: '16:00',
      ends: '18:00',
    })
    const winter = read({ ...weekly, dtstart: '2026-11-24', opens_at: '16:00+01:00', closes_at: '18:00+0100' })
    expect(winter.schedules[0]).toMatchObject({ starts: '15:00', ends: '17:00' })
    expect(winter.flags).toEqual(['time-with-offset'])
    const moved = read({ ...weekly, opens_at: '22:00-05:00', closes_at: '23:00-05:00', description: 'Late' })
    expect([moved.schedules, moved.flags, moved.words]).toEqual([[], ['offset-moves-day', 'times-missing'], 'Late'])
  })
  test('a first day at 23:00Z in summer is the next day in London', () => {
    const { schedules, flags } = read({ ...weekly, dtstart: '2026-06-30T23:00:00Z' })
    expect(schedules[0]?.from).toBe('2026-07-01')
    expect(flags).toEqual(['date-moved'])
    expect(read({ ...weekly, dtstart: '2026-06-30T00:00:00Z' }).schedules[0]?.from).toBe('2026-06-30')
  })
  test('freq: week, weekday words, times with am and pm, British dates: read and flagged', () => {
    const { schedules, flags } = read({
      ...weekly,
      freq: 'week',
      byday: 'Tuesdays and Thursday',
      dtstart: '01/09/2026',
      opens_at: '4pm',
      closes_at: '6.30pm',
    })
    expect(schedules[0]).toMatchObject({
      from: '2026-09-01',
      freq: 'weekly',
      byDay: ['TU', 'TH'],
      starts: '16:00',
      ends: '18:30',
    })
    expect(flags).toEqual(['date-odd', 'days-words', 'freq-words'])
  })
  test.each([
    ['MO-FR', ['MO', 'TU', 'WE', 'TH', 'FR']],
    ['SA-MO', ['MO', 'SA', 'SU']],
    ['https://schema.org/Tuesday', ['TU']],
    ['mon, weds', ['MO', 'WE']],
    ['TU,weekends', undefined],
    ['TU, TU', ['TU']],
  ])('weekdays %s', (byday, days) => expect(read({ ...weekly, byday }).schedules[0]?.byDay).toEqual(days))

  test('months: numbers before weekdays, days of the month', () => {
    expect(read({ ...weekly, freq: 'MONTHLY', byday: '+2TU,-1FR' }).schedules[0]).toMatchObject({
      freq: 'monthly',
      byDay: ['2TU', '-1FR'],
    })
    expect(read({ ...weekly, freq: 'MONTHLY', byday: '', bymonthday: '1,-1,0,45,x' }).schedules[0]?.byMonthDay).toEqual(
      [1, -1],
    )
    const odd = read({ ...weekly, byday: '2TU' })
    expect([odd.schedules[0]?.byDay, odd.flags]).toEqual([['TU'], ['number-in-week']])
  })
  test('first and last day the same is once; no rule at all is once', () => {
    const once = { ...weekly, dtstart: '2026-12-01', valid_from: '2026-12-01', valid_to: '2026-12-01' }
    expect(read(once).schedules[0]).toMatchObject({ freq: 'once', from: '2026-12-01', until: null, checkedUntil: null })
    expect(read({ ...once, freq: undefined, byday: undefined }).schedules[0]).toMatchObject({ freq: 'once' })
    expect(read({ ...once, freq: '', byday: '', dtstart: '', valid_from: '', valid_to: '' }).schedules).toEqual([])
  })
  test('in force later than its first day: the same fortnights', () => {
    const { schedules } = read({ ...weekly, byday: '', interval: 2, valid_from: '2026-11-23' })
    expect(schedules[0]).toMatchObject({ from: '2026-11-24', byDay: ['TU'] })
    expect(read({ ...weekly, byday: '', count: 20, valid_from: '2026-11-23' }).schedules[0]).toMatchObject({
      from: '2026-11-24',
      until: '2027-01-12',
      count: null,
    })
  })
  test('every other week without a first day is flagged', () =>
    expect(read({ ...weekly, dtstart: undefined, interval: 2 }).flags).toEqual(['interval-without-start']))
  test('no times: the words are kept, no dates are made up', () => {
    const { schedules, flags, words } = read(
      { ...weekly, closes_at: null, description: 'Ring us' },
      { ...weekly, freq: 'YEARLY', notes: 'At Eid' },
    )
    expect(schedules).toEqual([])
    expect(flags).toEqual(['times-missing', 'freq-words', 'freq-unread'])
    expect(words).toBe('Ring us. At Eid')
  })
  test('term time and bank holidays are read from the words, and flagged', () => {
    expect(read({ ...weekly, notes: 'Term time only. Closed on bank holidays' })).toMatchObject({
      schedules: [{ calendar: 'term', bankHolidays: 'closed' }],
      flags: ['from-words'],
    })
    expect(read({ ...weekly, description: 'School holidays only, open on bank holidays' }).schedules[0]).toMatchObject({
      calendar: 'holidays',
      bankHolidays: 'open',
    })
    expect(read({ ...weekly, description: 'Term time and holidays' }).schedules[0]?.calendar).toBe('always')
  })
  test('24 hours, midnight, past midnight', () => {
    const times = (opens_at: string, closes_at: string) => {
      const one = read({ ...weekly, dtstart: '2026-09-01', byday: 'TU', opens_at, closes_at }).schedules[0]
      return (
        one &&
        expand(one, '2026-09-01', '2026-09-01', () => ({ kind: 'term', bankHoliday: false })).map(each => [
          each.starts,
          each.ends,
        ])
      )
    }
    expect(times('00:00', '23:59')).toEqual([[0, 1_439]])
    expect(times('00:00', '24:00')).toEqual([[0, 1_440]])
    expect(times('22:00', '02:00')).toEqual([[1_320, 1_560]])
  })
  test('the same schedule twice is one; nonsense is none, and never breaks', () => {
    expect(read(weekly, { ...weekly }).schedules).toHaveLength(1)
    for (const nonsense of [
      null,
      3,
      'x',
      [],
      {},
      { freq: {} },
      { ...weekly, dtstart: '2026-02-30' },
      { ...weekly, interval: '-4', count: 'many' },
    ])
      expect(() => read(nonsense)).not.toThrow()
    expect(read(null).flags).toEqual(['not-a-schedule'])
    expect(read({ ...weekly, dtstart: '2026-02-30' })).toMatchObject({
      schedules: [{ from: '2026-11-22' }],
      flags: ['date-unread'],
    })
  })
})
