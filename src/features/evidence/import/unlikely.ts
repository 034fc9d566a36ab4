// Revisions that somebody should look at before they count: docs/methods/unlikely-revisions.md. They warn and refuse nothing.

import { poissonControlLimits } from '../../../lib/stats/index.ts'
import type { Duck } from '../../../platform/files/duck.ts'
import type { Rival } from './cells.ts'
import type { Unlikely } from './comparison.ts'

/** A change of fewer events than this is not judged. */
export const leastChange = 5
/** The newer count is this many times the earlier one or more, or the other way round: late reports move a count by less. */
export const leastTimes = 1.5
/** The months before the cell that its usual count is the mean of, and how many of them must be known. */
export const monthsBefore = 12
export const leastMonths = 6

/** Does the revision carry the count out of its own control limits, further from its usual than it was? */
export function isUnlikely({ before, after, usual }: Pick<Unlikely, 'before' | 'after' | 'usual'>): boolean {
  if (Math.abs(after - before) < leastChange) return false
  if (Math.max(before, after) < leastTimes * Math.min(before, after)) return false
  const { lower, upper } = poissonControlLimits(usual)
  return (after < lower || after > upper) && Math.abs(after - usual) > Math.abs(before - usual)
}

const most = 20_000 // more than anybody looks at; the number of cells is then "at least"

/** Changed months of counts that are unlikely, the largest change first. After `changesOf`, whose tables it reads. */
export async function unlikelyOf(
  duck: Duck,
  pairs: readonly Rival[],
  counts: ReadonlySet<number>,
): Promise<Unlikely[]> {
  const blocks = pairs.flatMap(({ draft, rivals }, i) =>
    draft.grain === 'month' ? rivals.map((rival, rank) => [i, rank, rival.importId, rival.explicit ? 1 : 0]) : [],
  )
  if (blocks.length === 0 || counts.size === 0) return []
  const columns = { draft: 'integer', rank: 'integer', who: 'integer', explicit: 'integer' } as const
  await duck.fill('rival', columns, blocks)
  const rows = await duck.rows(`
    with candidate as (
      select * from change where measure_id in (${[...counts].join(', ')}) and draft in (select draft from rival)
        and abs(after - before) >= ${leastChange} and greatest(before, after) >= ${leastTimes} * least(before, after)),
    spoken as (
      select c.*, t.period::date as month, m.rank as by_rank, r.who, r.explicit
      from candidate c
      join spoken_m m on m.draft = c.draft and m.measure_id = c.measure_id
      join spoken_p p on p.draft = m.draft and p.rank = m.rank and p.place_id = c.place_id
      join spoken_t t on t.draft = m.draft and t.rank = m.rank
        and t.period::date < c.period and t.period::date >= c.period - interval ${monthsBefore} month
      join rival r on r.draft = m.draft and r.rank = m.rank),
    valued as (
      select s.*, x.amount from spoken s left join cell x
        on x.who = s.who and x.measure_id = s.measure_id and x.place_id = s.place_id and x.period = s.month
      where s.explicit = 0 or x.amount is not null),
    newest as (
      select measure_id, place_id, period, before, after, month, arg_min(coalesce(amount, 0), by_rank) as amount
      from valued group by all)
    select measure_id, place_id, period::varchar, before, after, avg(amount) from newest
    group by measure_id, place_id, period, before, after having count(*) >= ${leastMonths}
    order by abs(after - before) desc, measure_id, place_id, period limit ${most}`)
  return rows.map(unlikelyRow).filter(isUnlikely)
}

const unlikelyRow = ([measureId, placeId, period, before, after, usual]: readonly unknown[]): Unlikely => ({
  measureId: Number(measureId),
  placeId: Number(placeId),
  period: String(period),
  before: Number(before),
  after: Number(after),
  usual: Number(usual),
})
