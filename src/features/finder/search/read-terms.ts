// For whom and on what terms, inside words: ages, girls and boys, free, step-free, languages, online. Pure.
import { list } from '../../../lib/words.ts'
import type { Ask } from '../question.ts'
import type { Reading, Said } from './reading.ts'
import { accessPhrases, languageOf } from './vocabulary.ts'

type Gender = NonNullable<Ask['gender']>

const age = (text: string | undefined): number | undefined => {
  const n = Number(text)
  return text !== undefined && n >= 0 && n <= 99 ? n : undefined
}
const aged = (n: number | undefined, say: string) => (n === undefined ? undefined : { age: n, say })

const gender = (who: Gender, say: string, names: string, not = '') => ({
  who,
  say,
  shape: new RegExp(`\\b((?:only|just)(?: for)? )?(?:${names})( only| just)?\\b${not}`),
})
const genders = [
  gender('girls', 'girls', 'girls?|gyal|gyaldem|young women', '(?! group)'),
  gender('women', 'women', 'women|womens|woman|ladies'),
  gender('boys', 'boys', 'boys?|lads', '(?! brigade)'),
  gender('men', 'men', 'men|mens'),
]

/** 'girls' is for girls and for everyone, their own first; 'girls only' is for nobody else. */
const only = (who: Gender, say: string, word: string | undefined): Said =>
  word === undefined ? { gender: who, say } : { gender: who, onlyThem: true, say: `${say} only` }

/** After a number: a street, whose house it is. */
const ofStreet = String.raw`| (?:\w+ ){1,3}(?:street|st|road|rd|avenue|lane|close|gardens|terrace)\b`

// “For 3 years” says how long, and so does “3 years ago”; “for 3 year olds” says who.
const notLong = String.raw`(?<!\b(?:for|since|in|last|past|these|about|nearly|almost|over|than) )`
const years = '(?:year|yr)s?'
const old = `(?: ?${years} ?olds?| ?yos?(?: olds?)?)`
const ageInYears = new RegExp(String.raw`\b(\d{1,2})${old}\b|\b${notLong}(\d{1,2}) ?${years}\b(?! ago)`)
const agesInYears = new RegExp(
  String.raw`\b(\d{1,2}) (?:to|-|and)? ?(\d{1,2})${old}\b|\b${notLong}(\d{1,2}) (?:to|-|and)? ?(\d{1,2}) ?${years}\b(?! ago)`,
)
/** “For over 16s” says who, “for over 2 years” how long. */
const overAge = new RegExp(
  String.raw`\b(?:over|older than|from age) ?(\d{1,2})s?\b(?! ?pm| ?am)(?<!\bfor over \d{1,2}(?= ?${years}(?! ?olds?)\b))`,
)

/** “£12 an hour” is what work pays, and limits nothing. */
const wage =
  /\b\d{1,3}(?:\.\d\d)? ?(?:(?:pounds?|quid) ?(?:an?|per|p)? ?(?:hour|hr|hourly|h)|(?:ph|p h|an hour|per hour))\b/
/** “Lose 10 pounds”, “win £50”. */
const won =
  /(?<=\b(?:lose|losing|win|winning|gain|earn|earning|earns|raise|paying|pays) )\d+(?:\.\d\d)? ?(?:pounds?|quid)\b/

/** “Under £5” says what it may cost, “under 5” for whom it is: read first. */
export function readCost(reading: Reading): void {
  for (const shape of [wage, won]) reading.take(shape, () => ({ say: '' }))
  reading.take(
    /\b(?:(?:under|up to|less than|below|at most|max|maximum|no more than|for|costs?) )?(?:(\d{1,2}(?:\.\d\d)?) ?(?:pounds?|quid)|a (fiver|tenner))\b(?: or (?:less|under))?/,
    ([, n, note]) => {
      const pence = note === undefined ? Math.round(Number(n) * 100) : note === 'fiver' ? 500 : 1_000
      const pounds = pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2)
      return pence === 0 ? { free: true, say: 'free' } : { most: pence, say: `up to £${pounds}` }
    },
  )
}

