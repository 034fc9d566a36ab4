import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { type Sql, sql, when } from '../../platform/sql.ts'
import { whoIs } from '../people/index.ts'
import { Link, Node, Succession, Version } from './schemas.ts'

// The day the words are asked for; today by the database's clock where none is given.
const dayOf = (on: string | undefined): Sql =>
  on === undefined ? sql`(now() at time zone 'Europe/London')::date` : sql`${on}::date`

// Of the versions that have begun by the day, the newest; before the first began, the first.
const versionsNewestFirst = (on: string | undefined): Sql => sql`
  order by (f.starts_on is null or f.starts_on <= ${dayOf(on)}) desc,
    case when f.starts_on is null or f.starts_on <= ${dayOf(on)} then coalesce(f.starts_on, '-infinity'::date) end desc nulls last,
    f.starts_on, f.id`

const versionColumns = sql`f.id, f.code, f.title, f.place, f.invented, f.starts_on as "startsOn", f.replaces, f.documents,
  f.inferred_note as "inferredNote", f.loaded_at as "loadedAt"`

/** Every version loaded, the one in force first. */
export const versions = (db: Db, on?: string) =>
  db.many(Version, sql`select ${versionColumns} from frameworks f ${versionsNewestFirst(on)}`)

/** The version in force. */
export const version = (db: Db, on?: string) =>
  db.maybe(Version, sql`select ${versionColumns} from frameworks f ${versionsNewestFirst(on)} limit 1`)

// Words the unit has edited since stand before the document's.
const nodeColumns = (on: string | undefined): Sql => sql`f.code as version, n.code, n.kind,
  coalesce((select w.text from framework_words w where w.node_code = n.code and w.starts_on <= ${dayOf(on)}
    and (f.starts_on is null or w.starts_on >= f.starts_on) order by w.starts_on desc, w.id desc limit 1), n.label) as label,
  n.number, n.parent_code as parent, n.also_in as "alsoIn", n.caution, n.note, n.detail,
  jsonb_strip_nulls(jsonb_build_object('document', n.document, 'section', n.section,
    'lines', case when n.first_line is not null then jsonb_build_array(n.first_line, n.last_line) end)) as source`

/** Items of one version, in the file's order; of some kinds, or all. */
export const nodes = (db: Db, frameworkId: number, kinds?: readonly string[], on?: string) =>
  db.many(
    Node,
    sql`
    select ${nodeColumns(on)} from framework_nodes n join frameworks f on f.id = n.framework_id
    where n.framework_id = ${frameworkId} ${when(kinds, some => sql`and n.kind = any (${some}::text[])`)}
    order by n.position`,
  )

/** An item as the version in force on the day has it, or else the newest version that has it. */
export const find = (db: Db, code: string, on?: string) =>
  db.maybe(
    Node,
    sql`
    select ${nodeColumns(on)} from framework_nodes n join frameworks f on f.id = n.framework_id
    where n.code = ${code} ${versionsNewestFirst(on)} limit 1`,
  )

/** The same item in every version, newest first, as each document has it. */
export const everyVersion = (db: Db, code: string) =>
  db.many(
    z.object({ version: z.string(), title: z.string(), startsOn: z.string().nullable(), label: z.string() }),
    sql`
    select f.code as version, f.title, f.starts_on as "startsOn", n.label from framework_nodes n join frameworks f on f.id = n.framework_id
    where n.code = ${code} order by f.starts_on desc nulls last, f.id desc`,
  )

export const links = (db: Db, frameworkId: number) =>
  db.many(
    Link,
    sql`
    select from_code as "from", to_code as "to", relation, basis from framework_links
    where framework_id = ${frameworkId} order by from_code, to_code, relation`,
  )

export const successions = (db: Db, frameworkId: number) =>
  db.many(
    Succession,
    sql`select old_code as old, new_code as new, note from framework_successions where framework_id = ${frameworkId} order by old_code, new_code`,
  )

const Step = z.object({ code: z.string() })

/** Codes an item had in earlier versions, however far back. */
export const predecessors = async (db: Db, code: string): Promise<string[]> =>
  (
    await db.many(
      Step,
      sql`
      with recursive before as (
        select s.old_code as code from framework_successions s where s.new_code = ${code} and s.old_code <> ${code}
        union select s.old_code from framework_successions s join before b on s.new_code = b.code)
      select code from before where code <> ${code} order by code`,
    )
  ).map(row => row.code)

/** What an item of an earlier version became: its successors, and notes of what ended. */
export const successors = (db: Db, code: string) =>
  db.many(
    z.object({ version: z.string(), code: z.string().nullable(), note: z.string().nullable() }),
    sql`
    select f.code as version, s.new_code as code, s.note from framework_successions s join frameworks f on f.id = s.framework_id
    where s.old_code = ${code} order by f.starts_on, s.new_code`,
  )

const Question = z.object({
  code: z.string(),
  question: z.string(),
  sources: Node.shape.alsoIn,
  ownerRole: z.string(),
  value: z.string().nullable(),
  reason: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decidedBy: z.string().nullable(),
})
export type Question = z.output<typeof Question>

/** What the documents of a version leave open. */
export const questions = (db: Db, frameworkId: number) =>
  db.many(
    Question,
    sql`
    select code, question, sources, owner_role as "ownerRole", value, reason, decided_on as "decidedOn", ${whoIs(sql`decided_by`)} as "decidedBy"
    from framework_settings where framework_id = ${frameworkId} order by position`,
  )

const Choice = z.object({
  code: z.string(),
  value: z.string(),
  why: z.string(),
  addedOn: z.string(),
  approvedBy: z.string(),
})
export type Choice = z.output<typeof Choice>

/** Measures the unit has said answer an outcome or goal. */
export const measures = (db: Db, codes?: readonly string[]) =>
  db.many(
    Choice,
    sql`
    select node_code as code, measure_code as value, why, added_on as "addedOn", approved_by as "approvedBy" from framework_measures
    where true ${when(codes, some => sql`and node_code = any (${some}::text[])`)} order by node_code, added_on, measure_code`,
  )

/** Goals the unit has said an outcome serves. */
export const goals = (db: Db, outcomes?: readonly string[]) =>
  db.many(
    Choice,
    sql`
    select outcome_code as code, goal_code as value, why, added_on as "addedOn", approved_by as "approvedBy" from framework_goals
    where true ${when(outcomes, some => sql`and outcome_code = any (${some}::text[])`)} order by outcome_code, added_on, goal_code`,
  )

/** The unit's own words of an item, newest first. */
export const wordsOf = (db: Db, code: string) =>
  db.many(
    z.object({ text: z.string(), startsOn: z.string() }),
    sql`select text, starts_on as "startsOn" from framework_words where node_code = ${code} order by starts_on desc, id desc`,
  )

/** Items whose words the unit has changed, with the first day of the words of today. */
export const wordsInForce = (db: Db, day: string) =>
  db.many(
    z.object({ code: z.string(), startsOn: z.string() }),
    sql`select node_code as code, max(starts_on) as "startsOn" from framework_words where starts_on <= ${day} group by node_code`,
  )

/** Changes whenever a file is loaded or the unit's own words change. */
export const stamp = async (db: Db): Promise<string> =>
  (
    await db.one(
      z.object({ stamp: z.string() }),
      sql`
      select coalesce(max(loaded_at), '-infinity')::text || '/' || count(*) || '/' || (select coalesce(max(id), 0) from framework_words) as stamp
      from frameworks`,
    )
  ).stamp
