import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { type Counts, Crawl, Source } from './schemas.ts'

const columns = sql`id, name, format, address, sessions_address as "sessionsAddress", licence, attribution, trust, every_hours as "everyHours",
  state, state_reason as "stateReason", cursor, sessions_cursor as "sessionsCursor", begun_crawl as "begunCrawl", ours, filters, failures, next_at as "nextAt", version,
  made_by as "madeBy", made_at as "madeAt", approved_by as "approvedBy", approved_at as "approvedAt", changed_by as "changedBy"`

export const sources = (db: Db) => db.many(Source, sql`select ${columns} from finder_sources order by lower(name), id`)

export const source = (db: Db, id: string) =>
  db.maybe(Source, sql`select ${columns} from finder_sources where id = ${id}`)

export const sourceAt = (db: Db, address: string) =>
  db.maybe(Source, sql`select ${columns} from finder_sources where address = ${address} and state <> 'stopped'`)

export type NewSource = Pick<
  Source,
  'id' | 'name' | 'format' | 'address' | 'sessionsAddress' | 'licence' | 'attribution' | 'trust' | 'ours' | 'everyHours'
>

export const insertSource = (tx: Db, s: NewSource, by: string) =>
  tx.run(sql`
    insert into finder_sources (id, name, format, address, sessions_address, licence, attribution, trust, ours, every_hours, made_by)
    values (${s.id}, ${s.name}, ${s.format}, ${s.address}, ${s.sessionsAddress}, ${s.licence}, ${s.attribution}, ${s.trust},
      ${s.ours}, ${s.everyHours}, ${by})`)

/** Takes its approval back, since what was approved has changed. */
export const unapprove = (tx: Db, id: string, by: string) =>
  tx.run(sql`
    update finder_sources set changed_by = ${by}, approved_by = null, approved_at = null, next_at = null,
      state = case state when 'approved' then 'proposed' else state end
    where id = ${id}`)

/** 0 where somebody changed it since `seen`. */
export const changeSource = (
  tx: Db,
  id: string,
  seen: number,
  c: Pick<Source, 'licence' | 'attribution' | 'trust' | 'ours' | 'everyHours'>,
) =>
  tx.run(sql`
    update finder_sources set licence = ${c.licence}, attribution = ${c.attribution}, trust = ${c.trust}, ours = ${c.ours}, every_hours = ${c.everyHours},
      version = version + 1
    where id = ${id} and version = ${seen}`)

export const approveSource = (tx: Db, id: string, seen: number, by: string) =>
  tx.run(sql`
    update finder_sources set state = 'approved', state_reason = '', approved_by = ${by}, approved_at = now(), next_at = now(), failures = 0,
      version = version + 1
    where id = ${id} and version = ${seen} and state <> 'approved' and licence <> ''`)

export const stopSource = (tx: Db, id: string, reason: string) =>
  tx.run(sql`
    update finder_sources set state = 'stopped', state_reason = ${reason}, next_at = null, version = version + 1
    where id = ${id} and state <> 'stopped'`)

export const setCursor = (tx: Db, id: string, which: 'cursor' | 'sessions', at: string) =>
  which === 'cursor'
    ? tx.run(sql`update finder_sources set cursor = ${at} where id = ${id}`)
    : tx.run(sql`update finder_sources set sessions_cursor = ${at} where id = ${id}`)

/** From its beginning: where it was is forgotten. `crawl`: the one that begins, where one is under way. */
export const beginAgain = (tx: Db, id: string, crawl: number | null) =>
  tx.run(sql`update finder_sources set cursor = '', sessions_cursor = '', begun_crawl = ${crawl} where id = ${id}`)

/** Read from its beginning to its end. */
export const endWhole = (tx: Db, id: string) =>
  tx.run(sql`update finder_sources set begun_crawl = null where id = ${id}`)

