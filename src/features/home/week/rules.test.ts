import { describe, expect, test } from 'vitest'
import { anyone } from '../../../platform/http.ts'
import type { Record } from '../../threads/index.ts'
import { dueWords, sentenceOf, sortWeek } from './rules.ts'

// a Sunday: its week began on 16 November
const today = '2026-11-22'
const record = (key: string, more: Partial<Record> = {}): Record => ({
  key,
  kind: 'task',
  title: key,
  href: '/x',
  state: 'open',
  places: [],
  startsOn: null,
  endsOn: null,
  timeBand: null,
  areas: [],
  outcomes: [],
  contextLevel: null,
  journeyStage: null,
  preventionLevel: null,
  ageBand: null,
  ownerRole: 'officer',
  ownerId: null,
  organisation: null,
  because: null,
  dueOn: null,
  facts: {},
  words: '',
  openedOn: '2026-01-01',
  movedOn: '2026-11-01',
  ended: false,
  ...more,
})
const officer = { ...anyone, accountId: 5, role: 'officer' }
const keys = (records: readonly Record[]) => records.map(each => each.key)

describe('my week', () => {
  test('due by Sunday or late, the latest first; a later day is not this week', () => {
    const week = sortWeek(
      [
        record('task/1', { dueOn: today }),
        record('task/2', { dueOn: '2026-11-03' }),
        record('task/3', { dueOn: '2026-11-23' }),
      ],
      new Set(),
      officer,
      today,
    )
    expect(keys(week.due)).toEqual(['task/2', 'task/1'])
    expect(keys(week.waiting)).toEqual([])
  })

  test('what another role owns does not wait for me; what names me does', () => {
    const week = sortWeek(
      [
        record('task/1', { ownerRole: 'director' }),
        record('task/2', { ownerRole: null, ownerId: 5 }),
        record('task/3'),
      ],
      new Set(),
      officer,
      today,
    )
    expect(keys(week.waiting)).toEqual(['task/2', 'task/3'])
  })

  test('a stalled thread stands once, with its owner and with every director', () => {
    const all = [record('decision/1'), record('task/9', { openedOn: '2026-11-17' })]
    expect(keys(sortWeek(all, new Set(['decision/1']), officer, today).stalled)).toEqual(['decision/1'])
    const director = sortWeek(all, new Set(['decision/1']), { ...officer, role: 'director' }, today)
    expect(keys(director.stalled)).toEqual(['decision/1'])
    expect(keys(director.fresh)).toEqual(['task/9'])
  })

  test('what has ended is neither due nor waiting', () => {
    const week = sortWeek([record('task/1', { dueOn: today, ended: true })], new Set(), officer, today)
    expect([...week.due, ...week.waiting, ...week.stalled]).toEqual([])
  })

  test('is said in words', () => {
    expect(dueWords('2026-11-19', today)).toBe('3 days late')
    expect(dueWords(today, today)).toBe('Today')
    expect(dueWords('2026-11-25', '2026-11-23')).toBe('Wednesday')
    expect(dueWords('2026-12-25', today)).toBe('25 December 2026')
    const empty = { due: [], waiting: [], stalled: [], fresh: [] }
    expect(sentenceOf(empty)).toBe('Nothing is due, nothing waits for you, and no thread has stopped.')
    const one = record('task/1')
    expect(sentenceOf({ ...empty, due: [one, one, one], waiting: [one, one], stalled: [one] })).toBe(
      'Three things are due, two are waiting for you, and one thread has stopped moving.',
    )
  })
})
