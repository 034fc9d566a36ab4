// How far around a start what fits is looked for, where it is neither so common that looking outward meets it soon, nor so rare that all of it can be
// gathered. One entry in 64 stands for all: as far away as a few of these are, there are more than are ranked.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { areFew, shareOf, walks } from './common.ts'
import { flat, flatStartOf, suits, wanted } from './filters.ts'
import type { Question } from './question.ts'
import { asksTime } from './when.ts'

/** Of one in 64; search.ts notices where 64 times as many are fewer than it ranks, which is rare. */
const few = 26
const fewSifted = 38

type Unplaced = Omit<Question, 'outward' | 'around'>

/** The question with the way to look for it: without words everything fits, and the nearest are the first. */
export async function withWay(db: Db, question: Unplaced): Promise<Question> {
  const { ask, concepts, all } = question
  if (!ask.near || concepts.length === 0) return { ...question, outward: true }
  const found = await shareOf(db, concepts, all)
  if (walks(found)) return { ...question, outward: true }
  return { ...question, outward: false, around: areFew(found) ? undefined : await aroundOf(db, question) }
}

const Far = z.object({ metres: z.number().nullable() })

/** Metres; undefined where not even so few fit, or no nearer than was asked for. The condition is that of the index finder_entries_some. */
export async function aroundOf(db: Db, question: Unplaced): Promise<number | undefined> {
  const { ask } = question
  const [start, point, least] = [flatStartOf(ask), flat(sql`e.point`), asksTime(ask) ? fewSifted : few]
  const { metres } = await db.one(
    Far,
    sql`
    select case when count(*) = ${least}::int then max(metres) end as metres from (
      select ${point} <-> ${start ?? sql`null`} as metres from finder_entries e
      where get_byte(uuid_send(e.id), 15) < 4 and e.point is not null ${wanted(question)} ${suits(ask)}
      order by ${point} <-> ${start ?? sql`null`} limit ${least}) s`,
  )
  return metres === null || (ask.within !== undefined && metres >= ask.within) ? undefined : metres
}
