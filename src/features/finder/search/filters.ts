// What an entry must be, whatever its times. The row of finder_entries is called `e`.
import { type Sql, sql, when } from '../../../platform/sql.ts'
import type { Ask } from '../question.ts'
import { type Concept, joined, mealsMark, queryOf } from './concepts.ts'
import type { Question } from './question.ts'

/** For whom and what. Somebody who says who they are finds what is for all and what is for them. */
export const suits = (ask: Ask): Sql => sql`
  ${when(ask.age, age => sql`and e.min_age <= ${age}::int and e.max_age >= ${age}::int`)}
  ${when(ask.age === 0, () => sql`and e.min_age = 0`)}
  ${cheapEnough(ask)}
  ${when(ask.kinds.length > 0, () => sql`and e.kind = any(${ask.kinds}::text[])`)}
  ${when(ask.activities.length > 0, () => sql`and e.activities && ${ask.activities}::text[]`)}
  ${when(ask.themes.length > 0, () => sql`and e.themes && ${ask.themes}::text[]`)}
  ${when(ask.access.length > 0, () => sql`and e.access @> ${ask.access}::text[]`)}
  ${when(ask.language, language => (language === 'en' ? sql`and (e.languages = '{}' or 'en' = any(e.languages))` : sql`and ${language} = any(e.languages)`))}
  ${when(ask.gender, gender => sql`and e.gender = any(${ask.onlyThem ? [gender] : ['all', gender]}::text[])`)}
  ${when(ask.online === 'online', () => sql`and e.online`)}
  ${when(ask.online === 'in-person', () => sql`and e.point is not null`)}
  ${when(ask.food, () => sql`and e.food`)}
  ${when(ask.borough, code => sql`and e.borough_id = (select id from places where code = ${code})`)}
  ${when(ask.ward, code => sql`and e.ward_id = (select id from places where code = ${code})`)}`

/** Free, or no dearer than somebody can pay, or free for those who get free school meals: whatever was chosen widens what fits. */
function cheapEnough({ free, most, meals }: Ask): Sql {
  const limit = free ? undefined : most
  if (!free && !meals && limit === undefined) return sql``
  return sql`and (e.free ${when(limit, pence => sql`or e.price_pence <= ${pence}::int`)}
    ${when(meals, () => sql`or e.words @@ to_tsquery('simple', ${mealsMark})`)})`
}

/** The start as a point in metres. */
export const startOf = ({ near }: Ask): Sql | undefined =>
  near && sql`ST_Transform(ST_SetSRID(ST_MakePoint(${near.longitude}::float8, ${near.latitude}::float8), 4326), 27700)`

/** Where an entry stands, as its index and that of times hold points: plain, in metres. */
export const flat = (point: Sql): Sql => sql`point(ST_X(${point}), ST_Y(${point}))`

/** The start, as plain. */
export const flatStartOf = (ask: Ask): Sql | undefined => {
  const start = startOf(ask)
  return start && flat(start)
}

/** `hidden`: the planner cannot look into the words, so that it asks the index of words and never reads the table from its beginning. */
export const wanted = ({ concepts, all, not }: Pick<Question, 'concepts' | 'all' | 'not'>, hidden = false): Sql => sql`
  ${when(concepts.length > 0, () => sql`and e.words @@ ${joined([hidden ? sql`select ` : sql``, asked(concepts, all)], sql``)}`)}
  ${when(not.length > 0, () => sql`and not e.words @@ ${asked(not, false)}`)}`

const asked = (concepts: readonly Concept[], all: boolean): Sql =>
  joined(concepts.map(queryOf), all ? sql` && ` : sql` || `)

/** Metres that limit where an entry may stand. */
const farthest = ({ ask, around }: Question): number | undefined =>
  ask.within === undefined || around === undefined ? (ask.within ?? around) : Math.min(ask.within, around)

export const isAround = (question: Question): boolean => farthest(question) !== undefined

/** Near enough, of an entry. */
export const within = (question: Question): Sql => {
  const [start, metres] = [startOf(question.ask), farthest(question)]
  return start && metres !== undefined ? sql`and ST_DWithin(e.point, ${start}, ${metres}::float8)` : sql``
}

/** Near enough, of a time. */
export const timeWithin = (ask: Ask): Sql => {
  const start = flatStartOf(ask)
  return start && ask.within !== undefined ? sql`and t.point <@ circle(${start}, ${ask.within}::int)` : sql``
}
