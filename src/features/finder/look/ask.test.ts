import { describe, expect, test } from 'vitest'
import { addressOf } from './address.ts'
import { isAsked, paramsOf, readQuery, usual, weekendOf } from './ask.ts'
import { isMachine } from './machines.ts'

const clock = { today: '2026-11-24', minutes: 15 * 60 } // a Tuesday
const params = (sent: Record<string, unknown>) => paramsOf(readQuery(sent), clock)

describe('what an address asks for', () => {
  test('nothing typed is free things today from five; in the evening all of today that is left; at night tomorrow’s; the week after them', () => {
    const at = (minutes: number) =>
      usual(readQuery({}), { ...clock, minutes }).map(({ day, time, free }) => [day, time, free])
    const after = [
      ['tomorrow', '17:00', true],
      ['week', undefined, true],
    ]
    expect(at(15 * 60)).toEqual([['today', '17:00', true], ...after])
    expect(at(18 * 60)).toEqual([['today', undefined, true], ...after])
    expect(at(21 * 60)).toEqual(after)
  })
  test('how far is how far from a start: what has no place is not left out by it', () => {
    expect(params({ near: 'SE15', within: '5000' })).toMatchObject({ reach: '5000' })
    expect(params({ near: 'SE15', within: '5000' }).within).toBeUndefined()
  })
  test('a form sent empty asks for everything; a language alone asks nothing', () => {
    expect(isAsked({ near: '', day: 'any', time: '' })).toBe(true)
    expect([isAsked({ lang: 'ar' }), isAsked({}), isAsked(null), isAsked({ other: '1' })]).toEqual(Array(4).fill(false))
  })
  test('days and hours with names become days and hours', () => {
    expect(params({ day: 'today', time: '17:00' })).toMatchObject({
      from: '2026-11-24',
      to: '2026-11-24',
      after: '17:00',
      band: 'today',
    })
    expect(params({ day: 'tomorrow' })).toMatchObject({ from: '2026-11-25', to: '2026-11-25' })
    expect(params({ day: 'weekend' })).toMatchObject({ from: '2026-11-28', to: '2026-11-29', band: 'weekend' })
    expect(params({ day: 'week' })).toMatchObject({ from: '2026-11-24', to: '2026-11-30' })
    expect(params({ day: '2026-12-25' })).toMatchObject({ from: '2026-12-25', to: '2026-12-25' })
    expect(params({ time: 'after-school' })).toMatchObject({ band: 'after-school' })
    expect(params({ day: 'any', time: 'now' })).toMatchObject({ band: 'now' })
  })
  test('is handed on as an address holds it: texts, never numbers', () => {
    const given = params({ age: '14', page: '2', within: '2000', free: '1', access: ['bsl'] })
    expect(given).toMatchObject({ age: '14', page: '2', reach: '2000', free: '1', food: '', access: ['bsl'] })
    expect(
      Object.values(given)
        .flat()
        .every(value => typeof value === 'string'),
    ).toBe(true)
  })
  test('after school in the holidays, at the weekend or on one day is four to seven on those days', () => {
    for (const day of ['holidays', 'weekend', 'today'])
      expect(params({ day, time: 'after-school' }), day).toMatchObject({ band: day, after: '16:00', before: '19:00' })
  })
  test('a weekend that has begun is what is left of it', () => {
    expect(weekendOf('2026-11-28')).toEqual({ from: '2026-11-28', to: '2026-11-29' })
    expect(weekendOf('2026-11-29')).toEqual({ from: '2026-11-29', to: '2026-11-29' })
  })
  test('nonsense asks for nothing', () => {
    const sent = {
      near: ['SE15', 'x'],
      day: '2026-02-31',
      time: '25:00',
      age: '-1',
      free: 'x',
      page: '0x',
      kind: [{}, 'activity', 'crime'],
      language: '<b>',
      sort: '__proto__',
    }
    const query = readQuery(sent)
    expect(query).toMatchObject({ near: 'SE15', free: false, kind: ['activity'] })
    expect([query.day, query.time, query.age, query.page, query.language, query.sort]).toEqual(Array(6).fill(undefined))
    for (const odd of [undefined, null, 'x', 7, []]) expect(readQuery(odd).q).toBe('')
  })
  test('an address says what is asked, once, and is read back as the same', () => {
    const query = readQuery({
      q: 'boxing',
      near: 'SE15',
      day: 'today',
      free: '1',
      access: ['step-free', 'bsl'],
      page: '2',
    })
    const address = addressOf(query)
    expect(address).toBe('/things-to-do?q=boxing&near=SE15&day=today&free=1&access=step-free&access=bsl&page=2')
    const search = new URL(address, 'http://x').searchParams
    expect(readQuery(Object.fromEntries([...search.keys()].map(key => [key, search.getAll(key)])))).toEqual(query)
    expect(addressOf({ page: 1 })).toBe('/things-to-do')
  })
})

test('programs say so of themselves; a telephone whose name sounds like one is a person', () => {
  const asks = (program: string) => isMachine({ method: 'GET', headers: { 'user-agent': program } })
  for (const program of [
    'Mozilla/5.0 (compatible; bingbot/2.0)',
    'Pinterest/0.2 (+https://pinterest.com/bot.html)',
    '',
  ])
    expect(asks(program), program).toBe(true)
  for (const phone of ['Mozilla/5.0 (Linux; Android 9; CUBOT X19) Mobile', 'Mozilla/5.0 (iPhone) [Pinterest/iOS]'])
    expect(asks(phone), phone).toBe(false)
})
