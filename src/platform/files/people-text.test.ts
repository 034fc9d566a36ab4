import { expect, test } from 'vitest'
import { peopleInText, peopleWords } from './people-text.ts'

const look = (text: string) => peopleInText(text, '2026-11-22')

test.each([
  ['Ring the mother on 07700 900123.', 'a phone number'],
  ['Call +44 (0)20 7946 0000 and ask', 'a phone number'],
  ['on 020-7946-0000', 'a phone number'],
  ['Write to j.smith@school.example.org.uk about it', 'an email address'],
  ['He is 943 476 5919 in the health record', 'an NHS number'],
  ['NINO AB 12 34 56 C', 'a National Insurance number'],
  ['see PNC 2001/123456A', 'a police reference'],
  ['crime 1234567/24 was dropped', 'a police reference'],
  ['custody 01YD/01/1234/25', 'a police reference'],
  ['DOB: 3/2/2009', 'a date of birth'],
  ['born on 3 February 2009', 'a date of birth'],
  ['We worked with Jordan Smith (03/02/2009) from April', 'a date of birth'],
  ['Jordan O’Neill, 3 February 2009, came each week', 'a date of birth'],
  ['Jordan Smith 2009-02-03', 'a date of birth'],
])('%s', (text, what) => {
  expect(look(text)).toEqual([what])
})

test.each([
  'Youth workers and a lit path from April 2026',
  'The Bridgelink Centre opened on 3 February 2026; Harbour Steps, 12/04/2026, was the first night.',
  'Childline 0800 1111, Crimestoppers 0800 555 111 and 0300 123 1234 were on every poster.',
  'From 360 to 180 offences, 0.50 (0.42 to 0.60), q 0.001; 2024/25 against 2023/24',
  'Ward E05000001, easting 530120, northing 181440, £1,250,000 a year, 24/7',
  'A plan of 2019 by Riverton Council 2019 to 2024',
  'open since 1987, born of the riots',
])('nothing in: %s', text => {
  expect(look(text)).toEqual([])
})

// Each part of a pattern has a longest length: what is past it is not seen, and what is tried stays as short.
test.each([
  ['a local part of 64 letters', `${' '}${'a'.repeat(64)}@b.example`, ['an email address']],
  ['many names before the ending', `x@${'a.'.repeat(8)}example`, ['an email address']],
  ['more names than any address has', `x@${'a.'.repeat(40)}example`, []],
  ['a domain of one name longer than any', `x@${'a'.repeat(200)}.example`, []],
  ['names of 41 letters and more', `J${'a'.repeat(60)} S${'b'.repeat(60)} 03/02/2009`, []],
  ['numbers a page apart', `07${' '.repeat(50)}700900123`, []],
  ['an @ at the end of all that a text may hold', `${'a'.repeat(200_000)}@`, []],
  ['nothing but capitals', 'A'.repeat(200_000), []],
  ['nothing but @', '@'.repeat(200_000), []],
])('hostile text: %s', (_, text, what) => {
  expect(look(text)).toEqual(what)
})

test('the refusal says what was seen, in plain words', () => {
  expect(peopleWords('07700 900123, a@b.example', '2026-11-22')).toBe(
    'Take out what could tell who a person is. This looks like an email address and a phone number. Say what was done, not who it was done for',
  )
  expect(peopleWords('Youth workers', '2026-11-22')).toBeUndefined()
})
