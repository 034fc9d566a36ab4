import { expect, test } from 'vitest'
import { figuredOf, figuresIn, numberCells, numbersOf, periodCode } from './figure-words.ts'

const none = { count: null, denominator: null, denominatorUnit: '', lower: null, upper: null, interval: '' }

test('a share with its count, its base and where chance falls', () => {
  expect(
    numbersOf({
      value: '52.5%',
      count: '200 of 381 offences',
      of: '83 of 680 wards (12.2%)',
      interval: '44.5% by chance, 95% of draws 41.2% to 47.0%',
    }),
  ).toEqual({
    value: 52.5,
    unit: 'percent',
    count: 200,
    denominator: 381,
    denominatorUnit: 'offences',
    lower: 41.2,
    upper: 47,
    interval: 'where 95% of draws by chance fall',
  })
})

test('a pair that stands as the base is the count only where it gives the figure', () => {
  expect(numbersOf({ value: '40 %', of: '120 of 300' })).toMatchObject({ count: 120, denominator: 300 })
  expect(numbersOf({ value: '52.5%', of: '83 of 680 wards (12.2%)' })).toMatchObject(none)
  expect(numbersOf({ value: '0%', of: '0 of 12 wards' })).toMatchObject({ count: 0, denominator: 12 })
})

test('a rate of residents, a ratio with its interval in brackets, and one without an upper end', () => {
  expect(
    numbersOf({
      value: '20.4 per 1,000 residents a year',
      count: '1,234 offences',
      of: '209,018 residents of 120 wards',
      interval: '95% interval 19.3 to 21.6',
    }),
  ).toEqual({
    value: 20.4,
    unit: 'per 1,000 residents a year',
    count: 1234,
    denominator: 209_018,
    denominatorUnit: 'residents',
    lower: 19.3,
    upper: 21.6,
    interval: '95% interval',
  })
  expect(numbersOf({ value: '1.08 (0.66 to 1.77)', interval: '95% interval in brackets' })).toEqual({
    ...none,
    value: 1.08,
    unit: '',
    lower: 0.66,
    upper: 1.77,
    interval: '95% interval',
  })
  expect(numbersOf({ value: '4.00 (1.60 or more)', interval: '95% interval in brackets' })).toMatchObject({
    ...{ value: 4, lower: 1.6, upper: null, interval: '95% interval' },
  })
})

test.each([
  [{ value: '4.00 (1.60 or more)' }, 1.6, null],
  [{ value: '5 (3 to 7 a year)' }, 3, 7],
  [{ value: '14', interval: '12 to 16 in 90% of weeks' }, 12, 16],
])('ends that nothing says are 95%% intervals are not called one: %j', (written, lower, upper) =>
  expect(numbersOf(written)).toMatchObject({ lower, upper, interval: '' }),
)

test('what is less than chance is below nought; two counts are not one; words are no number', () => {
  const less = numbersOf({ value: '7.6 points less', interval: '−9.9 to −3.1 points in 95 of 100 draws' })
  expect(less).toMatchObject({
    value: -7.6,
    unit: 'percentage points',
    lower: -9.9,
    upper: -3.1,
    interval: 'where 95 of 100 draws put the difference',
  })
  expect(numbersOf({ value: '3.1 times', count: '310 and 100 offences', of: '2,000 and 2,100 residents' })).toEqual({
    ...none,
    value: 3.1,
    unit: 'times',
  })
  expect(numbersOf({ value: '83 (12.2%)', of: '680 wards' })).toMatchObject({
    value: 83,
    denominator: 680,
    lower: null,
  })
  expect(numbersOf({ value: 'not known' })).toMatchObject({ value: null })
  expect(numbersOf({ value: 'from 6 to 3' })).toMatchObject({ value: null, lower: null })
})

test('months in words as a period that a program reads', () => {
  expect(
    ['October 2025 to September 2026', '12 months to October 2026', 'March 2021', 'As known on 3 May 2026'].map(
      periodCode,
    ),
  ).toEqual(['2025-10/2026-09', '2025-11/2026-10', '2021-03', 'As known on 3 May 2026'])
})

test('a count with its rate beside it is two figures: the ends are of the rate', () => {
  const rate = '17.1 (16.4 to 17.9) a thousand residents'
  const found = figuresIn({ value: '1,851 offences', count: '1,851', of: '108,000 residents', interval: rate })
  const base = [1851, 108000, 'residents']
  expect(found.map(each => numberCells(figuredOf(each)))).toEqual([
    [1851, 'offences', ...base, null, null, ''],
    [17.1, 'a thousand residents', ...base, 16.4, 17.9, '95% interval'],
  ])
  expect(figuresIn({ value: '0.89', interval: '95% interval 0.16 to 3.73' })).toHaveLength(1)
})

test('what is no number keeps its words', () => {
  expect(figuredOf({ value: 'hidden: fewer than 5' })).toMatchObject({ value: 'hidden: fewer than 5', count: null })
})
