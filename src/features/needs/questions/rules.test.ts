import { expect, test } from 'vitest'
import { isDead, isOver } from './rules.ts'

test('a series that ended more than 12 months ago asks no question any more', () => {
  expect(isOver('2020-06-01', '2026-11-22')).toBe(true)
  expect(isOver('2025-10-01', '2026-11-22')).toBe(true)
  expect(isOver('2025-11-01', '2026-11-22')).toBe(false)
  expect(isOver('2026-10-01', '2026-11-22')).toBe(false)
})

test('one that was asked of a dead series is left out, unless somebody answered it', () => {
  const asked = { status: 'open', periodEnd: '2020-06-01', openedOn: '2026-11-22' } as const
  expect(isDead(asked)).toBe(true)
  expect(isDead({ ...asked, status: 'answered' })).toBe(false)
  expect(isDead({ ...asked, periodEnd: '2026-10-01' })).toBe(false)
})
