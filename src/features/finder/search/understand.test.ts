import { describe, expect, test } from 'vitest'
import { understand } from './understand.ts'

// A Tuesday.
const today = '2026-11-24'
const read = (words: string) => understand(words, today)
const meant = (words: string) => read(words).concepts.map(one => one.activities[0] ?? one.themes[0] ?? `'${one.typed}'`)

describe('filters inside words', () => {
  test.each([
    ['free boxing tuesday near se15', { free: true, from: '2026-11-24', to: '2026-11-24' }],
    [
      'girls football under 12 saturday morning',
      { gender: 'girls', age: 11, from: '2026-11-28', to: '2026-11-28', before: 720 },
    ],
    ['football today 5pm', { from: today, to: today, after: 1020, before: 1080 }],
    ['after school', { band: 'after-school' }],
    ['something now', { band: 'now' }],
    ['open now', { band: 'now' }],
    ['tonight', { band: 'evening', from: today, to: today }],
    ['basketball tomorrow evening', { from: '2026-11-25', to: '2026-11-25', band: 'evening' }],
    ['gym for 15 year olds', { age: 15 }],
    ['im 14 and i like art', { age: 14 }],
    ['my son is 9', { age: 9 }],
    ['year 9 maths help', { age: 13 }],
    ['u16s rugby', { age: 15 }],
    ['over 16s gym', { age: 16 }],
    ['16+ boxing', { age: 16 }],
    ['ages 11-13 drama', { age: 12 }],
    ['between 4 and 7pm', { after: 960, before: 1140 }],
    ['4-7pm', { after: 960, before: 1140 }],
    ['after 6pm', { after: 1080 }],
    ['dance at 17:30', { after: 1050, before: 1110 }],
    ['dance at 5', { after: 1020, before: 1080 }],
    ['weekend trips', { band: 'weekend' }],
    ['half term', { band: 'holidays' }],
    ['summer holidays swimming', { band: 'holidays' }],
    ['step free swimming', { access: ['step-free'] }],
    ['bsl drama', { access: ['bsl'] }],
    ['parent group in somali', { language: 'so' }],
    ['polish speaking mums', { language: 'pl' }],
    ['online mentoring', { online: 'online' }],
    ['holiday club with food', { food: true }],
    ['women only gym', { gender: 'women' }],
    ['next week', { from: '2026-11-30', to: '2026-12-06' }],
    ['wednesdays', { from: '2026-11-25', to: '2026-11-25' }],
    ['football', {}],
    ['free running', {}],
  ])('%s', (words, filters) => expect(read(words).filters).toEqual(filters))

  test('are told back', () => {
    expect(read('free boxing tuesday near se15').said).toEqual(['free', 'on Tuesday'])
    expect(read('under 12s at 5pm').said).toEqual(['under 12', 'at 5pm'])
  })
})

describe('what words mean', () => {
  test.each([
    ['footy', ['football']],
    ['bball', ['basketball']],
    ['kickabout', ['football']],
    ['mma', ['mixed-martial-arts']],
    ['drill studio', ['music-making', 'music-making']],
    ['music studio', ['music-making']],
    ['cv', ['job-help']],
    ['footy for the mandem', ['football']],
    ['worried about my son and gangs', ['parents', 'gangs']],
    ['5 a side', ['football']],
    ['zebra racing', ["'zebra'", "'racing'"]],
    ['somewhere to go after school that is not football', ['youth-club']],
    ['dance not ballet', ['dance']],
    ['free boxing tuesday near se15', ['boxing']],
  ])('%s', (words, concepts) => expect(meant(words)).toEqual(concepts))

  test('what is not wanted is not looked for', () => {
    expect(read('somewhere to go after school that is not football').not.map(one => one.activities)).toEqual([
      ['football'],
    ])
    expect(read('anything but boxing').not).toHaveLength(1)
    expect(read('no money').not).toEqual([])
  })
  test('a worry leans to help', () => {
    expect(read('worried about my son and gangs').lean).toEqual(['support', 'network'])
    expect(read('football').lean).toEqual([])
  })
  test('places are told from words', () => {
    expect(read('free boxing tuesday near se15').places).toEqual(['se15'])
    expect(read('chess in stoke newington').places).toContain('stoke newington')
    expect(read('k1 kickboxing').places).toEqual([])
  })
})
