import { describe, expect, test } from 'vitest'
import { readingOf } from '../../../../lib/reading.ts'
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
