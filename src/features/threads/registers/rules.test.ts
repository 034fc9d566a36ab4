import { describe, expect, test } from 'vitest'
import { readForm } from '../../../platform/form.ts'
import { registers } from './kinds.ts'
import { daysLate, dueOf, lineState, missing, ownerOf, stateOf } from './rules.ts'
import { type Typed, typedFor } from './schemas.ts'
import { registerKinds } from './spec.ts'

const today = '2026-11-22'
const typed = (values: Record<string, string>): Typed => {
  const read = readForm(typedFor(today, []), values)
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  return read.data
}
const open = { repliedOn: null, droppedOn: null, outcome: null }

describe('an entry of a register', () => {
  test('is overdue from the day after it is due, and never once it is answered or dropped', () => {
    expect(stateOf({ ...open, dueOn: today }, today)).toBe('waiting')
    expect(stateOf({ ...open, dueOn: '2026-11-21' }, today)).toBe('overdue')
    expect(daysLate({ ...open, dueOn: '2026-11-01' }, today)).toBe(21)
    expect(stateOf({ ...open, dueOn: null }, today)).toBe('waiting')
    expect(stateOf({ ...open, dueOn: '2026-01-01', repliedOn: '2026-02-01' }, today)).toBe('answered')
    expect(daysLate({ ...open, dueOn: '2026-01-01', droppedOn: '2026-02-01' }, today)).toBe(0)
    expect([lineState(open), lineState({ ...open, outcome: 'kept' })]).toEqual(['waiting', 'kept'])
  })

  test('what people said is due after the unit’s days, a promise on its day, a change never', () => {
    const asked = { dueOn: '2027-01-31' }
    expect(dueOf(registers['you-said'], asked, today, 60)).toBe('2027-01-21')
    expect(dueOf(registers.commitment, asked, today, 60)).toBe('2027-01-31')
    expect(dueOf(registers['systems-change'], asked, today, 60)).toBeNull()
  })

  test('is answered by whom the register lets answer: a chosen role, the director, or those who promised', () => {
    expect(ownerOf(registers['you-said'], { ownerRole: 'director' })).toBe('director')
    expect(ownerOf(registers['you-said'], { ownerRole: 'administrator' })).toBe('officer')
    expect(ownerOf(registers.challenge, { ownerRole: 'officer' })).toBe('director')
    expect(ownerOf(registers.commitment, { ownerRole: '' }, 'provider')).toBe('provider')
    expect(ownerOf(registers.commitment, { ownerRole: '' })).toBe('officer')
  })

  test('each register says what it still needs, and asks for nothing of another', () => {
    const fields = (kind: (typeof registerKinds)[number]) =>
      missing(registers[kind], typed({})).map(({ field }) => field)
    expect(fields('you-said')).toEqual(['title', 'party', 'ownerRole'])
    expect(fields('challenge')).toEqual(['title', 'party', 'nature', 'dueOn'])
    expect(fields('commitment')).toEqual(['title', 'party', 'dueOn'])
    expect(fields('systems-change')).toEqual([
      ...['title', 'party', 'nature', 'before', 'after', 'evidence', 'changedOn', 'ownerRole'],
    ])
  })

  test('a change is no count of what was done: it needs a before that differs from its after, and what shows it', () => {
    const change = {
      title: 'Exclusion panels hear the pupil',
      party: 'Southwharf schools',
      nature: 'rule',
      before: 'A pupil was not heard.',
      after: 'A pupil is heard.',
      evidence: 'Policy of 1 September 2026, section 4',
      changedOn: '2026-09-01',
      ownerRole: 'analyst',
    }
    expect(missing(registers['systems-change'], typed(change))).toEqual([])
    expect(missing(registers['systems-change'], typed({ ...change, after: change.before }))).toEqual([
      { field: 'after', text: 'Before and after are the same: say what is different' },
    ])
    expect(missing(registers['systems-change'], typed({ ...change, nature: 'sessions held' }))).toMatchObject([
      { field: 'nature' },
    ])
  })

  test('words of every register are whole: no choice, heading or message is empty', () => {
    for (const kind of registerKinds) {
      const { reply, what, party, answering, empty } = registers[kind]
      expect([
        reply.label,
        reply.hint,
        reply.button,
        what.label,
        what.missing,
        party.term,
        party.missing,
        empty,
      ]).not.toContain('')
      expect(reply.outcomes).toHaveLength(3)
      expect(answering.length).toBeGreaterThan(0)
    }
  })
})
