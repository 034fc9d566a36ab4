// Does something people typed hold what tells who a person is? Pure. The same shapes as in tables of people (people.ts).
import type { Day } from '../../lib/dates.ts'
import { list } from '../../lib/words.ts'
import { isNhsNumber, shapes } from './people.ts'

interface Sign {
  is: (text: string, today: Day) => boolean
  what: string
}

const anywhere = (shape: string, flags = 'i') => new RegExp(`(?<![\\w/])(?:${shape})(?![\\w/])`, flags)
const has = (shape: string) => {
  const pattern = anywhere(shape)
  return (text: string) => pattern.test(text)
}

const nhs = /(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])/g
// Homes and mobiles. Numbers of services (0800, 03) are not a person's.
const phone = /(?<!\d)(?:\+44[ -]?(?:\(0\)[ -]?)?|0)[127](?:[ ()-]{0,4}\d){8,9}(?!\d)/
// Nothing here repeats without an end: what a stranger sends must not take longer the longer it is (RFC 5321 gives the lengths).
const email = /[^\s@<>()]{1,64}@[^\s@<>().]{1,63}(?:\.[^\s@<>().]{1,63}){0,8}\.[a-z]{2,}/i
const birthWords = /\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)\b[\s:,]{0,9}(?:the )?\d/i
const nameAndDate =
  /[A-Z][\p{L}'’-]{1,40} [A-Z][\p{L}'’-]{1,40}[\s,;:(–-]{1,4}(?:\d{1,2}[/. -]\d{1,2}[/. -]|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} |)((?:19|20)\d{2})(?:-\d{2}-\d{2})?\b/gu

const signs: Sign[] = [
  { is: text => text.includes('@') && email.test(text), what: 'an email address' },
  { is: text => phone.test(text), what: 'a phone number' },
  { is: text => (text.match(nhs) ?? []).some(isNhsNumber), what: 'an NHS number' },
  { is: has(shapes.nationalInsurance), what: 'a National Insurance number' },
  { is: has(`${shapes.pnc}|${shapes.crime}|${shapes.custody}`), what: 'a police reference' },
  { is: (text, today) => birthWords.test(text) || hasNameAndBirth(text, today), what: 'a date of birth' },
]

// A name beside a full date long enough ago for somebody to have been born on it; a club that opened last spring is not meant.
const youngest = 5
function hasNameAndBirth(text: string, today: Day): boolean {
  const latest = Number(today.slice(0, 4)) - youngest
  return [...text.matchAll(nameAndDate)].some(found => /\d\D+\d|\d{4}-/.test(found[0]) && Number(found[1]) <= latest)
}

/** What the words hold that could tell who a person is: "a phone number"; empty when nothing was seen. Names alone are not seen. */
export const peopleInText = (text: string, today: Day): string[] =>
  signs.filter(sign => sign.is(text, today)).map(sign => sign.what)

/** The refusal of such words for a form; undefined when there is nothing to refuse. */
export function peopleWords(text: string, today: Day): string | undefined {
  const found = peopleInText(text, today)
  return found.length === 0
    ? undefined
    : `Take out what could tell who a person is. This looks like ${list(found)}. Say what was done, not who it was done for`
}
