// The order of results, in one sum. docs/methods/finder-search.md says it in plain words. Nothing about the person but what they typed, and no payment.
import { type Sql, sql, when } from '../../../platform/sql.ts'
import { scoreOf } from './concepts.ts'
import type { Question } from './question.ts'

/** Metres at which nearness is worth half: what a 15-year-old walks or rides to, and what people go further for. */
export const halfMetres = { near: 2_000, far: 6_000 }
/** Worth of each part. Words weigh most, then nearness. */
export const worth = {
  words: 4,
  near: 1.6,
  age: 0.2,
  free: 0.15,
  checked: 0.15,
  quality: 0.25,
  lean: 0.8,
  own: 1,
  wish: 1.5,
  parents: 1,
  about: 0.8,
  rather: 0.5,
}

/** What is no place: online, by telephone, or not to be told. As good as an hour's walk. */
const nowhere = 0.3

/** `said`: how well the words fit, where any are asked for. */
export function rankOf(
  { ask, clock, lean, wish, own, about, rather }: Question,
  said?: Sql,
  metres: Sql = sql`e.metres`,
): Sql {
  const half = sql`case when e.kind = 'activity' then ${halfMetres.near}::float8 else ${halfMetres.far}::float8 end`
  return sql`(
    0 ${when(said, score => sql`+ ${worth.words}::float8 * ${score}`)}
    ${when(ask.near, () => sql`+ ${worth.near}::float8 * coalesce(power(0.5, least(30, ${metres} / ${half})), ${nowhere}::float8)`)}
    ${when(ask.age, age => sql`+ ${worth.age}::float8 * (1 - least(1, abs(${age}::float8 - (e.min_age + least(e.max_age, e.min_age + 20)) / 2.0) / 12))`)}
    ${when(ask.gender !== undefined && ask.gender !== 'all' && ask.gender, gender => sql`+ case when e.gender = ${gender} then ${worth.own}::float8 else 0 end`)}
    ${when(lean.length > 0, () => sql`+ case when e.kind = any(${lean}::text[]) then ${worth.lean}::float8 else 0 end`)}
    ${when(wish.length > 0, () => sql`+ ${worth.wish}::float8 * ${scoreOf(wish)}`)}
    ${when(own, () => sql`- case when 'parents' = any(e.themes) then ${worth.parents}::float8 else 0 end`)}
    ${when(about.length > 0, () => sql`+ ${worth.about}::float8 * (select count(*) filter (where theme = any(${about}::text[])) from unnest(e.themes) theme) / greatest(1, cardinality(e.themes))`)}
    ${when(rather?.age, age => sql`+ case when ${age}::int between e.min_age and e.max_age then ${worth.rather}::float8 else 0 end`)}
    ${when(rather?.language, language => sql`+ case when ${language} = any(e.languages) then ${worth.rather}::float8 else 0 end`)}
    + case when e.free then ${worth.free}::float8 else 0 end
    + case when e.checked_on > ${clock.today}::date - 120 then ${worth.checked}::float8 else 0 end
    + ${worth.quality}::float8 * e.quality / 100)`
}

/** The order of what was found, a row of it called `e`. */
export function orderOf(question: Question): Sql {
  const { ask, clock } = question
  const soon = sql`case when e.day is null then 0 else exp(-greatest(0, e.day - ${clock.today}::date) / 7::float8) end`
  const named = ask.words === '' ? sql`0` : sql`similarity(lower(e.name), ${ask.words.toLowerCase()})`
  switch (ask.sort) {
    case 'near':
      return sql`e.metres nulls last, e.early desc, e.id`
    case 'soon':
      return sql`e.day nulls last, ${leantTo(question)} ${couldBegin(question)}, e.early desc, e.id`
    case 'name':
      return sql`lower(e.name), e.id`
    default:
      return sql`e.early + 0.4 * ${soon} + 2.0 * greatest(0, ${named} - 0.3) desc, e.metres nulls last, e.id`
  }
}

// A line that answers all day begins before any club: by its hour alone it would head every day of whoever asked for nothing by name.
const leantTo = ({ lean }: Question): Sql => when(lean.length > 0, () => sql`(e.kind = any(${lean}::text[])) desc,`)

/** What is nearly over when somebody could be there comes as if it began an hour later. */
const tooLittleLeft = 45

// What has begun already is no sooner than what begins at the hour somebody could be there.
function couldBegin({ ask, clock }: Question): Sql {
  const there = sql`greatest(e.starts, ${ask.after ?? 0}::int, case when e.day = ${clock.today}::date then ${clock.minutes}::int else 0 end)`
  return sql`${there} + case when e.ends - ${there} < ${tooLittleLeft}::int then 60 else 0 end`
}
