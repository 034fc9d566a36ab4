import { expect, test } from 'vitest'
import { makeCity, Recipe } from '../../../../lib/city/index.ts'
import { addDays } from '../../../../lib/dates.ts'
import { expandAll } from '../../../../lib/schedule/expand.ts'
import { readPackFile } from '../../../../platform/pack.ts'
import { activityOf, themes } from '../../activities.ts'
import { Body } from '../../schemas.ts'
import { bodyOf, ToldFinder } from './told.ts'

const today = '2026-11-22'
const told = readPackFile('demo', 'finder.json', ToldFinder)
const recipe = readPackFile('demo', 'recipe.json', Recipe)
const city = makeCity(recipe, recipe.seed)
const wards = new Map(city.wards.map(ward => [ward.name, ward]))
const boroughs = new Map(city.boroughs.map(({ name, code }) => [name, code]))
const wardOfVenue = new Map([
  ...city.assets.map(asset => [asset.name, city.wards[city.lsoas[asset.lsoa]?.ward ?? -1]?.name] as const),
  ...told.venues.map(venue => [venue.name, venue.ward] as const),
])
const bodies = told.entries.map(entry => ({
  entry,
  body: Body.parse(bodyOf(entry, { today, venue: null, boroughs })),
}))

test('about 150 entries of about 15 organisations, each at a venue the city has, in nearly every borough', () => {
  const count = told.entries.reduce((sum, entry) => sum + Math.max(1, entry.at.length), 0)
  expect(count).toBeGreaterThanOrEqual(150)
  expect(told.organisations.length).toBeGreaterThanOrEqual(15)
  const at = told.entries.flatMap(entry => entry.at)
  expect(at.filter(name => !wardOfVenue.get(name) || !wards.has(wardOfVenue.get(name) ?? ''))).toEqual([])
  const reached = new Set(at.map(name => wards.get(wardOfVenue.get(name) ?? '')?.borough))
  expect(reached.size).toBe(8)
})

test('each is by an organisation that is told of, and named by what the finder knows', () => {
  const keys = new Set(told.organisations.map(({ key }) => key))
  const themeIds = new Set(themes.map(({ id }) => id))
  expect(told.entries.filter(({ by }) => !keys.has(by))).toEqual([])
  expect(bodies.flatMap(({ body }) => body.activities).filter(id => !activityOf(id))).toEqual([])
  expect(bodies.flatMap(({ body }) => body.themes).filter(id => !themeIds.has(id))).toEqual([])
  expect(bodies.flatMap(({ body }) => body.serves).filter(code => !/^X09/.test(code))).toEqual([])
})

test('every sort of time, cost and access is there', () => {
  const schedules = bodies.flatMap(({ body }) => body.schedules)
  for (const calendar of ['always', 'term', 'holidays'])
    expect(schedules.some(each => each.calendar === calendar)).toBe(true)
  expect(schedules.some(each => each.interval === 2)).toBe(true)
  expect(schedules.some(each => each.byDay.includes('-1FR'))).toBe(true)
  expect(schedules.some(each => each.freq === 'once' && each.from > today)).toBe(true)
  expect(schedules.some(each => each.ends < each.starts)).toBe(true)
  expect(new Set(bodies.map(({ body }) => body.cost.kind)).size).toBe(4)
  expect(bodies.some(({ body }) => body.online)).toBe(true)
  expect(bodies.some(({ body }) => body.gender === 'girls')).toBe(true)
  expect(told.venues.filter(venue => venue.safe).length).toBeGreaterThan(0)
})

test('nothing is real: numbers are of the ranges kept for drama, addresses end in .example', () => {
  const text = JSON.stringify(told)
  const numbers = text.match(/"0[\d ]{9,}"/g) ?? []
  expect(numbers.length).toBeGreaterThan(20)
  expect(numbers.filter(number => !/^"(01632 960|0808 157 0|07700 900)/.test(number))).toEqual([])
  const hosts = [...text.matchAll(/(?:@|https:\/\/)([a-z0-9.-]+)/g)].map(([, host]) => host)
  expect(hosts.filter(host => !host?.endsWith('.example'))).toEqual([])
})

// The pack's truth by hand: which 14 to 17 year olds could go somewhere in a ward, in an hour of a week.
const { nothingFor } = told.truth
function onIn(ward: string, day: string): string[] {
  return bodies.flatMap(({ entry, body }) => {
    const here = entry.at.some(name => wardOfVenue.get(name) === ward)
    const [youngest, oldest] = nothingFor.ages
    const fits = (body.minAge ?? 0) <= oldest && (body.maxAge ?? 120) >= youngest
    const facts = () => ({ kind: 'term' as const, bankHoliday: false })
    const times = expandAll(body.schedules, day, day, facts)
    return here && fits && times.some(time => time.starts < 19 * 60 && time.ends > 16 * 60) ? [entry.name] : []
  })
}
const tuesday = '2026-11-24'

test.each([0, 1, 2])('the planted gap: nothing in Canal Foot, something in the other wards like it (day %i)', more => {
  const day = addDays(tuesday, more)
  expect(onIn(nothingFor.ward, day)).toEqual([])
  const alike = [...recipe.high, ...recipe.rising].map(({ name }) => name).filter(name => name !== nothingFor.ward)
  for (const ward of alike) expect([ward, onIn(ward, day).length > 0]).toEqual([ward, true])
})

test('it is a gap, not an empty ward: Mondays and Fridays are full', () => {
  expect(onIn(nothingFor.ward, addDays(tuesday, -1))).toEqual(['Monday hangout'])
  expect(onIn(nothingFor.ward, addDays(tuesday, 3))).toEqual(['Friday late'])
})
