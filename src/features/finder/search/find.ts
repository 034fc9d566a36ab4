// Finding: what was typed is read, asked, and where nothing fits, asked again with less.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Ask, Results } from '../schemas.ts'
import type { Concept } from './concepts.ts'
import { facetsOf } from './facets.ts'
import { look, type Question } from './search.ts'

/** Most results that are counted. */
export const mostCounted = 1_000

/** What answers a question, in order. `minutes` after midnight in London, of `today`. */
export async function find(db: Db, ask: Ask, { today, minutes }: { today: Day; minutes: number }): Promise<Results> {
  const question: Question = {
    ask,
    clock: { today, minutes },
    concepts: conceptsOf(ask.words),
    all: true,
    not: [],
    lean: [],
  }
  const answer = await look(db, question)
  return {
    hits: answer.hits,
    total: Math.min(answer.total, mostCounted),
    more: answer.total > mostCounted,
    read: { corrected: undefined, understood: [] },
    crisis: [],
    loosened: [],
    facets: facetsOf(answer.facets),
  }
}

const conceptsOf = (words: string): Concept[] =>
  words
    .toLowerCase()
    .split(/[^a-z0-9'’]+/)
    .filter(word => word !== '')
    .map(word => ({ typed: word, phrases: [word], activities: [], themes: [], weight: 1 }))
