// Is somebody in danger? By the words that are known here, and by those that people of the unit added.
import type { Db } from '../../../platform/db.ts'
import { type Added, lastWords, soonFreshWords, withWords } from './added.ts'
import { type Danger, dangerOf } from './crisis.ts'

/** Words of danger are heard by what is known here; only where nothing was heard are the words that people of the unit added asked for, and not for long. */
export async function dangerIn(db: Db, words: string, besides: readonly Added[] = []): Promise<Danger> {
  const heard = dangerOf(words, withWords(lastWords(db), besides))
  return heard.lines.length > 0 ? heard : dangerOf(words, withWords(await soonFreshWords(db), besides))
}
