// Numbers that a text tells of events, as against dates, ages and distances. Pure.

const words =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const number = `\\d[\\d,]*(?:\\.\\d+)?|${words.slice(1).join('|')}(?!-[a-z])`
const events =
  'offences?|crimes?|incidents?|victims?|homicides?|murders?|killings?|deaths?|stabbings?|shootings?|robber(?:y|ies)|attacks?|assaults?|attendances?|injur(?:y|ies)|cases?|events?|times'
const spans = "months?|years?|weeks?|days?|hours?|minutes?|miles?|metres?|kilometres?|km|m|am|pm|o[’']clock"
const things =
  'school|night|street|road|place|ward|borough|area|neighbourhood|estate|service|project|programme|scheme|club|park|shop|station|stop|line|evening|session|lesson|course|meeting|workshop|language|partner|organisation|worker|officer|volunteer|team|group|hub|centre|hospital|college|playground|garden|pitch|court|house|home|goal|aim|step|way|part|page|pound'
const irregular = 'buses|churches|libraries|charities|communities|activities|classes|pitches'
/** "3 new youth clubs", never "3 in two clubs" or "3 knife attacks". */
const between = `(?: (?!(?:in|on|at|of|to|from|and|or|than|before|after|there|here|last|past|this|that|the|an?|during|over|within|each|every|by|with|for|near|outside|inside|around|across|along|between|under|per|as|all|its|were|was|had|is|are|recorded|counted|reported|${events})\\b)[a-z’'-]+(?= )){0,2}`
const joint = '(?:[ -]|(?: of)?(?= ))'
const ofThings = `${joint}${between} ?(?:(?:${spans}|${irregular}|(?:${things})s)\\b|a-side)`
/** "One street", but not "one street robbery" and not "3 street robberies". */
const ofOneThing = `(?<=\\b(?:one|1))${between} (?:${things})\\b(?!(?: [a-z]+){0,2} (?:${events})\\b)`
/** Words that may count and mostly do not: they are heard beside a place's name only. */
const loose: Record<string, number> = {
  ...{ 'a single': 1, single: 1, once: 1, twice: 2, 'a pair': 2, 'a couple': 2, both: 2 },
  ...{ 'half a dozen': 6, 'a dozen': 12, dozen: 12 },
}
const start = '(?<![\\w£./]|\\d:|\\w-)'
const end = `(?![\\w/]|:\\d)(?! ?(?:${spans}|st|nd|rd|th)\\b)(?!${ofThings})(?!${ofOneThing})`
/** Any number but one of schools, months, streets. */
export const anyNumber = new RegExp(`${start}(${number})${end}`, 'gi')
const anyCount = new RegExp(`${start}(${number}|${Object.keys(loose).join('|')})${end}`, 'gi')
/** A count under five of events. */
export const smallCount = new RegExp(
  `(?<![\\w£.,:/-])([0-4]|no|one|two|three|four)(?: [a-z]+){0,2} (?:${events})\\b`,
  'gi',
)
/** "3 serious injuries", "three knife, gun and other offences". */
const ofEvents = new RegExp(`^(?:(?: [a-z]+){0,2}|(?: [a-z]+,){1,3}(?: [a-z]+){0,3}) (?:${events})\\b`, 'i')

const monthNames = 'January|February|March|April|May|June|July|August|September|October|November|December'
const range = '\\d{1,2}(?: to |-|–)\\d{1,2}'
/** What no number of events is: years, days of a month, ages, parts of a whole, and the words that stand where a count is hidden. */
const besides = new RegExp(
  [
    '£[\\d.,]+',
    '\\b(?:under|fewer than|less than|aged?|ages?|over|edition|chapter|page|table|phase|level|stage|zone|tier|question|top|item|part|outcome|goal|strategy|bus|route)(?: number)? \\d+(?:(?: to |-|–| and )\\d+)?',
    `\\b\\d{1,2} (?:${monthNames})\\b`,
    `\\b(?:${monthNames}) \\d{1,2}\\b(?! [a-z])`,
    '\\b(?:19|20)\\d\\d(?:[-–/]\\d{2,4})?\\b',
    '(?<![\\d,.])0\\d+\\b',
    '\\bone (?:of|another|by one|place|more|reason|thing|side|way|day)\\b|\\b(?:no|any|every|each|this|that|which) one\\b',
    `\\b${range}(?:s\\b| years?\\b|[ -]years?[ -]olds?\\b)`,
    `\\b(?:children|people|pupils|boys|girls|everyone|those) (?:of |from )?${range}`,
    '\\b(?:from|between) 1 (?:to|and) [49]\\b',
    `\\b(?:one|two|three|four|five|nine|\\d{1,2}) (?:in|out of)(?: every)? (?:two|three|four|five|ten|\\d{1,2}|100)(?=[\\s.,;:!?)]|$)(?!${ofThings})`,
    '\\bat once\\b|\\bonce (?:an?|the|more|again|every|each|you|they|it|we|people|there|all)\\b|\\btwice (?:an?|as|the|every|each)\\b',
    '\\b(?:two[ -]thirds|three[ -]quarters)\\b',
    '\\bnot a single\\b|\\bsingle[ -](?:parents?|mothers?|fathers?|people|person|point|door|place|list|months?|weeks?|nights?|sex)\\b',
    `\\bboth\\b(?! (?:of (?:them|these|those)|were|happened|took|(?:[a-z]+ )?(?:${events}))\\b)`,
  ].join('|'),
  'gi',
)

