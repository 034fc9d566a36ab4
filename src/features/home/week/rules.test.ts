import { describe, expect, test } from 'vitest'
import { anyone } from '../../../platform/http.ts'
import type { Record } from '../../threads/index.ts'
import { dueWords, sentenceOf, sortDuties, sortWeek } from './rules.ts'

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
  test('what is late stands before what is due by Sunday, the latest first; a later day is not this week', () => {
    const week = sortWeek(
      [
        record('task/1', { dueOn: today }),
        record('task/2', { dueOn: '2026-11-03' }),
        record('task/3', { dueOn: '2026-11-23' }),
        record('task/4', { dueOn: '2026-11-02' }),
      ],
      new Set(),
      officer,
      today,
    )
    expect(keys(week.late)).toEqual(['task/4', 'task/2'])
    expect(keys(week.due)).toEqual(['task/1'])
    expect(keys(week.waiting)).toEqual([])
  })

  test('a director sees what is late with anybody, others only their own', () => {
    const all = [record('task/1', { dueOn: '2026-11-03', ownerRole: 'borough-lead' })]
    expect(keys(sortWeek(all, new Set(), { ...officer, role: 'director' }, today).late)).toEqual(['task/1'])
    expect(keys(sortWeek(all, new Set(), officer, today).late)).toEqual([])
  })

  test('what every borough lead may read waits for those of its boroughs alone', () => {
    const lead = (...places: string[]) => ({ ...officer, role: 'borough-lead', places })
    const all = [record('recommendation/1', { ownerRole: 'borough-lead', places: ['A', 'B'] })]
    expect(keys(sortWeek(all, new Set(), lead('B'), today).waiting)).toEqual(['recommendation/1'])
    expect(keys(sortWeek(all, new Set(), lead('C'), today).waiting)).toEqual([])
    expect(keys(sortWeek(all, new Set(['recommendation/1']), lead('C'), today).stalled)).toEqual([])
  })

  test('what waits for a second person does not wait for the first, nor for whoever only began it', () => {
    const analyst = { ...officer, role: 'analyst' }
    const draft = (handledBy: number[], ownerId: number) =>
      record('release/1', { kind: 'release', state: 'draft', ownerRole: 'analyst', ownerId, facts: { handledBy } })
    expect(keys(sortWeek([draft([9], 9)], new Set(), analyst, today).waiting)).toEqual(['release/1'])
    expect(keys(sortWeek([draft([5], 5)], new Set(), analyst, today).waiting)).toEqual([])
    expect(keys(sortWeek([draft([5], 5)], new Set(), officer, today).waiting)).toEqual([])
  })

  test('an overdue commitment of their own organisation is late for a borough lead, though they wrote it down', () => {
    const lead = { ...officer, role: 'borough-lead', places: ['A'], organisation: 'northgate-council' }
    const promised = {
      kind: 'commitment',
      state: 'waiting',
      dueOn: '2026-11-01',
      ownerRole: 'borough-lead',
      facts: { handledBy: [5] },
    }
    const own = record('commitment/1', { ...promised, organisation: 'northgate-council' })
    const other = record('commitment/2', { ...promised, organisation: 'eastmere-council' })
    expect(keys(sortWeek([own, other], new Set(), lead, today).late)).toEqual(['commitment/1'])
  })

  test('duties are sorted by their day; those without one, or with a later one, wait', () => {
    const duty = (title: string, dueOn: string | null) => ({
      kind: 'Gate',
      title,
      href: '/gates/1',
      note: '',
      owner: '',
      dueOn,
      since: null,
    })
    const sorted = sortDuties(
      [duty('today', today), duty('late', '2026-11-01'), duty('later', '2026-12-01'), duty('none', null)],
      today,
    )
    const titles = (list: readonly { title: string }[]) => list.map(one => one.title)
    expect([titles(sorted.late), titles(sorted.due), titles(sorted.waiting)]).toEqual([
      ['late'],
      ['today'],
      ['none', 'later'],
    ])
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
    expect([...week.late, ...week.due, ...week.waiting, ...week.stalled]).toEqual([])
  })

  test('is said in words', () => {
    expect(dueWords('2026-11-19', today)).toBe('3 days late')
    expect(dueWords(today, today)).toBe('Today')
    expect(dueWords('2026-11-25', '2026-11-23')).toBe('Wednesday')
    expect(dueWords('2026-12-25', today)).toBe('25 December 2026')
    const none = { late: 0, due: 0, waiting: 0, stalled: 0 }
    expect(sentenceOf(none)).toBe('Nothing is due, nothing waits for you, and no thread has stopped.')
    expect(sentenceOf({ ...none, due: 3, waiting: 2, stalled: 1 })).toBe(
      'Three things are due, two are waiting for you, and one thread has stopped moving.',
    )
    expect(sentenceOf({ ...none, late: 2, due: 1 })).toBe(
      'Two things are late, one is due by Sunday, nothing is waiting for you, and no thread has stopped moving.',
    )
  })
})