/** What came of asking it: a failure makes the next wait longer. */
export const setNext = (
  tx: Db,
  id: string,
  next: { failures: number; inHours: number; filters?: Readonly<Record<string, boolean>> | undefined },
) =>
  tx.run(sql`
    update finder_sources set failures = ${next.failures}, next_at = now() + make_interval(hours => ${next.inHours}),
      filters = coalesce(${next.filters ? JSON.stringify(next.filters) : null}::jsonb, filters)
    where id = ${id} and state = 'approved'`)

/** Approved feeds whose time has come, and that nobody is asking just now. */
export const dueSources = (db: Db) =>
  db.many(
    z.object({ id: z.string() }),
    sql`
    select s.id from finder_sources s
    where s.state = 'approved' and s.address <> '' and s.next_at <= now()
      and not exists (select 1 from finder_crawls c where c.source_id = s.id and c.outcome = 'running' and c.started_at > now() - interval '6 hours')
    order by s.next_at, s.id`,
  )

const crawlColumns = sql`c.id, c.source_id as "sourceId", c.looking, c.asked_by as "askedBy", c.started_at as "startedAt", c.ended_at as "endedAt",
  c.outcome, c.pages, c.seen, c.entered, c.changed, c.refused, c.withdrawn, c.problems, c.sample,
  (select j.progress ->> 'words' from jobs j where j.id = c.job_id) as progress`

const crawlsWhere = (db: Db, where: Sql) =>
  db.many(Crawl, sql`select ${crawlColumns} from finder_crawls c where ${where} order by c.id desc limit 50`)

export const crawls = (db: Db, sourceId: string) => crawlsWhere(db, sql`c.source_id = ${sourceId}`)

export const crawl = async (db: Db, id: number) => (await crawlsWhere(db, sql`c.id = ${id}`))[0]

/** The newest of each source. */
export const lastCrawls = (db: Db) =>
  db.many(
    Crawl,
    sql`select distinct on (c.source_id) ${crawlColumns} from finder_crawls c order by c.source_id, c.id desc`,
  )

const Id = z.object({ id: z.number() })

export const isRunning = async (db: Db, sourceId: string): Promise<boolean> =>
  (await db.maybe(
    Id,
    sql`
    select c.id from finder_crawls c
    where c.source_id = ${sourceId} and c.outcome = 'running' and c.started_at > now() - interval '6 hours' limit 1`,
  )) !== undefined

/** Has it ever been asked, or looked at, to the end? */
export const wasSeen = async (db: Db, sourceId: string): Promise<boolean> =>
  (await db.maybe(
    Id,
    sql`select id from finder_crawls where source_id = ${sourceId} and outcome = 'complete' limit 1`,
  )) !== undefined

export const insertCrawl = (tx: Db, sourceId: string, looking: boolean, by: string) =>
  tx.one(
    Id,
    sql`insert into finder_crawls (source_id, looking, asked_by) values (${sourceId}, ${looking}, ${by}) returning id`,
  )

export const setJob = (tx: Db, id: number, jobId: number) =>
  tx.run(sql`update finder_crawls set job_id = ${jobId} where id = ${id}`)

export const endCrawl = (tx: Db, id: number, end: Counts & Pick<Crawl, 'outcome' | 'pages' | 'problems' | 'sample'>) =>
  tx.run(sql`
    update finder_crawls set ended_at = now(), outcome = ${end.outcome}, pages = ${end.pages}, seen = ${end.seen}, entered = ${end.entered},
      changed = ${end.changed}, refused = ${end.refused}, withdrawn = ${end.withdrawn}, problems = ${JSON.stringify(end.problems)},
      sample = ${JSON.stringify(end.sample)}
    where id = ${id}`)

/** Entries of each source that the public can read. */
export const entriesBySource = (db: Db) =>
  db.many(
    z.object({ sourceId: z.string(), entries: z.number() }),
    sql`
    select source_id as "sourceId", count(*)::int as entries from opportunities
    where source_id is not null and state = 'public' group by 1`,
  )
