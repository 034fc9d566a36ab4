import { expect, test } from 'vitest'
import { fateOf } from './rules.ts'

test('one code is one shape, and the newest vintage draws it', () => {
  expect(fateOf(undefined, 'ward', 'ward:2024')).toBe('add')
  expect(fateOf({ kind: 'ward', newest: 'ward:2018' }, 'ward', 'ward:2024')).toBe('redraw')
  expect(fateOf({ kind: 'ward', newest: 'ward:2024' }, 'ward', 'ward:2024')).toBe('redraw')
  expect(fateOf({ kind: 'ward', newest: 'ward:2024' }, 'ward', 'ward:2018')).toBe('keep')
  expect(fateOf({ kind: 'ward', newest: null }, 'ward', 'ward:2018')).toBe('redraw')
})

test('a borough standing in for its merged wards is never redrawn', () => {
  expect(fateOf({ kind: 'borough', newest: 'borough:2022' }, 'ward', 'ward:2018')).toBe('other kind')
})
