import { describe, expect, test } from 'vitest'
import type { Node, Version } from '../schemas.ts'
import type { Tagged } from './around.ts'
import type { Look } from './look.ts'
import { balance, gapsOf, preventionItems, stateOf, taggedWith } from './rules.ts'

const record = (more: Partial<Tagged>): Tagged => ({
  key: 'task/1',
  kind: 'task',
  kindName: 'Task',
  title: 'A task',
  href: '/tasks/1',
  state: 'to do',
  ended: false,
  movedOn: '2026-11-01',
  codes: [],
  contextLevel: null,
  journeyStage: null,
  preventionLevel: null,
  isWork: true,
  ...more,
})

describe('how far an aim has come', () => {
  test.each<[string, Partial<Tagged>[], string]>([
    ['nothing tagged', [], 'nothing yet'],
    ['only a finding', [{ isWork: false }], 'nothing yet'],
    ['something going on', [{}, { ended: true }], 'live'],
    ['all ended', [{ ended: true }, { ended: true }], 'done'],
    ['what is left is paused', [{ state: 'paused' }, { ended: true }], 'paused'],
    ['one paused, one going on', [{ state: 'paused' }, {}], 'live'],
  ])('%s', (_, records, state) => {
    expect(stateOf(records.map(record))).toBe(state)
  })
})

test('a record is tagged by any of its coordinates', () => {
  const records = [record({ codes: ['families'] }), record({ journeyStage: 'stage-education' }), record({})]
  expect(taggedWith(records, ['families'])).toHaveLength(1)
  expect(taggedWith(records, ['stage-education', 'families'])).toHaveLength(2)
})

test('what does not say its level is shown as not said, an unknown word too, and nothing is lost', () => {
  const records = [{ preventionLevel: 'primary' }, { preventionLevel: 'primary' }, {}, { preventionLevel: 'other' }]
  const found = balance(preventionItems, records.map(record), each => each.preventionLevel)
  expect(found.map(({ code, count }) => [code, count])).toEqual([
    ['primary', 2],
    ['secondary', 0],
    ['tertiary', 0],
    ['not-said', 2],
  ])
})

const node = (code: string, kind: string, parent: string | null = null): Node => ({
  version: 'v',
  code,
  kind,
  parent,
  label: code,
  number: null,
  source: { document: 'd', section: 's' },
  alsoIn: [],
  caution: null,
  note: null,
  detail: {},
})
const version: Version = {
  id: 1,
  code: 'v',
  title: 'V',
  place: 'P',
  invented: true,
  startsOn: null,
  replaces: null,
  documents: [],
  inferredNote: null,
  loadedAt: '2026-01-01T00:00:00Z',
}

test('gaps name what is missing and nothing else', () => {
  const nodes = [
    node('safer', 'goal'),
    node('harm', 'area'),
    node('calm', 'outcome', 'harm'),
    node('first', 'objective'),
    node('second', 'objective'),
    node('do', 'aim', 'second'),
    node('done', 'aim', 'second'),
  ]
  const choice = { why: '', addedOn: '2026-01-01', approvedBy: 'x' }
  const look: Look = {
    version,
    nodes,
    byCode: new Map(nodes.map(each => [each.code, each])),
    children: new Map([
      ['harm', nodes.slice(2, 3)],
      ['second', nodes.slice(5)],
    ]),
    links: [],
    measures: [{ ...choice, code: 'safer', value: 'm' }],
    goals: [],
    questions: [],
  }
  const gaps = gapsOf(look, [record({ codes: ['do', 'harm'] }), record({ codes: ['done'], ended: true })])
  expect(gaps.aims.map(each => [each.node.code, each.state])).toEqual([['done', 'done']])
  expect(gaps.unmeasured.map(each => each.code)).toEqual(['calm'])
  expect(gaps.unlinked.map(each => each.code)).toEqual(['calm'])
  expect(gaps.bare.map(each => each.code)).toEqual(['first'])
  expect(gaps.silent).toEqual([])
})
