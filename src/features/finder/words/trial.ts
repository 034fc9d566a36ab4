// What a question finds now, and what it would find with a word that waits: the finder itself is asked twice, and nothing of it is kept.

import type { Results } from '../question.ts'
import type { Rooms } from '../rooms.ts'
import type { Added } from '../search/added.ts'
import { anything } from '../search/ask.ts'
import { find, findMeant } from '../search/find.ts'

export interface Found {
  count: string
  names: string[]
  /** Ids of help lines that stand above. */
  help: readonly string[]
  read: string
}

const shown = 6

/** How many there are, and how many of them stand below. */
export function countWords({
  total,
  more,
  loosened,
  hits,
}: Pick<Results, 'total' | 'more' | 'loosened' | 'hits'>): string {
  const there = `${total}${more ? '+' : ''}`
  const named = total > Math.min(hits.length, shown) ? `, the first ${Math.min(hits.length, shown)} below` : ''
  if (loosened.length === 0) return `${there} found${named}`
  return total === 0 ? 'Nothing' : `Nothing; ${there} ${total === 1 ? 'comes' : 'come'} closest${named}`
}

const foundOf = ({ hits, crisis, read, ...answer }: Results): Found => ({
  count: countWords({ ...answer, hits }),
  names: hits.slice(0, shown).map(hit => `${hit.name}, ${hit.organisation}`),
  help: crisis,
  read: [read.corrected ? `read as “${read.corrected}”` : '', ...read.understood].filter(Boolean).join(', '),
})

export async function tryWord(
  { db, today, minutes }: Pick<Rooms, 'db' | 'today' | 'minutes'>,
  word: Added,
  question: string,
): Promise<{ now: Found; besides: Found }> {
  const ask = { ...anything, words: question, size: shown }
  const clock = { today: today(), minutes: minutes() }
  const now = foundOf(await find(db, ask, clock))
  return { now, besides: foundOf((await findMeant(db, ask, clock, { besides: [word] })).results) }
}
