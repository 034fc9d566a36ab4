import { expect, test } from 'vitest'
import { deprivationOverlay } from '../../../lib/stats/index.ts'
import { overlayWords } from './words.ts'

const overlap = (both: number) => {
  const places = Array.from({ length: 200 }, (_, i) => i)
  const scores = places.map(i => (i >= 20 - both && i < 60 - both ? 1 : 0))
  const overlay = deprivationOverlay(
    places.map(i => (i < 20 ? 1 : 0)),
    scores,
  )
  return overlayWords({ look: { ground: { kind: 'ward' } }, index: '2025', answer: { overlay } })
}

test('that the top places are not the deprived ones is told as fewer than chance, not called chance', () => {
  // 20 top and 40 deprived of 200: 4 both by chance. R: fisher.test gives p 0.0276 for none, 0.77 for 5 and 6.6e-06 for 12.
  expect(overlap(0)).toContain('0.0 times as many, fewer than chance would make it (p = 0.0')
  expect(overlap(5)).toContain('which could be chance')
  expect(overlap(12)).toContain('3.0 times as many, more than chance would make it (p under 0.001)')
})
