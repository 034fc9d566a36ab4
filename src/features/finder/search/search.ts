// The one question to the database: candidates, no more than are worth ranking; their next fitting times; the page; the counts beside it.

import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'
import type { Ask } from '../question.ts'
import { genders, Kind } from '../schemas.ts'
import { scoreOf } from './concepts.ts'
import { flat, flatStartOf, isAround, suits, timeWithin, wanted, within } from './filters.ts'
import type { Question } from './question.ts'
import { orderOf, rankOf } from './rank.ts'
import { asksTime, daysOf, fits } from './when.ts'

/** Most candidates that are ranked, the nearest where a start is known: one more than are counted. */
const mostRanked = 1_001
/** The same where more is asked of the nearest than finding them can ask. */
const mostSifted = 1_500
/** Most of them whose times are looked up, by the rank they have without. */
const mostTimed = 300

const Next = z.object({ day: z.string(), starts: z.number(), ends: z.number(), sure: z.boolean() })
const Hit = z.object({
  id: z.string(),
  kind: Kind,
  name: z.string(),
  summary: z.string(),
  organisation: z.string(),
  venue: z.string(),
  minAge: z.number(),
  maxAge: z.number(),
  free: z.boolean(),
  pricePence: z.number().nullable(),
  cost: z.string(),
  access: z.array(z.string()),
  food: z.boolean(),
  online: z.boolean(),
  join: z.enum(['turn-up', 'book', 'ask', 'refer']),
  gender: z.enum(genders),
  checkedOn: z.string().nullable(),
  metres: z.number().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  next: Next.nullable(),
})
const Count = z.object({ facet: z.string(), value: z.string(), count: z.number() })
export type Count = z.output<typeof Count>
const Answer = z.object({ total: z.number(), hits: z.array(Hit), facets: z.array(Count) })
export type Answer = z.output<typeof Answer>
const Gathered = Answer.extend({ gathered: z.number() })

/** Answers a question, hits and counts in one go; where it is only tried, without the counts. */
export async function look(db: Db, question: Question, counted = true): Promise<Answer> {
  const { gathered, ...answer } = await lookAround(db, question, counted)
  // fewer there than a few in 64 made believe: they are looked for everywhere
  return question.around !== undefined && gathered < mostOf(question.ask)
    ? look(db, { ...question, around: undefined }, counted)
    : answer
}

const lookAround = (db: Db, question: Question, counted: boolean): Promise<z.output<typeof Gathered>> =>
  db.one(
    Gathered,
    sql`
    with ${candidates(question)},
    best as materialized (select * from cand e order by early desc, id limit ${depth(question.ask)}),
    found as materialized (${asksTime(question.ask) ? sql`select * from best` : timed(question)}),
    page as (${page(question)})
    select (select count(*)::int from near) as gathered,
      (select count(*)::int from cand) - (select count(*)::int from best) + (select count(*)::int from found) as total,
      coalesce((select jsonb_agg(to_jsonb(page) - 'place' order by place) from page), '[]') as hits,
      ${counted ? counts : sql`'[]'::jsonb`} as facets`,
  )

/** The counts beside what a question finds, by themselves. */
export const countsOf = async (db: Db, question: Question): Promise<Answer['facets']> =>
  (
    await db.one(
      Answer.pick({ facets: true }),
      sql`with ${candidates({ ...question, around: undefined })} select ${counts} as facets`,
    )
  ).facets

const mostOf = (ask: Ask): number => (asksTime(ask) ? mostSifted : mostRanked)

const depth = ({ page, size }: Ask): number => Math.min(mostSifted, Math.max(mostTimed, page * size + 100))

/** What ranking, counting and ordering read of an entry; what only a shown row needs is read for the page. */
const columns = sql`e.id, e.kind, e.name, e.free, e.activities, e.themes, e.access, e.languages, e.gender, e.online, e.dated, e.food`
const weighed = sql`e.words, e.min_age, e.max_age, e.quality, e.checked_on`

/** With times and without words the index of times leads; otherwise words and places do. */
function candidates(question: Question): Sql {
  const timed = asksTime(question.ask)
  if (timed && question.concepts.length === 0 && question.ask.activities.length === 0)
    return sql`near as materialized (${onThen(question)}), cand as materialized (${byTime(question)})`
  return sql`near as materialized (${nearest(question)}), cand as materialized (${
    timed
      ? sql`select e.*, t.* from (${byWords(question)}) e join lateral (${nextTime(question)}) t on true`
      : sql`select e.*, null::date as day, null::smallint as starts, null::smallint as ends, null::boolean as sure from (${byWords(question)}) e`
  })`
}

/** With nothing added the index of points gives the nearest first; a sum it cannot give, so that what fits is gathered and sorted. */
const nearFirst = (start: Sql | undefined, point: Sql, outward = true): Sql =>
  start ? (outward ? sql`order by ${point} <-> ${start}` : sql`order by (${point} <-> ${start}) + 0`) : sql``

/** The nearest that fit are found first; only they are weighed: what distance and words cost is then no part of finding them. */
function nearest(question: Question): Sql {
  const { ask, outward } = question
  const start = flatStartOf(ask)
  const hidden = !start || (!outward && !isAround(question))
  return sql`
    select ${columns}, ${weighed}, ${start ? sql`${flat(sql`e.point`)} <-> ${start}` : sql`null::float8`} as metres
    from finder_entries e
    where true ${wanted(question, hidden)} ${suits(ask)} ${outward ? sql`` : within(question)}
    ${nearFirst(start, flat(sql`e.point`), outward)} limit ${mostOf(ask)}`
}

