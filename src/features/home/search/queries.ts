import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { like, sql } from '../../../platform/sql.ts'

const Hit = z.object({ title: z.string(), href: z.string(), note: z.string() })
export type Hit = z.output<typeof Hit>

/** Most answers of one kind that are looked at: the page pages through them. */
const most = 1_000
const all = (words: readonly string[]): string[] => words.map(like)

/** Items of any version of the framework with all these words, those of the newest version first. Its statistics are facts, and found there. */
export const framework = (db: Db, words: readonly string[]) =>
  db.many(
    Hit,
    sql`
    select title, '/framework/' || code as href, note from (
      select distinct on (n.code) n.label as title, n.code, f.title as note, f.id, n.position
      from framework_nodes n join frameworks f on f.id = n.framework_id
      where n.label ilike all (${all(words)}::text[]) and not exists (select 1 from facts x where x.code = n.code)
      order by n.code, f.id desc) found
    order by id desc, position limit ${most}`,
  )

export const sources = (db: Db, words: readonly string[]) =>
  db.many(
    Hit,
    sql`
    select title, '/data/' || id as href, publisher as note from sources
    where concat_ws(' ', title, publisher, custodian) ilike all (${all(words)}::text[]) order by title limit ${most}`,
  )

const Found = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['city', 'borough', 'ward', 'neighbourhood', 'hub', 'lsoa']),
  boroughName: z.string().nullable(),
})
export type FoundPlace = z.output<typeof Found>

/** Places of today whose name, with that of their borough, holds all these words: a borough is found with all that lies in it. */
export const places = (db: Db, words: readonly string[]) =>
  db.many(
    Found,
    sql`
    select p.code, p.name, p.kind, b.name as "boroughName" from places p left join places b on b.id = p.borough_id
    where p.valid_to is null and concat_ws(' ', p.name, b.name) ilike all (${all(words)}::text[])
    order by p.name, p.code limit ${most}`,
  )
