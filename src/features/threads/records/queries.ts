import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { like, type Sql, sql, when } from '../../../platform/sql.ts'
import { Link, type NewRecord, Record } from './schemas.ts'
import { readable } from './scope.ts'

const columns = sql`r.key, r.kind, r.title, r.href, r.state, r.places, r.starts_on as "startsOn", r.ends_on as "endsOn", r.time_band as "timeBand",
  r.areas, r.outcomes, r.context_level as "contextLevel", r.journey_stage as "journeyStage", r.prevention_level as "preventionLevel",
  r.age_band as "ageBand", r.owner_role as "ownerRole", r.owner_id as "ownerId", r.organisation, r.because, r.due_on as "dueOn",
  r.facts, r.words, r.opened_on as "openedOn", r.moved_on as "movedOn", r.ended`

/** Writes the record's line, or brings it up to date: what is said replaces what was said, the day it was opened stays. */
export const save = (tx: Db, kind: string, record: z.output<typeof NewRecord>, today: string) =>
  tx.run(sql`
    insert into records (key, kind, title, href, state, places, starts_on, ends_on, time_band, areas, outcomes, context_level, journey_stage,
      prevention_level, age_band, owner_role, owner_id, organisation, because, due_on, facts, words, opened_on, moved_on, ended)
    values (${record.key}, ${kind}, ${record.title}, ${record.href}, ${record.state}, ${record.places}, ${record.startsOn}, ${record.endsOn},
      ${record.timeBand}, ${record.areas}, ${record.outcomes}, ${record.contextLevel}, ${record.journeyStage}, ${record.preventionLevel},
      ${record.ageBand}, ${record.ownerRole}, ${record.ownerId}, ${record.organisation}, ${record.because}, ${record.dueOn},
      ${JSON.stringify(record.facts)}, ${record.words}, ${today}, ${today}, ${record.ended})
    on conflict (key) do update set title = excluded.title, href = excluded.href, state = excluded.state, places = excluded.places,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, time_band = excluded.time_band, areas = excluded.areas,
      outcomes = excluded.outcomes, context_level = excluded.context_level, journey_stage = excluded.journey_stage,
      prevention_level = excluded.prevention_level, age_band = excluded.age_band, owner_role = excluded.owner_role,
      owner_id = excluded.owner_id, organisation = excluded.organisation, because = excluded.because, due_on = excluded.due_on,
      facts = excluded.facts, words = excluded.words, moved_on = excluded.moved_on, ended = excluded.ended`)

export const remove = (tx: Db, key: string) => tx.run(sql`delete from records where key = ${key}`)

export const find = (db: Db, key: string) =>
  db.maybe(Record, sql`select ${columns} from records r where r.key = ${key}`)

export interface Filter {
  keys?: readonly string[]
  /** Keys, or addresses of pages. */
  keysOrHrefs?: readonly string[]
  kinds?: readonly string[]
  /** About one of these places. */
  places?: readonly string[]
  area?: string
  outcome?: string
  dueFrom?: string
  dueTo?: string
  movedBefore?: string
  ended?: boolean
  /** Only what this person may see, so that others' newer records do not crowd out their own. */
  reader?: Actor
  limit?: number
}

/** Records by their coordinates, newest moved first. Permission is asked of each afterwards, once more. */
export const list = (db: Db, filter: Filter): Promise<Record[]> =>
  db.many(
    Record,
    sql`
    select ${columns} from records r where true
      ${when(filter.keys, (keys): Sql => sql`and r.key = any (${keys}::text[])`)}
      ${when(filter.keysOrHrefs, (keys): Sql => sql`and (r.key = any (${keys}::text[]) or r.href = any (${keys}::text[]))`)}
      ${when(filter.kinds, (kinds): Sql => sql`and r.kind = any (${kinds}::text[])`)}
      ${when(filter.places, (codes): Sql => sql`and (r.places && ${codes}::text[] or r.places = '{}')`)}
      ${when(filter.area, (area): Sql => sql`and r.areas @> array[${area}]`)}
      ${when(filter.outcome, (outcome): Sql => sql`and r.outcomes @> array[${outcome}]`)}
      ${when(filter.dueFrom, (day): Sql => sql`and r.due_on >= ${day}`)}
      ${when(filter.dueTo, (day): Sql => sql`and r.due_on <= ${day}`)}
      ${when(filter.movedBefore, (day): Sql => sql`and r.moved_on < ${day}`)}
      ${filter.ended === undefined ? sql`` : sql`and r.ended = ${filter.ended}`}
      ${by(filter.reader)}
    order by r.moved_on desc, r.key limit ${filter.limit ?? 1_000}`,
  )