const byWords = (question: Question): Sql => sql`
  select ${columns}, e.metres, ${rankOf(question, scoreOf(question.concepts))} as early from near e
  where true ${when(question.ask.near && question.ask.within, metres => sql`and e.metres <= ${metres}::int`)} ${inReach(question.ask, sql`e.metres`)}`

/** Looked at after the nearest were found, so that the index of points leads; what has no place is never too far. */
const inReach = ({ near, within }: Ask, metres: Sql): Sql =>
  within !== undefined || near?.reach === undefined
    ? sql``
    : sql`and (${metres} is null or ${metres} <= ${near.reach}::int)`

/** Whatever more is asked of the entry is asked before the limit: what fits is never lost behind what does not. */
function onThen(question: Question): Sql {
  const { ask, clock } = question
  const start = flatStartOf(ask)
  const { from, to } = daysOf(ask, clock)
  return sql`
    select t.entry_id, t.day, t.starts, t.ends, t.sure, ${start ? sql`t.point <-> ${start}` : sql`null::float8`} as metres
    from finder_times t ${isSifted(question) ? sql`join finder_entries e on e.id = t.entry_id` : sql``}
    where ${fits(ask, clock)} ${plainly(ask)} ${timeWithin(ask)} ${isSifted(question) ? sql`${wanted(question)} ${suits(ask)}` : sql``}
    ${nearFirst(start, sql`t.point`)} limit ${mostRanked * (from === to ? 1 : 2)}`
}

const byTime = (question: Question): Sql => sql`
  select ${columns}, t.metres, ${rankOf(question, undefined, sql`t.metres`)} as early, t.day, t.starts, t.ends, t.sure
  from (select distinct on (entry_id) * from near order by entry_id, day, starts) t
  join finder_entries e on e.id = t.entry_id
  where true ${wanted(question)} ${suits(question.ask)} ${inReach(question.ask, sql`t.metres`)}`

/** Is more asked of what is on than stands beside the times? */
const isSifted = ({ ask, not }: Question): boolean =>
  [ask.language, ask.gender, ask.borough, ask.ward, ask.most].some(one => one !== undefined) ||
  not.length + ask.themes.length + ask.access.length > 0 ||
  ask.online !== 'any' ||
  ask.food ||
  ask.meals === true

/** What stands beside the times themselves. */
const plainly = (ask: Ask): Sql => sql`
  ${when(ask.age, age => sql`and t.min_age <= ${age}::int and t.max_age >= ${age}::int`)}
  ${when(ask.free && !ask.meals, () => sql`and t.free`)}
  ${when(ask.kinds.length > 0, () => sql`and t.kind = any(${ask.kinds}::text[])`)}`

const nextTime = ({ ask, clock }: Question): Sql => sql`
  select t.day, t.starts, t.ends, t.sure from finder_times t
  where t.entry_id = e.id and ${fits(ask, clock)} order by t.day, t.starts limit 1`

/** Without a time asked for: what has its next time, what needs none, what begins later than times are kept. What has just ended is left out. */
const timed = (question: Question): Sql => sql`
  select e.id, e.kind, e.name, e.metres, e.early, t.day, t.starts, t.ends, t.sure
  from best e left join lateral (${nextTime(question)}) t on true
  where not e.dated or t.day is not null or not exists (select 1 from finder_times x where x.entry_id = e.id)`

/** The rows of the page, with what only a shown row needs. */
const page = (question: Question): Sql => sql`
  select e.id, e.kind, e.name, e.summary, e.organisation, e.venue, e.min_age as "minAge", e.max_age as "maxAge", e.free,
    e.price_pence as "pricePence", coalesce(v.body #>> '{cost,kind}', '') as cost, e.access, e.food, e.online, coalesce(v.body #>> '{join,how}', 'ask') as join, e.gender,
    e.checked_on as "checkedOn", round(p.metres)::int as metres,
    ST_X(ST_Transform(e.point, 4326)) as longitude, ST_Y(ST_Transform(e.point, 4326)) as latitude,
    case when p.day is not null then jsonb_build_object('day', p.day, 'starts', p.starts, 'ends', p.ends, 'sure', p.sure) end as next, p.place
  from (
    select e.id, e.metres, e.day, e.starts, e.ends, e.sure, row_number() over (order by ${orderOf(question)}) as place from found e
    order by place limit ${question.ask.size} offset ${(question.ask.page - 1) * question.ask.size}) p
  join finder_entries e on e.id = p.id
  left join opportunities o on o.id = e.id
  left join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version`

/** Entries that are alike in all that is counted are counted together: some hundred rows stand for all candidates then. */
const alike = sql`
  select kind, free, online, food, gender, activities, themes, access, languages, count(*) as n from cand group by 1, 2, 3, 4, 5, 6, 7, 8, 9`

const facets = sql`
  select 'kind' as facet, kind as value, sum(n)::int as count from alike group by 2
  union all select 'free', free::text, sum(n)::int from alike group by 2
  union all select 'online', online::text, sum(n)::int from alike group by 2
  union all select 'food', 'true', coalesce(sum(n), 0)::int from alike where food
  union all select 'gender', gender, sum(n)::int from alike group by 2
  union all select 'activity', value, sum(n)::int from alike, unnest(activities) value group by 2
  union all select 'theme', value, sum(n)::int from alike, unnest(themes) value group by 2
  union all select 'access', value, sum(n)::int from alike, unnest(access) value group by 2
  union all select 'language', value, sum(n)::int from alike, unnest(languages) value group by 2`

const counts = sql`coalesce((with alike as materialized (${alike}) select jsonb_agg(f) from (${facets}) f), '[]')`
