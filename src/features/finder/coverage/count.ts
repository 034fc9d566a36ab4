// A search that found nothing or next to nothing, as a coarse count. What was typed, who typed it and when never come here.
import { z } from 'zod'
import { addDays, type Day, daysBetween } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { postcodeOf } from '../../places/index.ts'
import { type Activity, activityOf } from '../activities.ts'
import type { Ask, Results } from '../question.ts'

export const ageBands = ['any', 'under-8', '8-10', '11-13', '14-17', '18-24', '25-over'] as const
export const timeBands = ['any', 'today', 'after-school', 'evening', 'weekend', 'holidays'] as const
export const topics = [
  'any',
  'several',
  'sport',
  'arts',
  'games',
  'outdoors',
  'learning',
  'work',
  'support',
  'networks',
  'other',
] as const
export type Topic = (typeof topics)[number]

/** A search as it is counted. */
export const Coarse = z.strictObject({
  /** Monday of its week. */
  week: z.string(),
  /** Postcode district, or code of a borough or ward (kept as its borough); '' for the whole city, or where it is none of these. */
  area: z.string(),
  ages: z.enum(ageBands),
  times: z.enum(timeBands),
  topic: z.enum(topics),
  result: z.enum(['none', 'few']),
  /** Minute of the hour, to tell a repeat from a second search; the hour itself is not known here. */
  minute: z.int().min(0).max(59),
})
export type Coarse = z.output<typeof Coarse>

/** Fewer than this many is next to nothing. */
export const fewUnder = 3
/** One cell of one week counts no further: a machine that asks all day does not make a need. */
export const mostAWeek = 500

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, -(((daysBetween('2024-01-01', day) % 7) + 7) % 7))

/**
 * How this search is counted; undefined where it is not: something was found, it is not the first page, or words of danger were typed.
 * Everything but the area becomes a word of a fixed list, so that nothing somebody typed can be kept by way of an address.
 */
export function coarseOf(ask: Ask, results: Results, now: { today: Day; minutes: number }): Coarse | undefined {
  if (results.crisis.length > 0 || ask.page > 1) return undefined
  const found = results.loosened.length > 0 ? 0 : results.total
  if (found >= fewUnder) return undefined
  return {
    week: mondayOf(now.today),
    area: areaOf(ask),
    ages: ageBand(ask.age),
    times: timeBand(ask.band),
    topic: topicOf(ask),
    result: found === 0 ? 'none' : 'few',
    minute: now.minutes % 60,
  }
}

const district = /^[A-Z]{1,2}\d[A-Z\d]?$/
const code = /^[A-Z]\d{7,8}$/

// A place chosen counts before what was typed as a start. Of a whole postcode only its district is looked at.
function areaOf({ borough, ward, near }: Ask): string {
  const typed = near?.asked ?? ''
  const postcode = postcodeOf(typed)
  const first = (typed.trim().split(/\s/)[0] ?? '').toUpperCase()
  const chosen = [borough, ward, postcode?.slice(0, -3), first].map(text => text?.toUpperCase() ?? '')
  return chosen.find(text => district.test(text) || code.test(text)) ?? ''
}

export function ageBand(age: number | undefined): Coarse['ages'] {
  if (age === undefined) return 'any'
  if (age < 8) return 'under-8'
  if (age <= 10) return '8-10'
  if (age <= 13) return '11-13'
  if (age <= 17) return '14-17'
  return age <= 24 ? '18-24' : '25-over'
}

// "Now" would tell the hour, had it been kept; it is today.
const timeBand = (band: Ask['band']): Coarse['times'] => (band === 'now' ? 'today' : band)

const topicOfGroup: Record<Activity['group'], Topic> = {
  ...{ team: 'sport', racket: 'sport', combat: 'sport', water: 'sport', fitness: 'sport', wheels: 'sport' },
  ...{ outdoors: 'outdoors', dance: 'arts', play: 'other', arts: 'arts', mind: 'games', life: 'other', work: 'work' },
}
const learning = ['homework', 'reading', 'language-learning', 'mentoring']

/** The group of an activity of the list; 'other' for anything that is not in it. */
export function groupOf(id: string): Topic {
  const activity = activityOf(id)
  return learning.includes(id) ? 'learning' : activity ? topicOfGroup[activity.group] : 'other'
}

// Which kind of help somebody looked for is never told apart: a theme, or support, is "support".
function topicOf({ activities, themes, kinds }: Ask): Topic {
  const [only] = kinds.length === 1 ? kinds : []
  if (themes.length > 0 || only === 'support') return 'support'
  if (only === 'network') return 'networks'
  const asked = new Set(activities.map(groupOf))
  if (asked.size > 1) return 'several'
  return [...asked][0] ?? (only === 'work' ? 'work' : 'any')
}

/**
 * Counts one search. At most one a minute in each cell (the same week, area, ages, times, topic and result), which takes out repeats and slows
 * machines without keeping who asked; a cell stops at `mostAWeek`. An area that no postcode here and no borough has counts as the city.
 */
export async function countSearch(db: Db, coarse: Coarse | undefined): Promise<void> {
  if (!coarse) return
  const { week, area, ages, times, topic, result, minute } = Coarse.parse(coarse)
  await db.run(sql`
    insert into finder_unmet (week, area, ages, times, topic, result, last_minute)
    select ${week}::date, ${known(area)}, ${ages}, ${times}, ${topic}, ${result}, ${minute}
    on conflict (week, area, ages, times, topic, result) do update
      set searches = finder_unmet.searches + 1, last_minute = excluded.last_minute
      where finder_unmet.last_minute <> excluded.last_minute and finder_unmet.searches < ${mostAWeek}`)
}

const known = (area: string) => sql`coalesce(
  (select b.code from places p join places b on b.id = case p.kind when 'borough' then p.id else p.borough_id end
    where p.code = ${area} and p.kind in ('borough', 'ward')),
  (select ${area}::text from postcodes where postcode like ${`${area}___`} and ${area} <> '' limit 1), '')`
