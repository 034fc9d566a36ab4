import { describe, expect, test } from 'vitest'
import { Record } from '../records/schemas.ts'
import { loose, tell } from './rules.ts'

const record = (key: string, openedOn: string, ended = false) =>
  Record.parse({ key, kind: 'decision', title: key, href: '/x', openedOn, movedOn: openedOn, ended })
const link = (becauseKey: string, nextKey: string, id = 1) => ({ id, becauseKey, nextKey })

describe('a thread as a story', () => {
  const [a, b, c, d] = ['2026-03-01', '2026-02-01', '2026-01-01', '2026-04-01'].map((day, k) =>
    record(`decision/${k + 1}`, day),
  ) as [Record, Record, Record, Record]

  test('what came first stands before what followed from it, whatever the dates', () => {
    const links = [link('decision/1', 'decision/2'), link('decision/2', 'decision/3'), link('decision/1', 'decision/4')]
    expect(tell([d, c, b, a], links).map(step => step.record.key)).toEqual([
      'decision/1',
      'decision/2',
      'decision/4',
      'decision/3',
    ])
  })

  test('a link to a record the reader may not see is left out', () => {
    const [step] = tell([b], [link('decision/1', 'decision/2')])
    expect(step).toMatchObject({ because: [], depth: 0 })
  })

  test('a circle does not hang', () => {
    expect(tell([a, b], [link('decision/1', 'decision/2'), link('decision/2', 'decision/1')])).toHaveLength(2)
  })

  test('a next step is owed by what nothing followed, unless it is an end', () => {
    const end = record('release/9', '2026-05-01', true)
    const links = [link('decision/1', 'decision/2'), link('decision/2', 'release/9')]
    expect(loose([a, b, end], links)).toEqual([])
    expect(loose([a, b, c, end], links).map(each => each.key)).toEqual(['decision/3'])
  })
})
