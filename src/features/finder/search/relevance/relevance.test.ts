import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figuresOf, judgedSet, type Outcome, openWorld, outcomeOf, type World } from '../../../../../test/relevance.ts'

let world: World
const outcomes: Outcome[] = []
beforeAll(async () => {
  world = await openWorld()
  for (const judged of judgedSet()) outcomes.push(await outcomeOf(world, judged))
})
afterAll(() => world?.store.close())

describe('what was judged by hand', () => {
  test('is found in a good order', () => {
    const figures = figuresOf(outcomes)
    expect(figures.queries).toBeGreaterThan(150)
    expect(figures.ndcg).toBeGreaterThanOrEqual(0.85)
    expect(figures.navigational).toBeGreaterThanOrEqual(0.9)
    expect(figures.typoLoss).toBeLessThanOrEqual(0.05)
    expect(figures.zero).toBeLessThan(0.05)
  })

  test('brings help whenever danger is spoken of, and hardly ever otherwise', () => {
    expect(outcomes.filter(one => (one.kind === 'crisis') !== one.crisis.length > 0).map(one => one.query)).toEqual([
      'leaving a gang',
      'feeling sad and anxious',
      'my mates are in a gang',
      'help for parents worried about knife crime',
      'somewhere to go 2nite thats free', // who has no home says it too
    ])
  })

  test('is never closed, over, or for others than who asks', () => {
    const ended = outcomes.filter(one => one.found.some(hit => hit.key === 'fb-ended'))
    expect(ended.map(one => one.query)).toEqual([])
    const wrong = outcomes.filter(
      ({ ask: { age }, found }) => age !== undefined && found.some(hit => hit.minAge > age || hit.maxAge < age),
    )
    expect(wrong.map(one => one.query)).toEqual([])
  })
})
