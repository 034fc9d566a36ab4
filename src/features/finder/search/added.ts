// Words that people of the unit added to our lists, read beside them: kept in this process, and asked for anew when somebody decided on one.
import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'
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
let kept: { db: Db; version: number; words: readonly Added[]; lists: Lists } | undefined
let asked = Number.NEGATIVE_INFINITY
const none = listsOf([])

/** The lists as they are in force, or as they are tried. */
export const added = (): Lists => trial.getStore() ?? kept?.lists ?? none

/** How long the last answer is believed, in milliseconds: other processes learn of a decision within this. */
const believeMs = 5_000

/** Sees to it that what was decided is in force here. One small question every few seconds, however many searches there are. */
export async function freshWords(db: Db): Promise<void> {
  const isOther = kept !== undefined && kept.db !== db
  if (!isOther && kept && performance.now() - asked < believeMs) return
  asked = performance.now()
  const { version } = await db.one(
    z.object({ version: z.number() }),
    sql`select coalesce(sum(version), 0)::int as version from finder_added_words`,
  )
  if (!isOther && kept?.version === version) return
  const words = await db.many(
    Added,
    sql`select list, target, phrase from finder_added_words where state = 'approved' order by id`,
  )
  kept = { db, version, words, lists: listsOf(words) }
}

/** What was decided in this process counts with the next search. */
export const doubtWords = (): void => {
  asked = Number.NEGATIVE_INFINITY
}

/** Does something as if these words were in the lists too; nobody else notices. */
export const trying = <T>(words: readonly Added[], deed: () => Promise<T>): Promise<T> =>
  trial.run(listsOf([...(kept?.words ?? []), ...words]), deed)
