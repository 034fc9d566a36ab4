import { expect, test } from 'vitest'
import { avoidedOn, avoidKey, isAway, keepAvoided } from './finder-avoid.ts'

function shelf(kept?: string) {
  const all = new Map(kept === undefined ? [] : [[avoidKey, kept]])
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
  }
}
const north = { code: 'X05000001', name: 'North' }

test('areas are kept and let go of again', () => {
  const here = shelf()
  keepAvoided(here, [north])
  expect(avoidedOn(here)).toEqual([north])
  keepAvoided(here, [])
  expect(here.getItem(avoidKey)).toBe(null)
})

test.each(['', 'no list', '{}', 'null', '[1, null, {"code": 5, "name": "x"}]'])('%s is no list of areas', kept =>
  expect(avoidedOn(shelf(kept))).toEqual([]),
)

test('what is in one of the areas is away, and nothing else', () => {
  expect(isAway('X09000001 X05000001', [north])).toBe(true)
  expect(isAway('X09000001 X050000011', [north])).toBe(false)
  expect(isAway(undefined, [north])).toBe(false)
})
