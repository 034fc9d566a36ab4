import { describe, expect, test } from 'vitest'
import { correctionLines } from './after-view.ts'
import { daysEarly, earlyWords, mustConfirm, reviewErrors } from './reviews.ts'
import { becauseOf, optionsOf, reviewsOf, subjectOf } from './rules.ts'
import type { Correction } from './schemas.ts'
import { eventWords } from './words.ts'

describe('who may not decide', () => {
  test('everybody who prepared it, proposed it or saved words of it, each once', () => {
    const decision = { places: ['E05000001'], preparedBy: 1, proposedBy: 2, editedBy: [1, 3] }
    expect(subjectOf(decision, ['E09000001'])).toEqual({
      places: ['E05000001', 'E09000001'],
      ownerId: 1,
      handledBy: [1, 2, 3],
    })
    expect(subjectOf({ ...decision, preparedBy: null, proposedBy: null, editedBy: [] }).handledBy).toEqual([])
  })
})

describe('what is read of a form', () => {
  test('options in their order, the empty ones left out; half a character and what is no text are not kept', () => {
    const form = { option2: ' B ', weigh2: 'b', option3: { toString: 1 }, option4: 'C\ud800', weigh5: 5 }
    expect(optionsOf(form)).toEqual([
      { title: 'B', weigh: 'b' },
      { title: 'C', weigh: '' },
    ])
  })
})

describe('why it began, for everybody who sees its line', () => {
  test('comes from the public words, cut between words', () => {
    expect(becauseOf({ publicPart: '' })).toBeNull()
    expect(becauseOf({ publicPart: 'We will be here.' })).toBe('We will be here.')
    const long = becauseOf({ publicPart: 'word '.repeat(100).trim() })
    expect(long).toMatch(/word…$/)
    expect(long?.length).toBeLessThanOrEqual(301)
  })
})

describe('reviews', () => {
  test('of a place after 12 and 18 months, of anything on the day it names', () => {
    expect(reviewsOf({ kind: 'general' }, '2026-08-31', null)).toEqual([])
    expect(reviewsOf({ kind: 'place' }, '2026-08-31', '2027-01-01').map(each => each.dueOn)).toEqual([
      '2027-01-01',
      '2027-08-31',
      '2028-02-29',
    ])
  })

  test('say how early they are, and ask who means it when that is more than 30 days', () => {
    expect(daysEarly('2026-11-22', '2026-11-22')).toBe(0)
    expect(daysEarly('2026-11-01', '2026-11-22')).toBe(0)
    expect([1, 30, 60, 61, 365].map(earlyWords)).toEqual(['1 day', '30 days', '60 days', '2 months', '12 months'])
    expect([30, 31].map(mustConfirm)).toEqual([false, true])
  })

  test('need a sentence: “ok” is none', () => {
    const due = { dueOn: '2026-11-22' }
    const fields = (note: string, day: string, early?: 'yes') =>
      reviewErrors({ note, early }, due, day).map(error => error.field)
    expect(fields('ok', '2026-11-22')).toEqual(['note'])
    expect(fields('ok ok ok.. 1 2 3', '2026-11-22')).toEqual(['note'])
    expect(fields('More girls come on their evening.', '2026-11-22')).toEqual([])
    expect(fields('More girls come on their evening.', '2026-10-22')).toEqual(['early'])
    expect(fields('More girls come on their evening.', '2026-10-22', 'yes')).toEqual([])
  })
})

describe('corrections', () => {
  const correction = (more: Partial<Correction>): Correction => ({
    id: 1,
    part: 'public',
    words: 'Two, not three',
    madeBy: 7,
    role: 'officer',
    madeOn: '2026-11-22',
    settledByRole: null,
    settledOn: null,
    agreed: null,
    ...more,
  })
  const agreed = { agreed: true, settledOn: '2026-11-23', settledByRole: 'analyst' }

  test('readers of the public part see those of the public words, once agreed', () => {
    const all = [
      correction({}),
      correction(agreed),
      correction({ ...agreed, part: 'rest' }),
      correction({ ...agreed, agreed: false }),
    ]
    const seen = (whole: boolean) => correctionLines(all, { whole, me: 8, mayEdit: whole })
    expect(seen(true)).toHaveLength(4)
    expect(seen(false).map(each => each.head)).toEqual([
      'Correction of the public words, 22 November 2026, by the VRU officer: agreed on 23 November 2026 by the VRU analyst',
    ])
  })

  test('are agreed by somebody else than their writer, once', () => {
    const may = (me: number, more = {}) =>
      correctionLines([correction(more)], { whole: true, me, mayEdit: true })[0]?.maySettle
    expect([may(7), may(8), may(8, agreed)]).toEqual([false, true, false])
  })
})

describe('the history', () => {
  test('is in words, with the role of who did it and their name where it says more', () => {
    const on = '2026-11-22'
    const of = (what: string, name: string | null, role: string | null) => eventWords({ on, what, name, role })
    expect(of('thread.linked', 'VRU officer', 'officer')).toEqual({
      words: 'Something it is because of added, 22 November 2026',
      who: 'VRU officer',
    })
    expect(of('decision.new-kind', 'Second VRU officer', 'officer')).toEqual({
      words: 'Changed, 22 November 2026',
      who: 'Second VRU officer, VRU officer',
    })
    expect(of('decision.opened', null, null).who).toContain('closed')
  })
})
