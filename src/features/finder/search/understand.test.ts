import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, monthNames } from '../../../lib/dates.ts'
import { noneAdded } from './added.ts'
import arabic from './arabic.json' with { type: 'json' }
import { fromArabic, unreadable } from './arabic.ts'
import { dateIn } from './read-dates.ts'
import { understand } from './understand.ts'

// A Tuesday.
const today = '2026-11-24'
const read = (words: string) => understand(words, today, noneAdded)
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
    ['boxing under £5', { most: 500 }],
    ['swimming for a fiver', { most: 500 }],
    ['gym less than 3 quid tuesday', { most: 300, from: today, to: today }],
    ['boxing £2.50', { most: 250 }],
    ['under £5.50', { most: 550 }],
    ['job £12 an hour', {}],
    ['jobs £12/hr', {}],
    ['earn £15 an hour job', {}],
    ['help me lose 15 pounds', {}],
    ['boxing in se 15', {}],
    ['boxing e 17', {}],
    ['grade 12 piano', {}],
    ['flat 12', {}],
    ['boxing 15 minutes away', {}],
    ['boxing 11 to 14', { age: 12 }],
    ['boxing 3 to 15', {}],
    ['boxing at 19 30', { after: 1170, before: 1230 }],
    ['boxing under 5', { age: 4 }],
    ['gym for 15 year olds', { age: 15 }],
    ['im 14 and i like art', { age: 14 }],
    ['my son is 9', { age: 9 }],
    ['my 3 year old', { age: 3 }],
    ['get a job at 15', { age: 15 }],
    ['boxing 15', { age: 15 }],
    ['11 a side football', {}],
    ['boxing 12 december', {}],
    ['drama for 8yo', { age: 8 }],
    ['club for 8 to 11 year olds', { age: 9 }],
    ['been here for 3 years', {}],
    ['for over 2 years', {}],
    ['for over 16s', { age: 16 }],
    ['in the last 6 years', {}],
    ['moved 2 years ago', {}],
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
    ['women only gym', { gender: 'women', onlyThem: true }],
    ['girls only', { gender: 'girls', onlyThem: true }],
    ['just for boys', { gender: 'boys', onlyThem: true }],
    ['boxing for girls', { gender: 'girls' }],
    ['where can i go 2nite thats free', { free: true, band: 'evening', from: today, to: today }],
    ['boxin tmrw', { from: '2026-11-25', to: '2026-11-25' }],
    ['sumthing 2day after skool', { from: today, to: today, band: 'after-school' }],
    ['footy nr me 4 free', { free: true }],
    ['im bored and skint', { free: true }],
    ['skint', {}],
    ['next week', { from: '2026-11-30', to: '2026-12-06' }],
    ['wednesdays', { from: '2026-11-25', to: '2026-11-25' }],
    ['football', {}],
    ['free running', {}],
  ])('%s', (words, filters) => expect(read(words).filters).toEqual(filters))

  test('are told back', () => {
    expect(read('free boxing tuesday near se15').said).toEqual(['free', 'on Tuesday'])
    expect(read('under 12s at 5pm').said).toEqual(['under 12', 'at 5pm'])
    expect(read('girls only dance').said).toEqual(['girls only'])
  })
})

