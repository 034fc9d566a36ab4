import { describe, expect, test } from 'vitest'
import { ageOptions, agesKey, agesOf, agesWords } from './ages.ts'
import { coverage, gapsOf, hoursOf, offered, type Session, tallyOf, together } from './grid.ts'
import { agesListed, daysWords, gapPhrases, gapSentence, gapShorts } from './words.ts'

const at = (wardId: number, weekday: number, starts: string, ends: string, minAge = 0, maxAge = 120): Session => ({
  ...{ wardId, weekday, starts: minutes(starts), ends: minutes(ends), minAge, maxAge },
  ...{ sessions: 1, places: 10, unsaid: 0, unsure: 0 },
})
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const ages = { from: 14, to: 17 }
const afterSchool = { days: [1, 2, 3, 4, 5], from: 16, to: 19 }

/*
 * Counted by hand, ward 1, after school:
 *        4pm      5pm        6pm
 * Mon    club     club       14-15 only
 * Tue    -        -          -
 * Wed    -        -          -
 * Thu    -        -          -           (a session of 8 to 12 year olds does not count)
 * Fri    16-17    2 clubs    club
 */
const week: Session[] = [
  at(1, 1, '16:00', '18:00', 11, 18),
  at(1, 1, '18:00', '19:00', 11, 15),
  at(1, 4, '16:00', '19:00', 8, 12),
  at(1, 5, '16:00', '17:00', 16, 25),
  at(1, 5, '17:00', '19:00'),
  { ...at(1, 5, '17:15', '18:15', 14, 17), sessions: 1, places: 0, unsaid: 1, unsure: 1 },
  at(2, 2, '16:00', '17:00', 14, 17),
]
const grids = coverage(week, { ages, wards: [1, 2, 3] })
const ward = (id: number) => grids.get(id) ?? []
const nothing = { sessions: 0, places: 0, unsaid: 0, unsure: 0, open: new Set() }

describe('the grid agrees with a count by hand', () => {
  test('sessions and places of each hour', () => {
    const row = (id: number, day: number) => [16, 17, 18].map(hour => ward(id)[day - 1]?.[hour]?.sessions)
    expect([1, 2, 3, 4, 5].map(day => row(1, day))).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [1, 2, 1],
    ])
    expect(ward(1)[4]?.[17]).toMatchObject({ sessions: 2, places: 10, unsaid: 1, unsure: 1 })
    expect(ward(1)[4]?.[15]).toEqual(nothing)
  })
  test('a ward with nothing is there, with nothing; a ward nobody asked about is not', () => {
    expect(
      ward(3)
        .flat()
        .every(cell => cell.sessions === 0),
    ).toBe(true)
    expect(coverage(week, { ages, wards: [2] }).has(1)).toBe(false)
  })
  test('hours with something for all of the ages, for some, for none', () => {
    expect(tallyOf(ward(1), afterSchool, ages)).toEqual({ hours: 15, whole: 4, part: 2 })
    expect(tallyOf(ward(3), afterSchool, ages)).toEqual({ hours: 15, whole: 0, part: 0 })
  })
  test('a session counts once among those offered, however long it is, and only for its ages', () => {
    expect(
      offered(
        week.filter(one => one.wardId === 1),
        ages,
      ),
    ).toEqual({ sessions: 5, places: 40, unsaid: 1, unsure: 1 })
    expect(
      offered(
        week.filter(one => one.wardId === 1),
        { from: 8, to: 10 },
      ),
    ).toMatchObject({ sessions: 2 })
  })
  test('two wards together are open where one of them is', () => {
    const both = together([ward(1), ward(2)])
    expect(both[1]?.[16]?.sessions).toBe(1)
    expect(tallyOf(both, afterSchool, ages)).toEqual({ hours: 15, whole: 5, part: 2 })
  })
})

describe('the hours a session counts in', () => {
  test('those it runs for at least half of', () => {
    expect(hoursOf(minutes('16:00'), minutes('19:00'))).toEqual([16, 17, 18])
    expect(hoursOf(minutes('15:30'), minutes('17:15'))).toEqual([15, 16])
    expect(hoursOf(minutes('16:31'), minutes('18:29'))).toEqual([17])
  })
  test('one that runs for half of no hour counts in the one it starts in', () => {
    expect(hoursOf(minutes('16:45'), minutes('17:15'))).toEqual([16])
    expect(hoursOf(minutes('16:50'), minutes('17:20'))).toEqual([16])
    expect(hoursOf(0, 5)).toEqual([0])
  })
  test('past midnight it counts on the next day; past Sunday it leaves the week', () => {
    expect(hoursOf(minutes('23:00'), 1_500)).toEqual([23, 24])
    const grid = coverage([at(1, 5, '22:00', '23:59'), { ...at(1, 6, '23:00', '00:00'), ends: 1_560 }], {
      ages,
      wards: [1],
    })
    expect([0, 1, 2].map(hour => grid.get(1)?.[6]?.[hour]?.sessions)).toEqual([1, 1, 0])
    const sunday = coverage([{ ...at(1, 7, '23:00', '00:00'), ends: 1_560 }], { ages, wards: [1] })
    expect(
      sunday
        .get(1)
        ?.flat()
        .reduce((all, cell) => all + cell.sessions, 0),
    ).toBe(1)
  })
})

describe('gaps in words', () => {
  const phrases = gapPhrases(gapsOf(ward(1), afterSchool, ages), ages)
  test('days that are alike become one phrase, what nobody has before what some have', () => {
    expect(phrases).toEqual([
      'Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17',
      'Monday 6pm to 7pm, nothing for 16 to 17',
      'Friday 4pm to 5pm, nothing for 14 to 15',
    ])
    expect(gapSentence('Northbank', phrases.slice(0, 1))).toBe(
      'Northbank: Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17.',
    )
  })
  test('where the ages stand in the heading they are left out, save where only some have nothing', () => {
    expect(gapShorts(gapsOf(ward(1), afterSchool, ages), ages)).toEqual([
      'Tue to Thu 4pm to 7pm',
      'Mon 6pm to 7pm (16 to 17)',
      'Fri 4pm to 5pm (14 to 15)',
    ])
  })
  test('more than three are counted, none is said', () => {
    expect(gapSentence('Northbank', [...phrases, ...phrases])).toContain('; and 3 more gaps.')
    expect(gapSentence('Northbank', [])).toBe('Northbank: something is on in every hour looked at.')
  })
  test('days and ages that do not follow each other are named one by one', () => {
    expect(daysWords([1, 2])).toBe('Monday and Tuesday')
    expect(daysWords([1, 3, 4, 5, 7])).toBe('Monday, Wednesday to Friday and Sunday')
    expect(agesListed([14])).toBe('age 14')
    expect(agesListed([14, 16, 17])).toBe('ages 14 and 16 to 17')
  })
})

test('every age that can be chosen is read back as itself, and anything else is 14 to 17', () => {
  for (const { value } of ageOptions) expect(agesKey(agesOf(value))).toBe(value)
  expect(['', '99', '14-99', "'"].map(key => agesWords(agesOf(key)))).toEqual(Array(4).fill('14 to 17'))
})
