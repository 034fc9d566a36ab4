// Slips put right against the words that stand in entries, and against what people call things. Words that are known are left alone.
import { z } from 'zod'
import { slips } from '../../../lib/typos.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { dangerWords } from './crisis.ts'
import { knownWords, plain } from './vocabulary.ts'

/** One slip in four to seven letters, two in eight or more, none in less. */
export const slipsFor = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)

/** Single words nobody here knows: of four letters or more, no numbers. */
export const unknownIn = (words: string): string[] => [
  ...new Set(
    plain(words)
      .split(/[^a-z]+/)
      .filter(word => word.length > 3 && !knownWords.has(word) && !dangerWords.has(word)),
  ),
]

/** `raw`: entries or places say just this; `stem`: some text says it in another form. `same`: the word is of the same stem. */
const Like = z.object({
  typed: z.string(),
  raw: z.boolean(),
  stem: z.boolean(),
  same: z.boolean().nullable(),
  word: z.string().nullable(),
  entries: z.number().nullable(),
})
type Like = z.output<typeof Like>

/** For each word: whether entries say it, or a place is called so; and words of entries that look like it. */
const likes = (db: Db, typed: readonly string[]) =>
  db.many(
    Like,
    sql`
    select t.typed, l.word, l.entries, plainto_tsquery('english', l.word)::text = plainto_tsquery('english', t.typed)::text as same, s.n > 0 as stem, r.raw
    from unnest(${typed}::text[]) as t (typed)
    cross join lateral (select exists (select 1 from finder_words w where w.word = t.typed)
      or exists (select 1 from places p where p.kind <> 'lsoa' and lower(p.name) ~ ('\\m' || t.typed || '\\M')) as raw) r
    -- counted, not merely asked for: the planner would read the whole table for the first one
    left join lateral (select count(*) as n from (
      select 1 from finder_entries e where not r.raw and e.words @@ plainto_tsquery('english', t.typed) offset 0) any_of) s on true
    left join lateral (
      select w.word, w.entries from finder_words w
      where not r.raw and w.word % t.typed and abs(length(w.word) - length(t.typed)) < 3
      order by similarity(w.word, t.typed) desc, w.entries desc limit 20) l on true`,
  )

/** The words with slips put right; undefined where there are none to put right. */
export async function corrected(db: Db, words: string): Promise<string | undefined> {
  const unknown = unknownIn(words)
  if (unknown.length === 0) return undefined
  const found = await likes(db, unknown.slice(0, 8))
  const right = new Map(
    unknown.flatMap(typed =>
      choose(
        typed,
        found.filter(one => one.typed === typed),
      ),
    ),
  )
  if (right.size === 0) return undefined
  return plain(words).replace(/[a-z]+/g, word => right.get(word) ?? word)
}

/** The word with the fewest slips; at the same number what people call things, then what stands in more entries. */
function choose(typed: string, found: readonly Like[]): [string, string][] {
  const [first] = found
  if (!first || first.raw) return []
  const most = slipsFor(typed.length)
  const weighed = [
    ...[...knownWords].filter(word => word.length > 3).map(word => ({ word, entries: Number.POSITIVE_INFINITY })),
    ...found.flatMap(({ word, entries, same }) =>
      word === null || (first.stem && !same) ? [] : [{ word, entries: entries ?? 0 }],
    ),
  ]
    .map(one => ({ ...one, n: slips(typed, one.word, most) }))
    .filter(one => one.n <= (first.stem ? 1 : most))
    .sort(
      (a, b) => a.n - b.n || b.entries - a.entries || Number(b.word[0] === typed[0]) - Number(a.word[0] === typed[0]),
    )
  const [best] = weighed
  return best ? [[typed, best.word]] : []
}
