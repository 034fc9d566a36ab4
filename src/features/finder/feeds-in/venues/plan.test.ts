import { expect, test } from 'vitest'
import { feedReasons } from '../reasons.ts'
import { bodyOf, refOf, type Standing } from './body.ts'
import { planOf, type There } from './plan.ts'
import { licenceOf } from './setting.ts'

const hall: Standing = {
  ref: null,
  name: 'Cresswood  Tenants Hall ',
  address: '215 Queen’s Crescent, London, nw5 4dp',
  detail: {},
  longitude: -0.147,
  latitude: 51.55,
  boroughId: 7,
  borough: 'Camden',
}
const centre = { words: 'A community centre', activities: [] }
const body = bodyOf(hall, centre, 'The Map Makers')

test('an entry says what the list says and that the rest is not known: no times, no ages, never free', () => {
  expect(body).toMatchObject({
    name: 'Cresswood Tenants Hall',
    summary: 'A community centre. Ring or look before you go: we do not know its times.',
    schedules: [],
    timesWords: '',
    cost: { kind: 'paid', pence: null, words: 'Ask what it costs.' },
    join: { how: 'ask', href: '' },
    venue: { postcode: 'NW5 4DP', locality: 'Camden', longitude: -0.147, latitude: 51.55, safe: false },
  })
  expect(body.description).toContain('The Map Makers published')
})

test('a website is given where it is one', () => {
  expect(bodyOf({ ...hall, detail: { website: 'https://hall.example/' } }, centre, 'x').join.href).toBe(
    'https://hall.example/',
  )
  expect(bodyOf({ ...hall, detail: { website: 'see the board' } }, centre, 'x').join.href).toBe('')
})

test('a place keeps its name in the list whatever its spaces, and another borough is another place', () => {
  expect(refOf(hall)).toBe(refOf({ ...hall, name: 'Cresswood Tenants Hall', longitude: -0.1 }))
  expect(refOf({ ...hall, borough: 'Brent' })).not.toBe(refOf(hall))
  expect(refOf({ ...hall, ref: '12' })).toBe('12')
})

test('no licence recorded is no licence', () => {
  expect(['unstated', '', 'Unknown'].map(licenceOf)).toEqual(['', '', ''])
  expect(licenceOf('OGL-UK-3.0')).toContain('open-government-licence/version/3')
  expect(licenceOf('Invented data: no licence needed')).toBe('Invented data: no licence needed')
})

const there = (change: Partial<There> = {}): There => {
  return { id: 'one', ref: refOf(hall), state: 'public', stateReason: '', ours: true, body, ...change }
}
const wanted = { ref: refOf(hall), body, boroughId: 7 }

test('the same list again changes nothing; a new place, a change and a place that is gone are told apart', () => {
  expect(planOf([wanted], [there()])).toEqual({ add: [], change: [], back: [], gone: [] })
  expect(planOf([wanted], []).add).toEqual([wanted])
  const moved = { ...wanted, body: bodyOf({ ...hall, address: '1 New Road' }, centre, 'x') }
  expect(planOf([moved], [there()]).change).toEqual([{ ...moved, id: 'one' }])
  expect(planOf([{ ...wanted, ref: 'another' }], [there()]).gone).toEqual(['one'])
})

test('a place that comes again is shown again, unless somebody here took it off', () => {
  const off = { state: 'closed', stateReason: feedReasons.missing }
  expect(planOf([wanted], [there(off)]).back).toEqual(['one'])
  expect(planOf([wanted], [there({ ...off, stateReason: 'It burnt down' })]).back).toEqual([])
})

test('an empty list takes nothing off, and what somebody here wrote stays', () => {
  expect(planOf([], [there()]).gone).toEqual([])
  const theirs = there({ ours: false, body: { ...body, timesWords: 'Monday to Friday, 9am to 5pm' } })
  expect(planOf([wanted], [theirs])).toEqual({ add: [], change: [], back: [], gone: [] })
})
