import { expect, test } from 'vitest'
import type { Hit } from '../question.ts'
import { agesWords, cardOf, farWords, poundsWords } from './cards.ts'
import { clockWords, whenWords } from './times.ts'
import { tongueOf } from './words/index.ts'

const t = tongueOf('en')
const hit: Hit = {
  ...{
    id: '00000000-0000-4000-8000-000000000001',
    kind: 'activity',
    name: 'Open gym',
    summary: '',
    organisation: 'Kiln Green Boxing',
  },
  ...{
    venue: 'Kiln Green Hall',
    minAge: 11,
    maxAge: 18,
    free: true,
    pricePence: null,
    cost: 'free',
    access: ['step-free', 'unheard-of'],
  },
  ...{
    food: false,
    online: false,
    join: 'turn-up',
    gender: 'all',
    checkedOn: null,
    metres: 370,
    longitude: 0,
    latitude: 51,
  },
  next: { day: '2026-11-24', starts: 1020, ends: 1140, sure: true },
}
const options = { today: '2026-11-24', t, oneDay: true, suffix: '', plan: undefined }

test('a card says when, what, where and how far, for whom and by whom', () => {
  expect(cardOf(hit, 1, options)).toMatchObject({
    when: '5pm to 7pm',
    where: 'Kiln Green Hall, about 6 minutes’ walk',
    about: 'Ages 11 to 18. Run by Kiln Green Boxing',
    tags: [
      { text: 'Free', need: false },
      { text: 'Turn up', need: false },
      { text: 'Step-free', need: false },
    ],
  })
})
test('what is free with free school meals, or for what somebody can give, says so', () => {
  const tag = (one: Partial<Hit>) => cardOf({ ...hit, ...one }, 1, options).tags[0]
  expect(tag({ free: false, pricePence: null, cost: 'free-school-meals' })?.text).toBe(
    'Free if you get free school meals',
  )
  expect(tag({ free: false, pricePence: 350, cost: 'free-school-meals' })?.text).toBe(
    '£3.50, or free if you get free school meals',
  )
  expect(tag({ cost: 'voluntary' })?.text).toBe('Pay what you can')
})
test('what began before the hour asked for is told as still on', () => {
  expect(cardOf(hit, 1, { ...options, after: 18 * 60 }).when).toBe('5pm to 7pm, still on at 6pm')
  expect(cardOf(hit, 1, { ...options, after: 17 * 60 }).when).toBe('5pm to 7pm')
})
test('what somebody must do or know first stands out: pay, book, check', () => {
  const one: Hit = {
    ...hit,
    free: false,
    pricePence: 250,
    join: 'book',
    next: hit.next && { ...hit.next, sure: false },
  }
  expect(
    cardOf(one, 1, options)
      .tags.filter(tag => tag.need)
      .map(tag => tag.text),
  ).toEqual(['£2.50', 'Book first', 'Check first'])
})
test('a place that keeps its address private gives none', () => {
  expect(cardOf({ ...hit, venue: '', metres: null }, 1, options).where).toBe('Ask where it is')
  expect(cardOf({ ...hit, venue: '', online: true, metres: null }, 1, options).where).toBe('Online')
})
test('the day is said where more than one was asked for', () => {
  const words = (day: string) => whenWords({ day, starts: 1020, ends: 1500, sure: true }, '2026-11-24', t, false)
  expect(words('2026-11-24')).toBe('Today, 5pm to 1am')
  expect(words('2026-11-25')).toBe('Tomorrow, 5pm to 1am')
  expect(words('2026-12-01')).toBe('Tuesday 1 December, 5pm to 1am')
  expect(words('2027-01-01')).toBe('Friday 1 January 2027, 5pm to 1am')
  expect(whenWords(null, '2026-11-24', t, false)).toBe('Ask for times')
})
test('far, old, dear and late, at their ends', () => {
  expect([0, 100, 2_460, 2_600, 11_000].map(metres => farWords(metres, t))).toEqual([
    ...[
      'about 1 minute’s walk',
      'about 2 minutes’ walk',
      'about 40 minutes’ walk',
      'about 2.6 km away',
      'about 11 km away',
    ],
  ])
  expect(farWords(null, t)).toBe('')
  expect(
    [
      [0, 120],
      [16, 120],
      [0, 11],
      [9, 9],
    ].map(([min = 0, max = 0]) => agesWords(min, max, t)),
  ).toEqual([...['All ages', 'Ages 16 and over', 'Up to age 11', 'Age 9']])
  expect([100, 250, 5].map(poundsWords)).toEqual(['1', '2.50', '0.05'])
  expect([0, 720, 1_020, 1_110, 1_440 + 30].map(minutes => clockWords(minutes))).toEqual([
    ...['midnight', 'midday', '5pm', '6:30pm', '12:30am'],
  ])
})
