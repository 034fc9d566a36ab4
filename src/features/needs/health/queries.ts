import type { Month } from '../../../lib/dates.ts'
import { firstDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { Delivery, HourPiece, KindPiece, Source } from './schemas.ts'

/** Sources in the form of the national assault data set of which a file is in force. */
export const sources = (db: Db) =>
  db.many(
    Source,
    sql`
    select s.id, s.title, s.publisher, s.lag_days as "lagDays",
      coalesce((select i.options->'sites' from imports i where i.source_id = s.id and i.status = 'current' and i.options ? 'sites'
        order by i.snapshot_on desc, i.id desc limit 1), '{}') as sites
    from sources s
    where s.format = 'istv' and exists (select 1 from imports i where i.source_id = s.id and i.status = 'current')
    order by s.title`,
  )

/** What is asked of a source: which of its measures, in which months. */
export interface Ask {
  source: string
  measureId: number
  from: Month
  to: Month
}

// A late comer's assault may lie in the month before those its file speaks for: it counts in the file's first month, as in the monthly series.
const pieces = ({ source, measureId, from, to }: Ask): Sql => sql`
  from (
    select i.id, i.snapshot_on, i.file_hash, i.finished_at, min(claim.day) as first, max(claim.day) as last
    from imports i join coverage c on c.import_id = i.id and c.grain = 'month' cross join lateral unnest(c.periods) as claim (day)
    where i.source_id = ${source} and i.status = 'current' group by i.id) f
  join event_counts e on e.import_id = f.id and e.measure_id = ${measureId} and e.site_code is not null
  cross join lateral (select greatest(f.first, least(f.last, date_trunc('month', e.happened_on)::date)) as month) m
  where m.month between ${firstDay(from)}::date and ${firstDay(to)}::date`

const piece = sql`f.id as "importId", e.site_code as site, to_char(m.month, 'YYYY-MM') as month, sum(e.n)::integer as n`
// The oldest snapshot first, so that the last word on a site's month is the newest file's.
const order = sql`f.id, f.snapshot_on, f.file_hash, e.site_code, m.month`
const newestLast = sql`order by f.snapshot_on, f.file_hash`

const empty = ['', 'not known', 'unknown', 'not stated', 'not recorded', 'not specified']
const said = (column: Sql) => sql`lower(${column}) <> all (${empty}::text[])`
const timed = sql`e.hour is not null`
const placed = said(sql`e.setting`)
const armed = said(sql`e.method`)
const count = (when: Sql) => sql`coalesce(sum(e.n) filter (where ${when}), 0)::integer`

export const deliveries = (db: Db, ask: Ask) =>
  db.many(
    Delivery,
    sql`
    select ${piece}, to_char(f.finished_at at time zone 'Europe/London', 'YYYY-MM-DD') as "arrivedOn", to_char(f.last, 'YYYY-MM') as newest,
      ${count(timed)} as timed, ${count(placed)} as placed, ${count(armed)} as armed, ${count(sql`${timed} and ${placed} and ${armed}`)} as complete,
      ${count(sql`e.known_to_police is not null`)} as told, ${count(sql`not e.known_to_police`)} as unknown
    ${pieces(ask)} group by ${order}, f.finished_at, f.last ${newestLast}`,
  )

export const hours = (db: Db, ask: Ask) =>
  db.many(
    HourPiece,
    sql`
    select ${piece}, extract(isodow from e.happened_on) > 5 as weekend, e.hour
    ${pieces(ask)} group by ${order}, 5, e.hour ${newestLast}`,
  )

export const kinds = (db: Db, ask: Ask) =>
  db.many(
    KindPiece,
    sql`select ${piece}, e.setting, e.method ${pieces(ask)} group by ${order}, e.setting, e.method ${newestLast}`,
  )