/** What a rate is for: "per 1,000" is no number of events. */
const perMany = /\b(per|for (?:each|every)|in every) (?:1,?000|10,?000|100,?000|1,?000,?000|million|thousand)\b/gi
const ofRate = /^(?: to \d[\d.,]*)?(?: [a-z]+){0,2} (?:per|for (?:each|every)|in every) so many\b/i
const bare = (sentence: string): string => plainOf(sentence).replace(perMany, '$1 so many').replace(besides, ' ')

const less = '(?=of (?!an?\\b|the (?:year|day|night|week|month)\\b)|fewer\\b|more\\b|less\\b|lower\\b|higher\\b)'
/** Parts and changes that are said without a numeral, in per cent: rough, as people say them. */
const said: readonly (readonly [RegExp, number])[] = [
  [
    /(?<!\b(?:first|second|other|latter|and a) )\bhalf\b(?![ -](?:an?|terms?|past|years?|days?|price|way|time|hour)\b)|\bhalved\b|\bhalving\b/i,
    50,
  ],
  [new RegExp(`\\b(?:a|one) third ${less}|\\bby (?:a|one) third\\b`, 'i'), 33],
  [/\btwo[ -]thirds\b/i, 67],
  [new RegExp(`\\b(?:a|one) quarter ${less}|\\bby (?:a|one) quarter\\b`, 'i'), 25],
  [/\bthree[ -]quarters\b/i, 75],
  [/\bdoubl(?:ed|ing)\b|\btwofold\b|\btwice as (?:many|much|high|often)\b/i, 100],
  [/\b(?:tripled|trebled|tripling|trebling|threefold)\b/i, 200],
  ...[2, 3, 4, 5].map((n): [RegExp, number] => [
    new RegExp(`\\b(?:one|1) (?:in|out of)(?: every)? (?:${words[n]}|${n}) (?:[a-z]+ ){0,2}(?:${events})\\b`, 'i'),
    Math.round(100 / n),
  ]),
]

/** Half of the people of a place are no number of events: the sentence must speak of some, or of a change. */
const ofChange = new RegExp(
  `\\b(?:${events}|rates?|violence|fell|fallen|rose|risen|dropped|grew|down|cut|(?:in|de)creased?|as many|fewer|doubl\\w+|halv\\w+|tripl\\w+|trebl\\w+)\\b`,
  'i',
)

/** Parts and changes in words, "half the offences", "fell by a third", "doubled", "one in four offences", in per cent. */
export function roughlyIn(sentence: string): number[] {
  const plain = plainOf(sentence)
  return ofChange.test(plain) ? said.flatMap(([pattern, percent]) => (pattern.test(plain) ? [percent] : [])) : []
}

/** Without the marks of Markdown and the breaks of lines, which a reader does not see. */
const plainOf = (text: string): string =>
  text
    .replace(/[*_`|#>~\\\s]+/g, ' ')
    .replaceAll('’', "'")
    .trim()

/** A line that goes on is one sentence; items of a list and rows of a table are sentences of their own. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=(?<!\bSt)[.!?])\s+|\n\s*\n|\n(?=\s*(?:[-*+|#>]|\d+[.)]\s))/)
    .map(sentence => sentence.trim())
    .filter(Boolean)

/** Is the place named, as it is written or in capitals? A name of several words also in small letters: one word alone may be any word. */
export function holdsName(sentence: string, name: string): boolean {
  const own = plainOf(name)
  const names = [own, own.toUpperCase()].map(each => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return new RegExp(`(?<!\\p{L})(?:${names})(?!\\p{L})`, own.includes(' ') ? 'iu' : 'u').test(plainOf(sentence))
}

export const numbersIn = (sentence: string, pattern: RegExp): string[] => [
  ...new Set([...bare(sentence).matchAll(pattern)].flatMap(([, found]) => found ?? [])),
]

/** A number as a sentence tells it. */
export interface Numeral {
  value: number
  decimals: number
  isPercent: boolean
  /** "12 per 1,000". */
  isRate: boolean
  /** "37 offences", "three serious injuries". */
  ofEvents: boolean
  /** "About 1,045". */
  isAbout: boolean
}

/** Every number of a sentence that may be one of events. */
export function numeralsIn(sentence: string): Numeral[] {
  const plain = bare(sentence)
  return [...plain.matchAll(anyCount)].map(found => {
    const text = (found[1] ?? '').toLowerCase().replaceAll(',', '')
    const after = plain.slice((found.index ?? 0) + found[0].length)
    const named = words.indexOf(text)
    return {
      value: loose[text] ?? (named < 0 ? Number(text) : named),
      decimals: text.split('.')[1]?.length ?? 0,
      isPercent: /^ ?(?:%|per ?cent)/.test(after),
      isRate: ofRate.test(after),
      ofEvents: ofEvents.test(after),
      isAbout: /\b(?:about|around|roughly) $/i.test(plain.slice(0, found.index)),
    }
  })
}
