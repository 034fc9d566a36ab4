// Numbers that a text tells of events, as against dates, ages and distances. Pure.

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const number = `\\d[\\d,]*(?:\\.\\d+)?|${words.slice(1).join('|')}`
const events =
  'offences?|crimes?|incidents?|victims?|homicides?|murders?|killings?|deaths?|stabbings?|shootings?|robber(?:y|ies)|attacks?|assaults?|attendances?|injur(?:y|ies)|cases?|events?|times'
const other =
  'schools?|months?|years?|weeks?|days?|hours?|minutes?|nights?|streets?|places?|wards?|boroughs?|services?|projects?|clubs?|parks?|shops?|stations?|stops?|bus(?:es)?|lines?|evenings?|sessions?|languages?|partners?|organisations?|workers?|teams?|pounds|(?:st|nd|rd|th)\\b|am|pm|o’clock'
/** Any number but one of schools, months, streets. */
export const anyNumber = new RegExp(`(?<![\\w£.:/-])(${number})(?![\\w:/])(?! ?(?:${other})\\b)`, 'gi')
/** A count under five of events. */
export const smallCount = new RegExp(
  `(?<![\\w£.,:/-])([0-4]|no|one|two|three|four)(?: [a-z]+){0,2} (?:${events})\\b`,
  'gi',
)
const ofEvents = new RegExp(`^(?: [a-z]+){0,2} (?:${events})\\b`, 'i')

const bare = /^(?:\s*[.,;:!?)]|\s*$| (?:in|at|of|to|from|and|or|than|before|after|there|here|last|this)\b)/i

/** What no number of events is: years, days of a month, ages, and the words that stand where a count is hidden. */
const besides =
  /£[\d.,]+|\b(?:under|fewer than|less than|aged?|ages?|over|edition|chapter|page|top|item|number|part|outcome|goal|strategy) \d+(?:(?: to |-|–| and )\d+)?|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d(?:[-–/]\d{2,4})?\b|\bone (?:of|another|by one|place|more|reason|thing|side)\b|\b\d{1,2}(?: to |-|–)\d{1,2}(?: years?| year olds)?\b/gi

export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map(sentence => sentence.trim())
    .filter(Boolean)

export const holdsName = (sentence: string, name: string): boolean =>
  new RegExp(`(?<![\\p{L}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}])`, 'u').test(sentence)

export const numbersIn = (sentence: string, pattern: RegExp): string[] => [
  ...new Set([...sentence.replace(besides, ' ').matchAll(pattern)].flatMap(([, found]) => found ?? [])),
]

/** A number as a sentence tells it. */
export interface Numeral {
  value: number
  decimals: number
  isPercent: boolean
  /** "37 offences", "three serious injuries". */
  ofEvents: boolean
  /** Nothing is named that it counts: "had three", "3 in the year before". */
  isBare: boolean
  /** "About 1,045". */
  isAbout: boolean
}

/** Every number of a sentence that may be one of events. */
export function numeralsIn(sentence: string): Numeral[] {
  const plain = sentence.replace(besides, ' ')
  return [...plain.matchAll(anyNumber)].map(found => {
    const text = (found[1] ?? '').toLowerCase().replaceAll(',', '')
    const after = plain.slice((found.index ?? 0) + found[0].length)
    const named = words.indexOf(text)
    return {
      value: named < 0 ? Number(text) : named,
      decimals: text.split('.')[1]?.length ?? 0,
      isPercent: /^ ?(?:%|per ?cent)/.test(after),
      ofEvents: ofEvents.test(after),
      isBare: bare.test(after),
      isAbout: /\b(?:about|around|roughly) $/i.test(plain.slice(0, found.index)),
    }
  })
}
