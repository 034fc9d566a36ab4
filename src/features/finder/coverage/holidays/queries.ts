import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { places } from '../queries.ts'

const count = z.number()
const Row = z.object({
  ...{ wardId: count, boroughId: count, day: z.string(), minAge: count, maxAge: count },
  ...{ sessions: count, places: count, unsaid: count, food: count, foodPlaces: count },
})
export type Row = z.output<typeof Row>

/** What is on in the holiday of each borough, day by day, of things to do with a place that may be shown. */
export const daySessions = (db: Db, holidays: ReadonlyMap<number, { from: Day; to: Day }>) =>
  db.many(
    Row,
    sql`
    select t.ward_id as "wardId", e.borough_id as "boroughId", t.day::text as day, t.min_age as "minAge", t.max_age as "maxAge",
      count(*)::int as sessions, coalesce(sum(c.places), 0)::int as places, (count(*) filter (where c.places is null))::int as unsaid,
      (count(*) filter (where e.food))::int as food, coalesce(sum(c.places) filter (where e.food), 0)::int as "foodPlaces"
    from unnest(${[...holidays.keys()]}::int[], ${[...holidays.values()].map(one => one.from)}::date[],
      ${[...holidays.values()].map(one => one.to)}::date[]) as h (borough_id, first, last)
    join finder_entries e on e.borough_id = h.borough_id and e.kind = 'activity'
    join finder_times t on t.entry_id = e.id and t.day between h.first and h.last
    ${places}
    where t.ward_id is not null
    group by 1, 2, 3, 4, 5
    order by 1, 3, 4, 5`,
  )
