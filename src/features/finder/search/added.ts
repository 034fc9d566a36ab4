// Words that people of the unit added to our lists, read beside them: kept in this process, and asked for anew when somebody decided on one.
import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'
import { inTime } from '../../../lib/in-time.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

export const Added = z.object({ list: z.enum(['activity', 'theme', 'crisis']), target: z.string(), phrase: z.string() })
export type Added = z.output<typeof Added>

interface Lists {
  /** What a phrase was said to mean besides. */
  meanings: ReadonlyMap<string, readonly Added[]>
  /** Their single words, which are no slips. */
  known: ReadonlySet<string>
  danger: readonly Added[]
}

const listsOf = (words: readonly Added[]): Lists => {
  const named = words.filter(one => one.list !== 'crisis')
  return {
    meanings: new Map(named.map(({ phrase }) => [phrase, named.filter(one => one.phrase === phrase)])),
    known: new Set(named.flatMap(one => one.phrase.split(' '))),
    danger: words.filter(one => one.list === 'crisis'),
  }
}

const trial = new AsyncLocalStorage<Lists>()
const none = listsOf([])

interface Kept {
  version: number
  words: readonly Added[]
  lists: Lists
  /** When, in milliseconds of this process. */
  asked: number
}
/** What each connection answered last: those to one database say the same. */
const answers = new WeakMap<Db, Kept>()
/** Questions on their way: who comes meanwhile waits for the same one. */
let asked = new WeakMap<Db, Promise<Kept>>()
let kept: Kept = { version: -1, words: [], lists: none, asked: Number.NEGATIVE_INFINITY }
/** When somebody decided here: what was asked before says nothing of it. */
let doubted = Number.NEGATIVE_INFINITY

/** The lists as they are in force, or as they are tried. */
export const added = (): Lists => trial.getStore() ?? kept.lists

/** How long the last answer is believed, in milliseconds: other processes learn of a decision within this. */
const believeMs = 5_000

/** Sees to it that what was decided is in force here. One small question every few seconds, however many searches there are. */
export async function freshWords(db: Db): Promise<void> {
  const last = answers.get(db)
  if (last && last.asked > doubted && performance.now() - last.asked < believeMs) {
    kept = last
    return
  }
  const asking = asked.get(db) ?? ask(db, last, performance.now()).finally(() => asked.delete(db))
  asked.set(db, asking)
  kept = await asking
  answers.set(db, kept)
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
  return { version, words, lists: listsOf(words), asked: now }
}

/** A question is not held up for longer than this; the lists as they were last known do meanwhile. */
const waitMs = 200

/** The same for somebody who waits: late or failing, the question goes on without. */
export const soonFreshWords = (db: Db): Promise<void> =>
  inTime(
    freshWords(db).catch(() => undefined),
    waitMs,
    () => undefined,
  )

/** What was decided in this process counts with the next search. */
export const doubtWords = (): void => {
  doubted = performance.now()
  asked = new WeakMap()
}

/** Does something as if these words were in the lists too; nobody else notices. */
export const trying = <T>(words: readonly Added[], deed: () => Promise<T>): Promise<T> =>
  trial.run(listsOf([...kept.words, ...words]), deed)
