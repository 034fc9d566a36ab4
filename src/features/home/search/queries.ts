import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { like, sql } from '../../../platform/sql.ts'

const Hit = z.object({ title: z.string(), href: z.string(), note: z.string(), all: z.number() })
export type Hit = z.output<typeof Hit>

/** Each hit also says how many there are in `all`. Items of any version of the framework with these words, those of the newest version first. */
export const framework = (db: Db, words: string, most: number) =>
  db.many(
    Hit,
    sql`
    select title, '/framework/' || code as href, note, count(*) over () as "all" from (
      select distinct on (n.code) n.label as title, n.code, f.title as note, f.id, n.position
      from framework_nodes n join frameworks f on f.id = n.framework_id
      where n.label ilike ${like(words)} order by n.code, f.id desc) found
    order by id desc, position limit ${most}`,
  )

export const sources = (db: Db, words: string, most: number) =>
  db.many(
    Hit,
    sql`
    select title, '/data/' || id as href, publisher as note, count(*) over () as "all" from sources
    where title ilike ${like(words)} or publisher ilike ${like(words)} or custodian ilike ${like(words)} order by title limit ${most}`,
  )
