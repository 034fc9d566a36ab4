import { describe, expect, test } from 'vitest'
import { Body, type NewBody } from '../schemas.ts'
import { isForChildren, missingBeforeApproval, safeguardingFacts } from './safeguarding.ts'

const today = '2026-11-22'
const all = { policyOn: '2026-01-10', checksOn: '2025-05-01', insuranceOn: '2027-03-31', leadRole: 'Safeguarding lead' }
const body = (over: Partial<NewBody> = {}): Body =>
  Body.parse({
    name: 'Boxing',
    cost: { kind: 'free', words: '' },
    join: { how: 'turn-up' },
    minAge: 11,
    maxAge: 16,
    ...over,
  })
const fields = (over: Partial<NewBody>, kind: Parameters<typeof missingBeforeApproval>[1] = 'activity') =>
  missingBeforeApproval(body(over), kind, today).map(each => each.field.replace('safeguarding.', ''))

describe('what must be said before an entry for under 18s is public', () => {
  test('everything said: nothing', () => expect(fields({ safeguarding: all })).toEqual([]))
  test('nothing said: policy, lead, checks, insurance', () =>
    expect(fields({})).toEqual(['policyOn', 'leadRole', 'checksOn', 'insuranceOn']))
  test.each<[string, Partial<typeof all>, string]>([
    ['a policy of more than a year ago', { policyOn: '2025-11-21' }, 'policyOn'],
    ['checks of more than three years ago', { checksOn: '2023-11-22' }, 'checksOn'],
    ['insurance that ended yesterday', { insuranceOn: '2026-11-21' }, 'insuranceOn'],
    ['no lead', { leadRole: '' }, 'leadRole'],
  ])('%s', (_name, part, field) => expect(fields({ safeguarding: { ...all, ...part } })).toEqual([field]))
  test('its last day of grace is good', () =>
    expect(
      fields({ safeguarding: { ...all, policyOn: '2025-11-22', checksOn: '2023-11-23', insuranceOn: today } }),
    ).toEqual([]))
  test('registered with a body that checks: no day of checks is asked for', () =>
    expect(fields({ safeguarding: { ...all, checksOn: null, registered: 'Ofsted 123' } })).toEqual([]))
  test('for adults alone, or a network: nothing', () => {
    expect(fields({ minAge: 18, maxAge: null })).toEqual([])
    expect(fields({}, 'network')).toEqual([])
    expect(fields({}, 'work')).toEqual([])
  })
  test('ages not said are held to be for children too', () => {
    expect(isForChildren({ minAge: null, maxAge: null })).toBe(true)
    expect(isForChildren({ minAge: 18, maxAge: null })).toBe(false)
    expect(isForChildren({ minAge: 17, maxAge: 25 })).toBe(true)
  })
  test('online and support need no insurance of a hall', () => {
    expect(fields({ safeguarding: { ...all, insuranceOn: null }, online: true })).toEqual([])
    expect(fields({ safeguarding: { ...all, insuranceOn: null } }, 'support')).toEqual([])
  })
})

test('dates that have passed are said', () => {
  const told = safeguardingFacts(body({ safeguarding: { ...all, policyOn: '2025-01-01', insuranceOn: null } }), today)
  expect(told).toEqual([
    { term: 'Policy agreed', text: '1 January 2025: more than a year ago', late: true },
    { term: 'Staff checked', text: '1 May 2025', late: false },
    { term: 'Insured until', text: 'Not said', late: false },
  ])
})
