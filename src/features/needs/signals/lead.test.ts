import { describe, expect, test } from 'vitest'
import { leadWords } from './lead.ts'
import type { Marked } from './marked.ts'
import { defaults } from './settings.ts'

const marked: Marked = {
  end: '2026-02',
  settings: defaults,
  marks: new Map(),
  kept: undefined,
  crossed: undefined,
  across: false,
}
const words = (rising: number, falling: number, chance: number) =>
  leadWords('ward', marked, {
    places: 100,
    rising,
    falling,
    chance,
    untested: 100 - rising - falling - chance,
    hidden: 0,
    tooFew: 0,
    few: 0,
    hiddenLevels: 0,
    sustained: 0,
    where: '',
  })

describe('what the signals come to', () => {
  test('“most did not change” is said only where most of those tested did not', () => {
    expect(words(1, 0, 2)).toBe(
      'Most wards did not change more than chance alone would explain. One rose. None stayed high for three years.',
    )
    expect(words(1, 0, 0)).toContain('1 rose and 0 fell, of 1 tested: more than chance alone would explain.')
    expect(words(2, 3, 5)).toContain('2 rose and 3 fell, of 10 tested')
    expect(words(2, 3, 6)).toContain('Most wards did not change')
  })

  test('none told apart from chance, and none tested, are said as such', () => {
    expect(words(0, 0, 4)).toContain('No ward’s change can be told apart from chance.')
    expect(words(0, 0, 0)).toContain('No ward has enough months or events to test for a change.')
  })
})