describe('a date inside words', () => {
  test.each([
    ['football 28 november', '2026-11-28', 'football'],
    ['Football on Saturday 28th of November after 5pm', '2026-11-28', 'Football after 5pm'],
    ['nov 28 boxing', '2026-11-28', 'boxing'],
    ['boxing 28/11', '2026-11-28', 'boxing'],
    ['boxing 28/11/26', '2026-11-28', 'boxing'],
    ['28.11.2026', '2026-11-28', ''],
    ['dance 2026-12-01', '2026-12-01', 'dance'],
    ['art the 5th', '2026-12-05', 'art'],
    ['art on the 30th in the morning', '2026-11-30', 'art in the morning'],
    ['next saturday football', '2026-12-05', 'football'],
    ['next tue', '2026-12-01', ''],
    ['swim 24 november', '2026-11-24', 'swim'],
    ['swim 23 november', '2027-11-23', 'swim'],
    ['drama 12 jan', '2027-01-12', 'drama'],
    ['may 5', '2027-05-05', ''],
  ])('%s', (words, day, rest) => expect(dateIn(words, today)).toMatchObject({ days: { from: day, to: day }, rest }))

  test.each([
    ['club 28 to 30 november', '2026-11-28', '2026-11-30'],
    ['club 23-25 nov', '2026-11-24', '2026-11-25'], // one day of it is over
  ])('%s', (words, from, to) => expect(dateIn(words, today)?.days).toEqual({ from, to }))

  test.each([
    ['football 31 november', '31 november'],
    ['football 31/11', '31/11'],
    ['0 december', '0 december'],
    ['the 32nd', 'the 32nd'],
    ['29 february', '29 february'], // neither of this year nor of the next
    ['28 november 2025', '28 november 2025'],
  ])('%s is no day, and none is guessed', (words, typed) => {
    expect(dateIn(words, today)).toMatchObject({ days: undefined, typed })
  })

  test.each([
    'football under 16 december',
    'boxing 15',
    'help 24/7',
    '1/2 term club',
    '11/12 year olds',
    'u11/12s football',
    'drama 7/8pm',
    'november 15 year olds',
    'ages 11-13',
    '4-7pm',
    'dance at 17:30',
    'sixth form',
    '6th form help',
    'the 2nd floor',
    'i may go',
    'march music',
    'next week',
    'saturday',
  ])('%s holds none', words => expect(dateIn(words, today)).toBeUndefined())

  test.each(['2026-11-29', '2026-12-31', '2027-02-28', '2028-02-29'])('%s: a day to come, whatever day it is', on => {
    const days = (words: string) => dateIn(words, on)?.days?.from ?? ''
    for (let n = 0; n < 400; n += 13) {
      const then = addDays(on, n % 365)
      expect(days(`club ${Number(then.slice(8))} ${monthNames[Number(then.slice(5, 7)) - 1]}`), then).toBe(then)
      expect(days(`${then.slice(8)}/${then.slice(5, 7)}`)).toBe(then)
    }
    expect(daysBetween(on, days('next saturday'))).toBeGreaterThan(5)
    expect(daysBetween(on, days('next saturday'))).toBeLessThan(14)
    expect(days(`the ${Number(on.slice(8))}th`)).toBe(on)
  })
})

describe('what words mean', () => {
  test.each([
    ['footy', ['football']],
    ['futbal near me', ['football']],
    ['footy nr me 4 free', ['football']],
    ['boxin tmrw', ['boxing']],
    ['where can i go 2nite thats free', []],
    ['stuff in my ends', []],
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
    ['my daughter has autism and loves swimming', ['disability', 'swimming']],
    ['worried about my son', ['parents']],
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

describe('near me', () => {
  test.each(['near me', 'futbal near me', 'footy nr me 4 free', 'swimming nearby on friday', 'stuff in my ends'])(
    '%s is told, for the page to ask where',
    words => expect(read(words).nearMe).toBe(true),
  )
  test.each(['near peckham', 'boxing near se15', 'football'])('%s is not', words =>
    expect(read(words).nearMe).toBe(false),
  )
})

describe('Arabic', () => {
  const put = (words: string) => read(fromArabic(words).words)
  test('activities, days, ages and for whom are read', () => {
    expect(put('ملاكمة').concepts[0]?.activities).toEqual(['boxing'])
    expect(put('والملاكمة').concepts[0]?.activities).toEqual(['boxing'])
    expect(put('كرة القدم للبنات غدا').filters).toEqual({ gender: 'girls', from: '2026-11-25', to: '2026-11-25' })
    expect(put('نشاط بعد المدرسة للبنات فقط').filters).toEqual({
      gender: 'girls',
      onlyThem: true,
      band: 'after-school',
    })
    expect(put('عمري ١٥ سنة أحب الرسم')).toMatchObject({ filters: { age: 15 }, concepts: [{ typed: 'art' }] })
    expect(put('أين ملاكمة مجانية قريبة مني؟')).toMatchObject({ filters: { free: true }, nearMe: true })
  })
  test('every word of the list is read as something', () => {
    const mere = ['near', 'in', 'help', 'something', 'im', 'years old']
    for (const [english, typed] of Object.entries(arabic.words))
      for (const one of typed.split('|')) {
        expect(fromArabic(one).understood, one).toEqual([one])
        const { concepts, filters, nearMe } = read(english)
        if (!mere.includes(english))
          expect(concepts.length + Object.keys(filters).length + Number(nearMe), english).toBeGreaterThan(0)
      }
  })
  test('what is not in it is said to be unread; other writing too', () => {
    expect(fromArabic('زرافة بنفسجية').understood).toEqual([])
    for (const words of ['زرافة بنفسجية', 'вязание', '足球', 'boxing 足球']) expect(unreadable(words), words).toBe(true)
    for (const words of ['boxing', 'Zażółć', '⚽', '5 - 7?']) expect(unreadable(words), words).toBe(false)
  })
})

test('a postcode with a gap is a place', () => {
  expect(read('boxing in se 15').places[0]).toBe('se15')
  expect(read('football near e 17').places[0]).toBe('e17')
})
test('letters with a stroke are no gap in a word', () =>
  expect(read('klub młodzieżowy').concepts.map(one => one.typed)).toEqual(['klub', 'mlodziezowy']))
test('who is bored to death wants something to do', () => expect(meant('im bored to death')).toEqual(['youth-club']))