export function readPeople(reading: Reading): void {
  reading.take(/\b(?:under|u|below|younger than) ?(\d{1,2})s?\b(?! ?pm| ?am)/, ([, n]) =>
    aged(age(n) === undefined ? undefined : Math.max(0, Number(n) - 1), `under ${n}`),
  )
  reading.take(overAge, ([, n]) => aged(age(n), `${n} and over`))
  reading.take(/\b(\d{1,2}) ?\+(?=\s)/, ([, n]) => aged(age(n), `${n} and over`))
  reading.take(/\b(?:aged?|ages) (\d{1,2}) (?:to|and|-)? ?(\d{1,2})\b/, ([, a, b]) => between(a, b))
  reading.take(agesInYears, ([, a, b, c, d]) => between(a ?? c, b ?? d))
  reading.take(ageInYears, ([, n, m]) => aged(age(n ?? m), `age ${n ?? m}`))
  reading.take(/\b(?:aged?|im|i am|whos|who is|turning|hes|shes) (\d{1,2})\b(?! ?pm| ?am|:)/, ([, n]) =>
    aged(age(n), `age ${n}`),
  )
  reading.take(/\b(?:son|daughter|boy|girl|kid|child)(?: is| aged)? (\d{1,2})\b(?! ?pm| ?am|:)/, ([, n]) =>
    aged(age(n), `age ${n}`),
  )
  // nobody says “at 15” of a quarter past, nor “17” of five o'clock
  reading.take(new RegExp(`\\bat (1[3-9]|2[01])\\b(?! ?(?:pm|am)\\b|[:.]${ofStreet})`), ([, n]) =>
    aged(age(n), `age ${n}`),
  )
  reading.take(/\b(?:year|yr|y) ?(\d{1,2})s?\b/, ([, n]) =>
    Number(n) >= 1 && Number(n) <= 13 ? { age: Number(n) + 4, say: `year ${n}` } : undefined,
  )
  for (const { who, shape, say } of genders) reading.take(shape, ([, before, after]) => only(who, say, before ?? after))
}

/** “boxing 15”: a number of a teenager that stands by itself, and is no size of a team, date or level. */
export function readBareAge(reading: Reading): void {
  reading.take(/(?<=\s)(1[1-9]) to (1[2-9]|2[0-5])(?=\s)(?! ?(?:am|pm)\b)/, ([, a, b]) => between(a, b))
  const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
  reading.take(
    new RegExp(
      `(?<!\\b(?:level|grade|class|flat|room|house|no|unit|page|chapter|year|stage|fifa|bus|number|section|step|\\d+ to|\\d+|(?:${months})[a-z]*) )(?<=\\s)(1[1-9])(?=\\s)(?! (?:a side|aside|x|step|week|month|mile|min|hour|day|people|player|pounds?|quid|p |pence|percent|to \\d|\\d|${months})${ofStreet})`,
    ),
    ([, n]) => aged(age(n), `age ${n}`),
  )
}

function between(a: string | undefined, b: string | undefined) {
  const [low, high] = [age(a), age(b)]
  if (low === undefined || high === undefined || high < low || high - low > 15) return undefined
  return { age: Math.floor((low + high) / 2), say: `ages ${low} to ${high}` }
}

export function readTerms(reading: Reading): void {
  readAccess(reading)
  reading.take(
    /\b(?:free food|free lunch|free meals?|food included|lunch included|with (?:food|lunch|dinner))\b/,
    () => {
      return { food: true, say: 'with food' }
    },
  )
  reading.take(
    /\b(?:for free|free of charge|no cost|costs? nothing|without paying|free)\b(?! school meals| running| style| weights| food)/,
    () => {
      return { free: true, say: 'free' }
    },
  )
  // who is bored and has no money looks for something that costs none; who says the latter alone may need help with it
  if (/\b(?:bored|boring|fun|chill|something to do|things to do|stuff to do)\b/.test(reading.left()))
    reading.take(/\b(?:skint|broke|no money|got no money)\b/, () => ({ free: true, say: 'free' }))
  reading.take(/\b(?:online|virtual|on zoom|zoom|remote|from home)\b/, () => ({ online: 'online', say: 'online' }))
  reading.take(/\b(?:in person|face to face)\b/, () => ({ online: 'in-person', say: 'in person' }))
  const names = [...languageOf.keys()].join('|')
  reading.take(
    new RegExp(`\\b(?:in|speaks?|who speaks?|speaking) (${names})\\b|\\b(${names}) ?(?:speaking|speakers?)\\b`),
    found => {
      const name = found[1] ?? found[2] ?? ''
      const language = languageOf.get(name)
      return language ? { language, say: `in ${name.charAt(0).toUpperCase()}${name.slice(1)}` } : undefined
    },
  )
}

function readAccess(reading: Reading): void {
  const found = accessPhrases.filter(([, phrase]) => reading.left().includes(` ${phrase} `))
  const kinds = [...new Set(found.map(([kind]) => kind))]
  const longest = found.map(([, phrase]) => phrase).sort((a, b) => b.length - a.length)
  for (const phrase of longest) reading.cut(new RegExp(`(?<= )${phrase.replace(/[.+]/g, '\\$&')}(?= )`), () => true)
  if (kinds.length === 0) return
  reading.filters.access = kinds
  reading.said.push(list(kinds.map(kind => kind.replace(/-/g, ' '))))
}
