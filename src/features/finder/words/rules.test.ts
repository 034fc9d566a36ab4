import { describe, expect, test } from 'vitest'
import { listsOf, noneAdded } from '../search/added.ts'
import { crisisOf, dangerTopics } from '../search/crisis.ts'
import { unknownIn } from '../search/spell.ts'
import { understand } from '../search/understand.ts'
import { phraseOf, targetOf, targets, topicNames, whyNot } from './rules.ts'
import { countWords } from './trial.ts'

const word = (chosen: string, typed: string) => {
  const target = targetOf(chosen)
  if (!target) throw new Error(`no such target: ${chosen}`)
  return { ...target, phrase: phraseOf(target.list, typed) }
}
const refusal = (chosen: string, typed: string) => whyNot(word(chosen, typed), noneAdded)?.text

describe('what may be added', () => {
  test('a word that nobody knew, as people type it', () => {
    expect(refusal('activity/basketball', 'Hoopin’ it')).toBeUndefined()
    expect(word('activity/basketball', 'Hoopin’ it').phrase).toBe('hoopin it')
    expect(refusal('theme/gangs', 'pressured by olders')).toBeUndefined()
  })
  test('no word of danger becomes a thing to do or a kind of help', () => {
    for (const typed of ['suicide', 'kill myself', 'SU1CIDE', 'my dad hits me', 'i want to die', 'run away', 'kms'])
      for (const chosen of ['activity/boxing', 'theme/mental-health'])
        expect(refusal(chosen, typed), `${typed} for ${chosen}`).toMatch(/words of danger/)
    for (const typed of ['knife throwing', 'machete', 'gun club'])
      expect(refusal('activity/archery', typed)).toBeDefined()
  })
  test('not what is known, what stands in most questions, and nothing that is not in a list', () => {
    expect(refusal('activity/football', 'footie')).toBe('The finder knows that already')
    expect(refusal('activity/football', 'something')).toMatch(/most questions/)
    expect(targetOf('activity/knitting-with-bears')).toBeUndefined()
    expect(targetOf('clear/football')).toBeUndefined()
  })
  test('words of danger may be added, but none that would cry over what people type for other things', () => {
    expect(refusal('crisis/used-by-others', 'dead tired of the olders')).toBeUndefined()
    expect(refusal('crisis/violence', 'boxing')).toMatch(/It would bring help over “[^”]*boxing/)
    expect(refusal('crisis/violence', 'suicide')).toBe('These words bring help already')
    expect(refusal('crisis/violence', 'bad')).toMatch(/4 letters/)
  })
  test('every topic of danger has a name people can read', () => {
    expect(dangerTopics.map(({ id }) => id).filter(id => !(id in topicNames))).toEqual([])
    expect(targets.map(({ items }) => items.length).every(n => n > 0)).toBe(true)
  })
})

describe('words that were added', () => {
  const [slang, danger] = [
    word('activity/basketball', 'hoopin it'),
    word('crisis/used-by-others', 'dead tired of the olders'),
  ]
  const [withSlang, withDanger] = [listsOf([slang]), listsOf([danger])]
  test('mean what they were added to, and only while they are in the lists', () => {
    const read = (lists: typeof noneAdded) => understand('hoopin it near SE15', '2026-11-22', lists)
    expect(read(noneAdded).concepts.flatMap(one => one.activities)).not.toContain('basketball')
    expect(read(withSlang).concepts.flatMap(one => one.activities)).toContain('basketball')
    expect(unknownIn('hoopin it', withSlang)).toEqual([])
    expect(unknownIn('hoopin it', noneAdded)).toEqual(['hoopin'])
  })
  test('bring help though a harmless saying stands in them, and take no help away', () => {
    expect(crisisOf('im dead tired of the olders', noneAdded)).toEqual([])
    expect(crisisOf('im dead tired of the olders', withDanger).slice(0, 2)).toEqual(['emergency', 'childline'])
    for (const one of crisisOf('i want to kill myself', noneAdded))
      expect(crisisOf('i want to kill myself', listsOf([slang, danger]))).toContain(one)
  })
})

test('a trial says how many there are, and how many of them it names', () => {
  const hit = Array.from({ length: 6 }, () => expect.anything())
  const said = (total: number, loosened: string[] = [], more = false) =>
    countWords({ total, loosened, more, hits: hit.slice(0, total) })
  expect(said(4)).toBe('4 found')
  expect(said(12)).toBe('12 found, the first 6 below')
  expect(said(1_000, [], true)).toBe('1000+ found, the first 6 below')
  expect(said(0)).toBe('0 found')
  expect(said(1, ['another time'])).toBe('Nothing; 1 comes closest')
  expect(said(40, ['another time'])).toBe('Nothing; 40 come closest, the first 6 below')
})
