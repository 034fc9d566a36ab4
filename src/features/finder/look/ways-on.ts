// What stands below results, and where there are none: ways on, what is for those a year older, and telling us what was missing.
import { addressOf, finder } from './address.ts'
import type { Query } from './ask.ts'
import type { Found } from './found.ts'

export interface Way {
  text: string
  href: string
}
export interface Older {
  words: string
  links: Way[]
}
export interface Telling {
  /** What is said where the search was counted. */
  counted: string | null
  tell: { name: string; value: string }[] | null
}

/** What the address of an entry carries on. */
export const suffixOf = ({ plan, t }: Found) =>
  addressOf({ plan: plan?.join(','), lang: t.code === 'en' ? undefined : t.code }, '')

/** From the next birthday on. */
export function olderOf(found: Found): Older | null {
  const [first] = found.older
  if (!first) return null
  const links = found.older.map(({ id, name }) => ({ text: name, href: `${finder}/${id}${suffixOf(found)}` }))
  return { words: found.t.say('older', { age: first.minAge }), links }
}

/** From nothing found to something: any day, everywhere, all over again. */
export function waysOn({ query, t, isBare }: Found): Way[] {
  if (isBare) return [{ text: t.say('crisis.all'), href: '/help' }]
  const on = (text: string, change: Partial<Query>) => ({
    text,
    href: addressOf({ ...query, ...change, page: undefined }),
  })
  return [
    ...(query.day !== 'any' || query.time ? [on(t.say('nothing.anyday'), { day: 'any', time: undefined })] : []),
    ...(query.near ? [on(t.say('nothing.everywhere'), { near: '', within: undefined })] : []),
    { text: t.say('nothing.clear'), href: addressOf({ lang: query.lang }) },
  ]
}

const few = 3

// What came to nothing is counted by itself; who found much and not the right thing may say so. Words of danger are neither counted nor asked about.
export function tellOf({ query, results, asked, t }: Found): Telling {
  if (results.crisis.length > 0) return { counted: null, tell: null }
  const none = results.loosened.length > 0 || results.total === 0
  // what nobody understood is no gap that we know of: whoever typed it may say that it is one
  const isCounted = asked && !results.read.unread && (none || results.total < few)
  const counted = isCounted ? t.say(none ? 'told.counted' : 'told.few') : null
  const { q: _, page: __, ...rest } = query
  const sent = [...new URL(addressOf(rest), 'http://x').searchParams]
  return { counted, tell: counted ? null : sent.map(([name, value]) => ({ name, value })) }
}
