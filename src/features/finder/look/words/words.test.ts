import { describe, expect, test } from 'vitest'
import { readingOf } from '../../../../lib/reading.ts'
import { schedule } from '../../../../lib/schedule/make.ts'
import { patternIn } from '../pattern.ts'
import { en } from './en.ts'
import { languages, tongueOf } from './index.ts'

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(found => found[1]).sort()

describe.each(languages.map(language => [language.code, language] as const))('the words in %s', (code, { words }) => {
  test('are all there, with the same names to fill in', () => {
    for (const [key, text] of Object.entries(en)) {
      const mine: string = Reflect.get(words, key)
      if (key !== 'unchecked') expect(mine, key).not.toBe('')
      if (code === 'en' || /\.one$/.test(key)) continue
      expect(names(mine), key).toEqual(names(text))
    }
  })
})

test('English is for a reader of 9 to 11', () => {
  const prose = Object.values<string>(en)
    .filter(text => text.length > 30)
    .join('\n')
  expect(readingOf(prose).age).toBeLessThanOrEqual(11)
  expect(Object.values(en).join(' ')).not.toMatch(/\bservices?\b|intervention|at risk/i)
})

test('a language nobody has checked says so, and one that is not there is English', () => {
  for (const { code, words } of languages) expect(words.unchecked !== '', code).toBe(code !== 'en')
  expect(tongueOf('tlh').code).toBe('en')
  expect(tongueOf(['ar']).code).toBe('en')
  expect(tongueOf('ar')).toMatchObject({ code: 'ar', dir: 'rtl' })
})

test('numbers bring their own forms', () => {
  expect([0, 1, 2].map(n => tongueOf('en').count('count', n))).toEqual([
    'Nothing fits all of that',
    '1 thing found',
    '2 things found',
  ])
  expect([1, 2, 3, 11].map(n => tongueOf('ar').count('count', n))).toEqual([
    'وجدنا نتيجة واحدة',
    'عدد النتائج: 2',
    'عدد النتائج: 3',
    'عدد النتائج: 11',
  ])
})

test('a rule is said in the language of the page; one it has no words for stays English, and says so', () => {
  const given = { from: '2026-01-01', starts: '18:00', ends: '20:00', bankHolidays: 'open' } as const
  const said = (over: object, code = 'ar') => patternIn(schedule({ ...given, ...over }), '2026-11-23', tongueOf(code))
  const week = said({ freq: 'weekly', byDay: ['MO', 'WE'], calendar: 'term' })
  expect(week.own).toBe(true)
  expect(week.text).toMatch(/^أيام الاثنين والأربعاء، من 6:00.م إلى 8:00.م، خلال الفصول الدراسية فقط$/)
  expect(said({ freq: 'weekly', byDay: ['MO', 'TU', 'WE', 'TH', 'FR'] }).text).toContain('من الاثنين إلى الجمعة')
  expect(said({ interval: 2, byDay: ['SA'] }).text).toMatch(/^كل أسبوعين، أيام السبت/)
  expect(said({ freq: 'once', from: '2026-12-04' }).text).toContain('4 ديسمبر')
  expect(said({ freq: 'weekly', byDay: ['MO'], until: '2026-12-20', exclude: ['2026-12-07'] }).text).toMatch(
    /حتى 20 ديسمبر 2026، ما عدا 7 ديسمبر 2026$/,
  )
  expect(said({ freq: 'monthly', byDay: ['-1FR'] })).toMatchObject({
    own: false,
    text: expect.stringContaining('last Friday'),
  })
  expect(said({ freq: 'weekly', byDay: ['MO', 'WE'] }, 'en').text).toBe('Mondays and Wednesdays, 6pm to 8pm')
})