const by = (reader?: Actor): Sql => when(reader, actor => sql`and ${readable(actor)}`)

export const addLink = (tx: Db, becauseKey: string, nextKey: string, by: string) =>
  tx.run(sql`
    insert into thread_links (because_key, next_key, made_by) values (${becauseKey}, ${nextKey}, ${by})
    on conflict (because_key, next_key) where removed_at is null do nothing`)

export const removeLink = (tx: Db, id: number, by: string, reason: string) =>
  tx.run(sql`update thread_links set removed_by = ${by}, removed_at = now(), removed_reason = ${reason}
    where id = ${id} and removed_at is null`)

/** Every link of the thread a record is on: all that led to it and all that followed, at most 500. */
export const linksAround = (db: Db, key: string): Promise<Link[]> =>
  db.many(
    Link,
    sql`
    with recursive before as (
      select l.id, l.because_key, l.next_key from thread_links l where l.next_key = ${key} and l.removed_at is null
      union select l.id, l.because_key, l.next_key from thread_links l join before b on l.next_key = b.because_key where l.removed_at is null),
    after as (
      select l.id, l.because_key, l.next_key from thread_links l where l.because_key = ${key} and l.removed_at is null
      union select l.id, l.because_key, l.next_key from thread_links l join after a on l.because_key = a.next_key where l.removed_at is null)
    select id, because_key as "becauseKey", next_key as "nextKey" from (select * from before union select * from after) links
    order by id limit 500`,
  )

/** Would this link make a circle: does the thread already lead from `nextKey` back to `becauseKey`? */
export async function leadsBack(db: Db, becauseKey: string, nextKey: string): Promise<boolean> {
  const row = await db.one(
    z.object({ found: z.boolean() }),
    sql`
    with recursive after as (
      select ${nextKey}::text as key
      union select l.next_key from thread_links l join after a on l.because_key = a.key where l.removed_at is null)
    select exists (select 1 from after where key = ${becauseKey}) as found`,
  )
  return row.found
}

/** Records nothing has followed since the day given: not ended, and no link leads on from them. */
export const stalled = (db: Db, before: string, reader?: Actor): Promise<Record[]> =>
  db.many(
    Record,
    sql`
    select ${columns} from records r
    where not r.ended and r.moved_on < ${before}
      and not exists (select 1 from thread_links l where l.because_key = r.key and l.removed_at is null)
      ${by(reader)}
    order by r.moved_on, r.key limit 1000`,
  )

const Code = z.object({ code: z.string() })

/** Today's boroughs: a record about each of them is about the city. */
export const boroughs = async (db: Db): Promise<string[]> =>
  (await db.many(Code, sql`select code from places where kind = 'borough' and valid_to is null order by code`)).map(
    place => place.code,
  )

/** Records with all of these words in their title, state or words. Permission is asked of each afterwards. */
export const search = (db: Db, words: string, reader?: Actor): Promise<Record[]> => {
  const all = words.split(/\s+/).filter(Boolean).slice(0, 8).map(like)
  return db.many(
    Record,
    sql`
    select ${columns} from records r
    where (r.title || ' ' || r.words || ' ' || r.key) ilike all (${all}::text[]) ${by(reader)}
    order by r.ended, r.moved_on desc, r.key limit 500`,
  )
}
