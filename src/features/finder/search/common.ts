// Whether to look outward from the start, place by place, or to gather what has the words and sort it by distance. Both give the same; the
// cheaper depends on how common the words are, which the planner cannot tell of words and nearness together.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Concept } from './concepts.ts'

const Counted = z.object({ word: z.string(), entries: z.number(), all: z.number() })

const wordsOf = ({ phrases }: Concept): string[] => phrases.flatMap(phrase => phrase.toLowerCase().split(/[^a-z]+/))

/** Share of entries that have all of these, at most; of any of them, the largest. */
export async function shareOf(
  db: Db,
  concepts: readonly Concept[],
  all: boolean,
): Promise<{ share: number; entries: number }> {
  const words = [...new Set(concepts.flatMap(wordsOf))]
  const found = await db.many(
    Counted,
    sql`select word, entries, (select reltuples::int from pg_class where oid = 'finder_entries'::regclass) as "all"
      from finder_words where word = any(${words}::text[])`,
  )
  const entries = found[0]?.all ?? 0
  const counts = new Map(found.map(one => [one.word, one.entries]))
  const each = concepts.map(one => Math.max(0, ...wordsOf(one).map(word => counts.get(word) ?? 0)))
  return { share: (all ? Math.min(...each) : Math.max(...each)) / Math.max(1, entries), entries }
}

const Said = z.object({ said: z.boolean() })

/** Does any entry, for whomever it is, say one of these words? */
export const isSaid = async (db: Db, concepts: readonly Concept[]): Promise<boolean> =>
  (
    await db.one(
      Said,
      sql`select exists (select 1 from finder_words where word = any(${concepts.flatMap(wordsOf)}::text[])) as said`,
    )
  ).said

/** So common that looking outward meets enough before long: it reads mostRanked / share entries, one here and one there. */
export const walks = ({ share }: { share: number }): boolean => share > 0.12

/** So few that all of them are gathered sooner than it is found out how far around they must be gathered. */
export const areFew = ({ share, entries }: { share: number; entries: number }): boolean => share ** 2 * entries < 100
