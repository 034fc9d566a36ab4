-- The values in force, one row a cell, for analysts with psql: the same rule as src/features/evidence/observations/resolve.ts (decision 0003).
-- Ask for one measure or one place: select * from observations where measure = 'violence-with-injury' and place = 'E05013612' order by period;
create view observations as
select distinct on (p.code, m.code, c.grain, claim.period)
  p.code as place, p.name as place_name, m.code as measure, c.grain, claim.period,
  coalesce(written.amount, 0) as value, i.id as import_id, i.source_id, i.snapshot_on
from imports i
join coverage c on c.import_id = i.id
join measures m on m.id = any (c.measure_ids)
join places p on p.id = any (c.place_ids)
cross join lateral unnest(c.periods, c.states) as claim (period, state)
left join series s on s.measure_id = m.id and s.place_id = p.id and s.import_id = i.id and s.grain = c.grain
left join lateral (select case c.grain
    when 'month' then (extract(year from claim.period) - extract(year from s.starts_on)) * 12 + extract(month from claim.period) - extract(month from s.starts_on)
    when 'quarter' then floor(((extract(year from claim.period) - extract(year from s.starts_on)) * 12 + extract(month from claim.period) - extract(month from s.starts_on)) / 3)
    when 'year' then extract(year from claim.period) - extract(year from s.starts_on)
    else claim.period - s.starts_on end::integer + 1 as at) step on s.measure_id is not null
left join lateral (select s.amounts[step.at] as amount, step.at between 1 and cardinality(s.amounts) as inside) written on s.measure_id is not null
where i.status = 'current' and claim.state = 'loaded'
  -- a file with a row that says null does not know; one without a row, or beyond its row, says 0 unless it claims only what it writes
  and not (coalesce(written.inside, false) and written.amount is null)
  and not (c.explicit and not coalesce(written.inside, false))
order by p.code, m.code, c.grain, claim.period, i.snapshot_on desc, i.file_hash desc;
