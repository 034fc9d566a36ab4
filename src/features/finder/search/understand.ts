// Words as people type them, read: filters they hold, what they mean, what they do not want. Pure; a table of tests says what is read how.
import type { Day } from '../../../lib/dates.ts'
import type { Kind } from '../schemas.ts'
import type { Lists } from './added.ts'
import { type Concept, helpOf } from './concepts.ts'
import { readBareAge, readCost, readPeople, readTerms } from './read-terms.ts'
import { readDays, readHours } from './read-times.ts'
import { type Filters, Reading } from './reading.ts'
import { spelt } from './spellings.ts'
import { longestPhrase, meaningOf, stopWords, worryWords } from './vocabulary.ts'

export interface Understood {
  filters: Filters
  /** In words: 'free', 'on Tuesday'. */
  said: readonly string[]
  concepts: readonly Concept[]
  not: readonly Concept[]
  lean: readonly Kind[]
  /** Pieces that may be places, the likeliest first. */
  places: readonly string[]
  /** 'near me', and no word of where that is. */
  nearMe: boolean
}

/** Reads words typed on a day, with the words that people of the unit added to our lists. */
export function understand(words: string, today: Day, lists: Lists): Understood {
  const reading = new Reading(words)
  readNot(reading, lists)
  readCost(reading)
  readPeople(reading)
  readTerms(reading)
  readDays(reading, today)
  readHours(reading)
  readBareAge(reading)
  readPlaces(reading)
  const concepts = ofChild(conceptsOf(reading.left(), lists))
  const worries = spelt(words)
    .split(' ')
    .some(word => worryWords.has(word))
  const themed = concepts.some(one => helpOf(one).length > 0)
  return {
    filters: reading.filters,
    said: reading.said,
    concepts,
    not: reading.not.flatMap(phrase => conceptsOf(phrase, lists)),
    lean: worries || themed ? ['support', 'network'] : [],
    places: reading.places,
    nearMe: reading.nearMe,
  }
}

/** Who names something to do for their child asks for that, and for no help as a parent. */
const ofChild = (concepts: Concept[]): Concept[] =>
  concepts.some(one => one.activities.length > 0)
    ? concepts.filter(({ typed, activities }) => activities.length > 0 || !/^my (?:son|daughter|teenager)$/.test(typed))
    : concepts

const without =
  /\b(?:(?:that|which) )?(?:is ?nt|is not|not|except|but not|anything but|other than|apart from|no) (\w+(?: ball)?)\b/

function readNot(reading: Reading, lists: Lists): void {
  reading.cut(without, ([, word = '']) => {
    if (!meaningOf(word, lists) || word === 'money' || word === 'school') return false
    reading.not.push(word)
    return true
  })
}

const postcode = /\b(?!u\d|k1\b|y\d|a\d|p\d)([a-z]{1,2}\d[a-z\d]?)(?: ?(\d[a-z]{2}))?\b/

const nearMe =
  /\b(?:(?:near|nearby|close|next|around|round|by) (?:to )?(?:me|us|here|my (?:house|home|school|yard|area|ends|estate|flat|way))|(?:in |from )?my (?:area|ends)|(?:nearby|near)(?= *$| (?:for|on|at|that|which|today|now|with|and|please)))\b/

/** Postcodes anywhere; names after "near", "in", "around". Whether there is such a place is asked later. */
function readPlaces(reading: Reading): void {
  reading.cut(postcode, ([, half = '', rest]) => {
    reading.places.push(rest ? `${half} ${rest}` : half)
    return true
  })
  reading.cut(nearMe, () => {
    reading.nearMe = true
    return true
  })
  for (const found of reading
    .left()
    .matchAll(/\b(?:near|in|around|by|at|close to|next to) ((?:(?!for\b|on\b|and\b|at\b)[a-z]+ ?){1,3})/g)) {
    const names = (found[1] ?? '').trim().split(' ')
    for (let n = names.length; n > 0; n--) reading.places.push(names.slice(0, n).join(' '))
  }
}

/** Concepts of what is left: the longest phrases that mean something first, then single words that are not mere grammar. */
export function conceptsOf(left: string, lists: Lists): Concept[] {
  return left.split('|').flatMap(piece => inPiece(piece.trim().split(' ').filter(Boolean), lists))
}

function inPiece(words: readonly string[], lists: Lists): Concept[] {
  const found: Concept[] = []
  for (let i = 0; i < words.length; ) {
    const [concept, taken] = phraseAt(words, i, lists)
    if (concept) found.push(concept)
    i += taken
  }
  return found
}

function phraseAt(words: readonly string[], from: number, lists: Lists): [Concept | undefined, number] {
  for (let n = Math.min(longestPhrase, words.length - from); n > 0; n--) {
    const typed = words.slice(from, from + n).join(' ')
    const meaning = meaningOf(typed, lists)
    if (meaning)
      return [
        {
          typed,
          phrases: [typed, ...meaning.labels],
          activities: meaning.activities,
          themes: meaning.themes,
          access: meaning.access,
          weight: 1.2,
        },
        n,
      ]
  }
  const typed = (words[from] ?? '').replace(/[^a-z0-9]/g, '')
  if (typed.length < 2 || stopWords.has(typed) || worryWords.has(typed)) return [undefined, 1]
  return [{ typed, phrases: [typed], activities: [], themes: [], access: [], weight: 1 }, 1]
}
