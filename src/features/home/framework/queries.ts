import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'

const Key = z.object({ key: z.string() })

/** Keys of records with one of these codes among their coordinates, or with any where none are named. */
export async function taggedKeys(db: Db, codes?: readonly string[]): Promise<string[]> {
  const which: Sql = codes
    ? sql`areas && ${codes}::text[] or outcomes && ${codes}::text[] or context_level = any (${codes}::text[])
        or journey_stage = any (${codes}::text[]) or prevention_level = any (${codes}::text[])`
    : sql`areas <> '{}' or outcomes <> '{}' or context_level is not null or journey_stage is not null or prevention_level is not null`
  return (await db.many(Key, sql`select key from records where ${which} order by key`)).map(row => row.key)
}

const Share = z.object({ on: z.string(), count: z.number(), asked: z.number() })
export type Share = z.output<typeof Share>

/** The yearly counts of a measure at a place that say of how many, newest first: a survey's answers. In each year the newest file counts. */
export const shares = (db: Db, measureId: number, placeId: number) =>
  db.many(
    Share,
    sql`
    select distinct on ("on") (s.starts_on + (v.nth - 1) * interval '1 year')::date::text as "on", v.amount as count, v.asked
    from series s join imports i on i.id = s.import_id and i.status = 'current',
      lateral unnest(s.amounts, s.denominators) with ordinality as v (amount, asked, nth)
    where s.measure_id = ${measureId} and s.place_id = ${placeId} and s.grain = 'year' and v.amount is not null and v.asked > 0
    order by "on" desc, i.snapshot_on desc, i.id desc`,
  )

const Cadence = z.object({
  id: z.string(),
  title: z.string(),
  cadence: z.string(),
  lagDays: z.number().nullable(),
  snapshotOn: z.string(),
})
export type Cadence = z.output<typeof Cadence>

/** How often these sources come, how long after, and the newest file of each in force. */
export const cadences = (db: Db, ids: readonly string[]) =>
  db.many(
    Cadence,
    sql`
    select s.id, s.title, s.cadence, s.lag_days as "lagDays", max(i.snapshot_on)::text as "snapshotOn"
    from sources s join imports i on i.source_id = s.id and i.status = 'current'
    where s.id = any(${[...ids]}::text[]) group by s.id, s.title, s.cadence, s.lag_days order by s.title`,
  )

const Release = z.object({ slug: z.string(), title: z.string(), publishedOn: z.string() })

/** Releases that stand in public with a count of this measure, newest first. */
export const releasesOf = (db: Db, measure: string) =>
  db.many(
    Release,
    sql`
    select r.slug, e.title, e.published_on::text as "publishedOn"
    from release_editions e join releases r on r.id = e.release_id
    where e.state = 'published' and exists (select 1 from release_cells c where c.edition_id = e.id and c.counts = ${measure})
    order by e.published_at desc, e.id desc`,
  )
