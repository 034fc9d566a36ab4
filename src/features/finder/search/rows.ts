// The tables search reads, written: finder_entries, finder_times, finder_words.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { sessionDays } from './calendar.ts'
import { flat } from './filters.ts'
import type { Row } from './row.ts'

/** Nobody else makes these entries anew until this transaction ends. */
export const hold = (tx: Db, ids: readonly string[]) =>
  tx.run(sql`select 1 from opportunities where id = any(${ids}::uuid[]) order by id for update`)

const Id = z.object({ id: z.string() })

/** The next entries by id, of any state. */
export const idsAfter = (db: Db, after: string, most: number) =>
  db.many(Id, sql`select id from opportunities where id > ${after}::uuid order by id limit ${most}`)

/** Public entries whose days are those of a calendar, in the order of their ids. */
export const datedByCalendar = (tx: Db) =>
  tx.many(
    Id,
    sql`select p.id from opportunities p
      join opportunity_versions v on v.opportunity_id = p.id and v.version = p.public_version
      where p.state = 'public' and exists (select 1 from jsonb_array_elements(v.body -> 'schedules') s
        where s ->> 'calendar' in ('term', 'holidays') or s ->> 'bankHolidays' = 'closed') order by p.id`,
  )

export const countAll = (db: Db) =>
  db.one(z.object({ n: z.number() }), sql`select count(*)::int as n from opportunities`)

const Word = z.object({ word: z.string(), n: z.number() })

/** How many of these entries hold each word. Only what is shown of an entry counts, so that no word of a safe venue is ever learnt. */
export const wordsOf = (db: Db, ids: readonly string[]) =>
  db.many(
    Word,
    sql`
    select word, count(*)::int as n
    from finder_entries e, lateral (
      select distinct word from regexp_split_to_table(
        lower(translate(concat_ws(' ', e.name, e.summary, e.organisation, e.venue, array_to_string(e.activities || e.themes, ' ')), '''’', '')),
        '[^[:alpha:]]+') word where length(word) between 3 and 30) w
    where e.id = any(${ids}::uuid[]) group by word`,
  )

/** Adds to the counts of words, in the order of the words, so that two at once never wait for each other. */
export async function addWords(tx: Db, changes: readonly { word: string; n: number }[]): Promise<void> {
  if (changes.length === 0) return
  const sorted = [...changes].sort((a, b) => (a.word < b.word ? -1 : 1))
  await tx.run(sql`
    insert into finder_words (word, entries)
    select * from unnest(${sorted.map(one => one.word)}::text[], ${sorted.map(one => one.n)}::int[])
    on conflict (word) do update set entries = finder_words.entries + excluded.entries`)
  const less = sorted.filter(one => one.n < 0).map(one => one.word)
  if (less.length > 0) await tx.run(sql`delete from finder_words where word = any(${less}::text[]) and entries <= 0`)
}

export const remove = (tx: Db, ids: readonly string[]) =>
  tx.run(sql`delete from finder_entries where id = any(${ids}::uuid[])`)

/** Where a row stands. */
export interface Spot {
  longitude: number | null
  latitude: number | null
  wardId: number | null
  boroughId: number | null
}

/** As of when a row was made. */
export interface Moment {
  /** The last day for which its times are written out. */
  timesTo: string
  /** When its entry had last changed. */
  modified: number
}

/** One text holds all rows: arrays of arrays do not travel as parameters. */
export const insert = (tx: Db, rows: readonly (Row & Spot & Moment)[]) =>
  tx.run(sql`
    insert into finder_entries (id, kind, name, summary, organisation, venue, words, min_age, max_age, free, price_pence, activities, themes,
      access, languages, gender, online, dated, food, quality, checked_on, point, ward_id, borough_id,
      times_to, modified)
    select r.id, r.kind, r.name, r.summary, r.organisation, r.venue,
      setweight(to_tsvector('english', r.name), 'A') || setweight(to_tsvector('english', r.organisation || ' ' || r.topics), 'B')
        || setweight(to_tsvector('simple', r.marks), 'B')
        || setweight(to_tsvector('english', r.summary || ' ' || r.venue), 'C') || setweight(to_tsvector('english', r.rest), 'D'),
      r."minAge", r."maxAge", r.free, r."pricePence", r.activities, r.themes, r.access, r.languages, r.gender, r.online, r.dated, r.food,
      r.quality, r."checkedOn"::date,
      case when r.longitude is not null then ST_Transform(ST_SetSRID(ST_MakePoint(r.longitude, r.latitude), 4326), 27700) end,
      r."wardId", r."boroughId", r."timesTo"::date, r.modified
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, kind text, name text, summary text, organisation text, venue text,
      topics text, marks text, rest text, "minAge" smallint, "maxAge" smallint, free boolean, "pricePence" integer, activities text[], themes text[],
      access text[], languages text[], gender text, online boolean, dated boolean, food boolean, quality smallint, "checkedOn" text,
      longitude float8, latitude float8, "wardId" integer, "boroughId" integer, "timesTo" text, modified bigint)`)

/** One dated time of an entry. */
export interface Time {
  id: string
  day: string
  starts: number
  ends: number
  sure: boolean
  holiday: boolean
}

/** London's midnight at which a day comes near enough to be told in the session feed: milliseconds since 1970. */
export const nearAt = (day: Sql): Sql =>
  sql`(extract(epoch from (${day} - ${sessionDays}::int)::timestamp at time zone 'Europe/London') * 1000)::bigint`

/** What filters need is taken from the entry beside it. A time has changed for readers of feeds with its entry, or by coming near enough (near-days.ts). */
export const insertTimes = (tx: Db, times: readonly Time[]) =>
  tx.run(sql`
    insert into finder_times (entry_id, day, starts, ends, sure, holiday, min_age, max_age, free, kind, point, ward_id, modified)
    select e.id, t.day, t.starts, t.ends, t.sure, t.holiday, e.min_age, e.max_age, e.free, e.kind,
      ${flat(sql`e.point`)}, e.ward_id,
      greatest(e.modified, coalesce(n.modified, ${nearAt(sql`t.day`)}))
    from unnest(${times.map(t => t.id)}::uuid[], ${times.map(t => t.day)}::date[], ${times.map(t => t.starts)}::smallint[],
      ${times.map(t => t.ends)}::smallint[], ${times.map(t => t.sure)}::boolean[], ${times.map(t => t.holiday)}::boolean[])
      as t (id, day, starts, ends, sure, holiday)
    join finder_entries e on e.id = t.id left join finder_near_days n on n.day = t.day`)
