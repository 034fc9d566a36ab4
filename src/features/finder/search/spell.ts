// Slips put right against the words that stand in entries, and against what people call things. Words that are known are left alone.
import { z } from 'zod'
import { slips } from '../../../lib/typos.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { type Lists, noneAdded } from './added.ts'
import { dangerWords, grave } from './crisis.ts'
import { filterWords, knownWords, meaningOf, plain, stopWords } from './vocabulary.ts'

/** One slip in four to seven letters, two in eight or more, none in less. */
export const slipsFor = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)

/** Single words nobody here knows: of four letters or more, no numbers. */
export const unknownIn = (words: string, lists: Lists): string[] => [
  ...new Set(
    plain(words)
      .split(' ')
      .filter(
        word => /^[a-z]{4,}$/.test(word) && !knownWords.has(word) && !lists.known.has(word) && !dangerWords.has(word),
      ),
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
    select t.typed, l.word, l.entries, plainto_tsquery('english', l.word)::text = plainto_tsquery('english', t.typed)::text as same, s.stem, r.raw
    from unnest(${typed}::text[]) as t (typed)
    cross join lateral (select exists (select 1 from finder_words w where w.word = t.typed)
      or exists (select 1 from places p where p.kind <> 'lsoa' and lower(p.name) ~ ('\\m' || t.typed || '\\M')) as raw) r
    -- found first, and looked at after: to have the first one the planner would read the whole table
    left join lateral (with said as materialized (
      select 1 from finder_entries e where not r.raw and e.words @@ plainto_tsquery('english', t.typed))
      select exists (select 1 from said) as stem) s on true
    left join lateral (
      select w.word, w.entries from finder_words w
      where not r.raw and w.word % t.typed and abs(length(w.word) - length(t.typed)) < 3
      order by similarity(w.word, t.typed) desc, w.entries desc limit 20) l on true`,
  )

/** The words with slips put right; undefined where there are none to put right. */
export async function corrected(db: Db, words: string, lists: Lists): Promise<string | undefined> {
  const unknown = unknownIn(words, lists).filter(word => !isBesideGrave(word, words))
  if (unknown.length === 0) return undefined
  const found = await likes(db, unknown.slice(0, 8))
  const right = new Map(
    unknown.flatMap(typed =>
      choose(
        typed,
        found.filter(one => one.typed === typed),
        lists,
      ),
    ),
  )
  if (right.size === 0) return undefined
  return plain(words)
    .split(' ')
    .map(word => right.get(word) ?? word)
    .join(' ')
}

/** Next to a word of danger nothing is guessed: what is not understood there must not be made harmless. */
function isBesideGrave(word: string, words: string): boolean {
  const all = plain(words).split(' ')
  return all.some(
    (one, i) => one === word && [all[i - 1], all[i + 1]].some(next => next !== undefined && grave.has(next)),
  )
}

/** Words of ours that a slip may be put right to: none of danger, and of three letters only those that name something. */
const targets: readonly string[] = [...knownWords].filter(
  word => mayBe(word, noneAdded) && (word.length > 3 || (word.length === 3 && names(word))),
)

/** Does it name something to do or a kind of help? */
function names(word: string): boolean {
  const meaning = meaningOf(word, noneAdded)
  return meaning !== undefined && meaning.activities.length + meaning.themes.length > 0
}

/** A word of danger that is no everyday word beside is never our guess: 'hafe' is not 'hate'. */
function mayBe(word: string, lists: Lists): boolean {
  return (
    !dangerWords.has(word) ||
    stopWords.has(word) ||
    filterWords.has(word) ||
    (meaningOf(word, lists)?.activities.length ?? 0) > 0
  )
}

const consonants = (word: string): string => word.replace(/[aeiouy]/g, '')

/** How good a guess is, the smaller the better: slips; then what names something before mere grammar; then the same first letter and consonants; then how common. */
const badness = (typed: string, { word, entries, n }: Guess): number[] => [
  n,
  Number(word.length < 4 && !typed.startsWith(word)),
  Number(stopWords.has(word)),
  Number(word[0] !== typed[0]),
  Number(consonants(word) !== consonants(typed)),
  -Math.min(entries, 1e9),
]

interface Guess {
  word: string
  entries: number
  n: number
}

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((one, i) => one - (b[i] ?? 0)).find(one => one !== 0) ?? 0

/** Search finds 'blinds' for 'blind' anyhow: an ending added would only be read back as if something had been wrong. */
const isRighter = (word: string, typed: string): boolean => !word.startsWith(typed)

/** The word with the fewest slips, if there is one that is close. */
function choose(typed: string, found: readonly Like[], lists: Lists): [string, string][] {
  const [first] = found
  if (!first || first.raw) return []
  const most = first.stem ? 1 : slipsFor(typed.length)
  const ours = [...targets, ...lists.known].map(word => ({ word, entries: Number.POSITIVE_INFINITY }))
  const theirs = found.flatMap(({ word, entries, same }) =>
    word === null || !mayBe(word, lists) || (first.stem && !(same && isRighter(word, typed)))
      ? []
      : [{ word, entries: entries ?? 0 }],
  )
  const [best] = [...ours, ...theirs]
    .map(one => ({ ...one, n: slips(typed, one.word, slipsFor(typed.length)) }))
    .filter(one => one.n <= most)
    .map(guess => ({ guess, bad: badness(typed, guess) }))
    .sort((a, b) => firstDifference(a.bad, b.bad))
  return best ? [[typed, best.guess.word]] : []
}
