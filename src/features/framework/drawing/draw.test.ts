import { describe, expect, test } from 'vitest'
import { textWidth } from '../../../lib/geo/index.ts'
import { wrap } from './blocks.ts'
import { drawTheory, type Theory } from './draw.ts'

const theory: Theory = {
  label: 'Theory of change',
  mission: 'Nobody grows up afraid',
  areas: [
    {
      label: 'Families',
      headline: '',
      interventions: ['Parents help parents', 'A <quiet> room & more'],
      outcomes: ['Stronger families', 'More parents know where to turn when something goes wrong at home or at school'],
      policies: ['Early help'],
    },
    { label: 'Education', headline: '', interventions: [], outcomes: [], policies: [] },
  ],
  goals: ['Feel safer', 'Less violence'],
  serves: [],
  principles: ['Listen', 'Leave nobody out'],
}
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(match => match[1] ?? '')
const strong = (svg: string) => svg.match(/C[^"]*" fill="none" stroke="#0d6466"/g)?.length ?? 0

describe('the drawing', () => {
  test('says every area, intervention, outcome, goal and principle, and escapes what they say', () => {
    const drawn = texts(drawTheory(theory)).join(' ')
    for (const word of ['Families', 'Education', 'Parents help parents', 'Stronger families', 'Feel safer', 'Listen'])
      expect(drawn).toContain(word)
    expect(drawn).toContain('A &lt;quiet&gt; room &amp; more')
    expect(drawTheory(theory)).toMatch(/^<svg class="up-theory"[^>]*role="img" aria-label="Theory of change"/)
  })

  test('draws a line from an outcome to its goal where the unit has said so, and none where it has not', () => {
    expect(strong(drawTheory(theory))).toBe(0)
    const serves = [
      { area: 0, outcome: 1, goal: 0 },
      { area: 0, outcome: 0, goal: 1 },
      { area: 9, outcome: 0, goal: 1 },
    ]
    expect(strong(drawTheory({ ...theory, serves }))).toBe(2)
  })

  test('an empty strategy is drawn without a fault', () => {
    const empty = { ...theory, areas: [], goals: [], principles: [] }
    expect(drawTheory(empty)).toContain('Nobody grows up afraid')
  })

  test('nothing stands below the picture’s edge', () => {
    const svg = drawTheory({
      ...theory,
      areas: Array.from({ length: 8 }, () => theory.areas[0] ?? theory.areas[1]).flatMap(a => a ?? []),
    })
    const height = Number(/viewBox="0 0 1200 (\d+)"/.exec(svg)?.[1])
    const ys = [...svg.matchAll(/<text[^>]* y="([\d.]+)"/g)].map(match => Number(match[1]))
    expect(Math.max(...ys)).toBeLessThan(height)
  })
})

test('words are broken into lines that fit; one long word has its own', () => {
  const lines = wrap('one two three four five six seven eight', 90)
  expect(lines.join(' ')).toBe('one two three four five six seven eight')
  for (const line of lines) expect(textWidth(line, 15)).toBeLessThanOrEqual(90)
  expect(wrap('a pneumonoultramicroscopic word', 60)).toEqual(['a', 'pneumonoultramicroscopic', 'word'])
})
