import { describe, expect, test } from 'vitest'
import type { Hit } from '../question.ts'
import { Body, type Kind } from '../schemas.ts'
import { readQuery } from './ask.ts'
import { mayKeep, mayKeepSearch } from './kept.ts'

const hit: Hit = {
  ...{
    id: 'c13ae896-fbdd-45cc-b031-50255e328df5',
    kind: 'activity',
    name: 'Homework club',
    summary: '',
    organisation: '',
    venue: '',
  },
  ...{
    minAge: 0,
    maxAge: 120,
    free: true,
    pricePence: null,
    cost: '',
    access: [],
    food: false,
    online: false,
    join: 'turn-up',
    gender: 'all',
  },
  ...{ checkedOn: null, metres: null, longitude: null, latitude: null, next: null },
}

const entry = (kind: Kind, given: object = {}) => ({
  kind,
  body: Body.parse({
    name: 'Homework club',
    summary: 'A desk',
    cost: { kind: 'free' },
    join: { how: 'turn-up' },
    ...given,
  }),
})

describe('an entry on the telephone', () => {
  test('things to do and work may be kept; help of any kind is not', () => {
    expect(mayKeep(entry('activity'))).toBe(true)
    expect(mayKeep(entry('work'))).toBe(true)
    expect(mayKeep(entry('support'))).toBe(false)
    expect(mayKeep(entry('network'))).toBe(false)
  })
  test('nor what is quiet, though it is something to do', () => {
    expect(mayKeep(entry('activity', { themes: ['lgbt-support'] }))).toBe(false)
    expect(mayKeep(entry('activity', { venue: { name: 'Rose House', safe: true } }))).toBe(false)
  })
})

describe('a search on the telephone', () => {
  const may = (sent: object, given: object = {}) =>
    mayKeepSearch({
      query: readQuery(sent),
      near: { asked: 'SE15', words: 'around SE15', name: 'SE15', longitude: -0.07, latitude: 51.47 },
      results: { crisis: [], hits: [hit], ...given },
    })
  test('what was chosen may be kept', () => {
    expect(may({ day: 'today', near: 'SE15', free: '1', activity: 'football', kind: 'activity' })).toBe(true)
  })
  test('words of danger, and words of any kind, are not', () => {
    expect(may({ q: 'my dad hits me' }, { crisis: ['childline'] })).toBe(false)
    expect(may({ day: 'today' }, { crisis: ['childline'] })).toBe(false)
    expect(may({ q: 'boxing' })).toBe(false)
  })
  test('nor help that was chosen, a plan, or what found nothing', () => {
    expect(may({ theme: 'housing' })).toBe(false)
    expect(may({ kind: ['activity', 'support'] })).toBe(false)
    expect(may({ plan: 'c13ae896-fbdd-45cc-b031-50255e328df5', day: 'today' })).toBe(false)
    expect(may({ day: 'today' }, { hits: [] })).toBe(false)
  })
  test('nor a whole postcode, nor anything else that is not just the name of a place', () => {
    expect(may({ day: 'today', near: 'se15' })).toBe(true)
    expect(may({ day: 'today', near: 'E05011118' })).toBe(true)
    for (const near of ['SE15 4QL', 'my flat in SE15']) expect(may({ day: 'today', near }), near).toBe(false)
  })
  test('nor a place that is none: it may be anything somebody typed', () => {
    const typed = { query: readQuery({ near: 'i am scared' }), results: { crisis: [], hits: [hit] } }
    expect(mayKeepSearch({ ...typed, near: undefined })).toBe(false)
  })
})
