import { list, plural } from '../../../lib/words.ts'
import type { FoundPlace } from './queries.ts'

/** Words of a question, each of which must stand in an answer. */
export const wordsOf = (asked: string): string[] => asked.split(/\s+/).filter(Boolean).slice(0, 8)

/** Does the text hold every word, in whatever order? "knife injury" is in "knife crime with injury". */
export function holds(text: string, words: readonly string[]): boolean {
  const plain = text.toLocaleLowerCase('en-GB')
  return words.every(word => plain.includes(word.toLocaleLowerCase('en-GB')))
}

const order = ['city', 'borough', 'ward', 'neighbourhood', 'hub', 'lsoa'] as const
const names: Record<FoundPlace['kind'], readonly [string, string]> = {
  city: ['city', 'cities'],
  borough: ['borough', 'boroughs'],
  ward: ['ward', 'wards'],
  neighbourhood: ['neighbourhood', 'neighbourhoods'],
  hub: ['town centre or hub', 'town centres and hubs'],
  lsoa: ['small area', 'small areas'],
}
const kindWords: Record<FoundPlace['kind'], string> = {
  city: 'City',
  borough: 'Borough',
  ward: 'Ward',
  neighbourhood: 'Neighbourhood',
  hub: 'Town centre or hub',
  lsoa: 'Small area (LSOA)',
}

/**
 * Places in the order people mean them: large before small, and among those of a kind the ones named so before the ones that only lie there.
 * `surest` are codes in the order the search by name, code and postcode gave them, slips forgiven.
 */
export function rankPlaces(
  found: readonly FoundPlace[],
  surest: readonly string[],
  words: readonly string[],
): FoundPlace[] {
  const sure = (code: string) => (surest.indexOf(code) + surest.length + 1) % (surest.length + 1)
  return [...found].sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      Number(!holds(a.name, words)) - Number(!holds(b.name, words)) ||
      sure(a.code) - sure(b.code) ||
      a.name.localeCompare(b.name, 'en-GB', { numeric: true }),
  )
}

/** "1 borough, 12 wards and 40 small areas". */
export const countWords = (found: readonly FoundPlace[]): string =>
  list(
    order.flatMap(kind => {
      const count = found.filter(place => place.kind === kind).length
      return count === 0 ? [] : [plural(count, ...names[kind])]
    }),
  )

export const placeNote = ({ kind, name, boroughName }: FoundPlace): string =>
  [kindWords[kind], boroughName && boroughName !== name ? boroughName : ''].filter(Boolean).join(', ')

/** Answers on a page of one kind, and shown of each where all kinds are. */
export const sizes = { page: 25, glance: 8 }

export interface Part<T> {
  shown: readonly T[]
  page: number
  pages: number
  from: number
}

/** One page of many; a page beyond the last is the last. */
export function partOf<T>(rows: readonly T[], asked: number, size = sizes.page): Part<T> {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const page = Math.min(Math.max(1, asked), pages)
  const from = (page - 1) * size
  return { shown: rows.slice(from, from + size), page, pages, from }
}
