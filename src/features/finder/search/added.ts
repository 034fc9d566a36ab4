// Words that people of the unit added to our lists, read beside them: kept in this process, and asked for anew when somebody decided on one.
import { z } from 'zod'
import { inTime } from '../../../lib/in-time.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

export const Added = z.object({ list: z.enum(['activity', 'theme', 'crisis']), target: z.string(), phrase: z.string() })
export type Added = z.output<typeof Added>

export interface Lists {
  words: readonly Added[]
  /** What a phrase was said to mean besides. */
  meanings: ReadonlyMap<string, readonly Added[]>
  /** Their single words, which are no slips. */
  known: ReadonlySet<string>
  danger: readonly Added[]
}

export const listsOf = (words: readonly Added[]): Lists => {
  const named = words.filter(one => one.list !== 'crisis')
  return {
    words,
    meanings: new Map(named.map(({ phrase }) => [phrase, named.filter(one => one.phrase === phrase)])),
    known: new Set(named.flatMap(one => one.phrase.split(' '))),
    danger: words.filter(one => one.list === 'crisis'),
  }
}

/** The lists as the program brings them. */
export const noneAdded = listsOf([])

/** The lists with these words in them too: for trying one, with nobody else noticing. */
export const withWords = (lists: Lists, words: readonly Added[]): Lists =>
  words.length === 0 ? lists : listsOf([...lists.words, ...words])

interface Kept {
  version: number
  lists: Lists
  /** When, in milliseconds of this process. */
  asked: number
}
/** What each connection answered last: those to one database say the same. */
const answers = new WeakMap<Db, Kept>()
/** Questions on their way: who comes meanwhile waits for the same one. */
let asked = new WeakMap<Db, Promise<Kept>>()
/** When somebody decided here: what was asked before says nothing of it. */
let doubted = Number.NEGATIVE_INFINITY

/** The lists as they were last known by this connection. */
export const lastWords = (db: Db): Lists => answers.get(db)?.lists ?? noneAdded

/** How long the last answer is believed, in milliseconds: other processes learn of a decision within this. */
const believeMs = 5_000

/** The lists that are in force. One small question every few seconds, however many searches there are. */
export async function freshWords(db: Db): Promise<Lists> {
  const last = answers.get(db)
  if (last && last.asked > doubted && performance.now() - last.asked < believeMs) return last.lists
  const asking = asked.get(db) ?? ask(db, last, performance.now()).finally(() => asked.delete(db))
  asked.set(db, asking)
  const found = await asking
  answers.set(db, found)
  return found.lists
}

async function ask(db: Db, last: Kept | undefined, now: number): Promise<Kept> {
  const { version } = await db.one(
    z.object({ version: z.number() }),
    sql`select coalesce(sum(version), 0)::int as version from finder_added_words`,
  )
  if (last?.version === version) return { ...last, asked: now }
  const words = await db.many(
    Added,
    sql`select list, target, phrase from finder_added_words where state = 'approved' order by id`,
  )
  return { version, lists: listsOf(words), asked: now }
}

/** A question is not held up for longer than this; the lists as they were last known do meanwhile. */
const waitMs = 200

/** The same for somebody who waits: late or failing, the question goes on with what was last known. */
export const soonFreshWords = (db: Db): Promise<Lists> =>
  inTime(
    freshWords(db).catch(() => lastWords(db)),
    waitMs,
    () => lastWords(db),
  )

/** What was decided in this process counts with the next search. */
export const doubtWords = (): void => {
  doubted = performance.now()
  asked = new WeakMap()
}
