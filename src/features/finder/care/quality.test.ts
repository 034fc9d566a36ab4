import { describe, expect, test } from 'vitest'
import { Body, type NewBody } from '../schemas.ts'
import { quality } from './quality.ts'

const body = (over: Partial<NewBody> = {}): Body =>
  Body.parse({ name: 'Boxing', cost: { kind: 'paid', words: '' }, join: { how: 'ask' }, ...over })
const full: Partial<NewBody> = {
  summary: 'Learn to box with a coach.',
  description:
    'You warm up, learn two new moves and try them on the bags. Nobody has to spar. There is water and fruit after.',
  schedules: [{ from: '2026-11-03', starts: '16:00', ends: '18:00', freq: 'weekly', bankHolidays: 'closed' }],
  venue: { name: 'Hall', postcode: 'XQ1 1AA' },
  minAge: 11,
  cost: { kind: 'free', words: '' },
  join: { how: 'ask', words: 'Ring us first', phone: '020 7946 0001' },
  access: ['step-free'],
  bring: 'Trainers',
  travel: 'Bus 12 stops outside',
}
const part = (over: Partial<NewBody>, name: string) =>
  quality(body({ ...full, ...over })).parts.find(each => each.name === name)

describe('how much an entry tells', () => {
  test('everything is 100, and there is nothing to do', () => {
    const { score, parts } = quality(body(full))
    expect(score).toBe(100)
    expect(parts.filter(each => each.tip !== '')).toEqual([])
  })
  test('a name alone is 0, each part with what to do', () => {
    const { score, parts } = quality(body())
    expect(score).toBe(0)
    expect(parts.every(each => each.tip !== '')).toBe(true)
  })
  test('its parts make 100', () => expect(quality(body()).parts.reduce((sum, each) => sum + each.of, 0)).toBe(100))
  test.each<[string, Partial<NewBody>, string, number]>([
    ['a long sentence', { summary: 'word '.repeat(30).trim() }, 'One sentence', 6],
    ['times in words', { schedules: [], timesWords: 'Most evenings' }, 'When', 7],
    [
      'nothing said of bank holidays',
      { schedules: [{ from: '2026-11-03', starts: '16:00', ends: '18:00', freq: 'weekly' }] },
      'When',
      11,
    ],
    [
      'once, on its day',
      { schedules: [{ from: '2026-11-03', starts: '16:00', ends: '18:00', freq: 'once' }] },
      'When',
      15,
    ],
    ['a place without a postcode', { venue: { name: 'Hall' } }, 'Where', 5],
    ['a safe venue tells no more than that', { venue: { name: 'Kept', safe: true } }, 'Where', 10],
    ['online with its link', { venue: null, online: true, onlineHref: 'https://x.example' }, 'Where', 10],
    ['online without one', { venue: null, online: true }, 'Where', 5],
    ['paid with its price', { cost: { kind: 'paid', pence: 200, words: '' } }, 'What it costs', 7],
    ['just turn up', { join: { how: 'turn-up' } }, 'How to join', 6],
    [
      'hard words',
      {
        description:
          'Participants collaboratively operationalise multidisciplinary methodologies facilitating sustainable interpersonal communication competencies across heterogeneous communities, incorporating comprehensive individualised developmental opportunities throughout participation. '.repeat(
            2,
          ),
      },
      'Plain words',
      0,
    ],
  ])('%s', (_name, over, name, points) => expect(part(over, name)?.points).toBe(points))
})
