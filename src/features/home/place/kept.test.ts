import { describe, expect, test } from 'vitest'
import type { Store } from '../../evidence/index.ts'
import { keyOf, once } from './kept.ts'

const store = (): Store => ({
  version: '1',
  measures: [],
  byCode: new Map(),
  byId: new Map(),
  breaks: [],
  order: [],
  coverage: [],
})

describe('the key of a list of small areas', () => {
  const areas = Array.from({ length: 60 }, (_, i) => 1_000 + i)
  test('tells two lists apart that differ in one area between the first and the last', () => {
    expect(keyOf(areas.with(30, 5_000))).not.toBe(keyOf(areas))
    expect(keyOf([12, 3])).not.toBe(keyOf([1, 23]))
    expect(keyOf([...areas])).toBe(keyOf(areas))
  })

  test('so that after a swap the other areas’ scores are worked out', async () => {
    const kept = store()
    const scores = (ids: readonly number[]) => once(kept, `scores/${keyOf(ids)}`, async () => Math.max(...ids))
    expect(await scores(areas)).toBe(1_059)
    expect(await scores(areas.with(30, 5_000))).toBe(5_000)
  })
})

describe('what is kept', () => {
  test('is worked out once, also for two who ask at the same time, and anew when the data change', async () => {
    let made = 0
    const work = async () => ++made
    const kept = store()
    expect(await Promise.all([once(kept, 'a', work), once(kept, 'a', work)])).toEqual([1, 1])
    expect(await once(store(), 'a', work)).toBe(2)
  })

  test('is not a failure', async () => {
    const kept = store()
    await expect(once(kept, 'b', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await once(kept, 'b', async () => 'yes')).toBe('yes')
  })
})
