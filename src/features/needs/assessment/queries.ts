import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { writer } from '../../people/index.ts'
import { BlockFigures } from './released/schemas.ts'
import { Assessment, Comment, type Document, type Drawn, Edition, EditionLine } from './schemas.ts'

const place = sql`jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind) as place`
const columns = sql`a.id, a.title, ${place}, a.document, a.status, a.version, a.made_by as "madeBy", a.made_on as "madeOn", a.edited_by as "editedBy"`
const from = sql`from needs_assessments a join places p on p.id = a.place_id`

/** The city's first, then the boroughs' by name. */
export const list = (db: Db) => db.many(Assessment, sql`select ${columns} ${from} order by p.kind <> 'city', p.name`)

const Name = z.object({ name: z.string() })

/** Places smaller than a borough that people call by a name. */
export const smallPlaces = async (db: Db): Promise<string[]> =>
  (
    await db.many(
      Name,
      sql`select distinct name from places where kind in ('ward', 'neighbourhood', 'hub') and valid_to is null order by name`,
    )
  ).map(row => row.name)

export const find = (db: Db, id: number) => db.maybe(Assessment, sql`select ${columns} ${from} where a.id = ${id}`)

export const insert = (
  tx: Db,
  made: { placeId: number; title: string; document: Document; by: number | null; on: string },
) =>
  tx.maybe(
    z.object({ id: z.number() }),
    sql`
    insert into needs_assessments (place_id, title, document, made_by, made_on)
    values (${made.placeId}, ${made.title}, ${JSON.stringify(made.document)}, ${made.by}, ${made.on})
    on conflict (place_id) do nothing returning id`,
  )

/** Saves a draft if nobody saved it since its version was read; 0 when somebody did, or when it is in review. Whoever saves it is written down. */
export const save = (tx: Db, id: number, version: number, document: Document, by: number | null) =>
  tx.run(sql`
    update needs_assessments set document = ${JSON.stringify(document)}, version = version + 1,
      edited_by = case when ${by}::integer is null or ${by}::integer = any (edited_by) then edited_by else edited_by || ${by}::integer end
    where id = ${id} and version = ${version} and status = 'draft'`)

/** Takes a draft away with its states and comments, if nobody saved it since its version was read and no edition was frozen of it. */
export const discard = (tx: Db, id: number, version: number) =>
  tx.run(sql`delete from needs_assessments where id = ${id} and version = ${version} and status = 'draft'
    and not exists (select 1 from needs_assessment_editions e where e.assessment_id = ${id})`)

export const setStatus = (tx: Db, id: number, from: string, to: string) =>
  tx.run(sql`update needs_assessments set status = ${to} where id = ${id} and status = ${from}`)

export const keepVersion = (
  tx: Db,
  id: number,
  kept: { version: number; document: Document; deed: string; by: number | null; on: string },
) =>
  tx.run(sql`insert into needs_assessment_versions (assessment_id, version, document, deed, made_by, made_on)
    values (${id}, ${kept.version}, ${JSON.stringify(kept.document)}, ${kept.deed}, ${kept.by}, ${kept.on})`)

const Version = z.object({ version: z.number(), deed: z.string(), who: z.string(), madeOn: z.string() })
export type Version = z.output<typeof Version>

const whoOf = (column: string) => (column === 'v' ? sql`v.made_by` : sql`c.made_by`)
const nameOf = (column: 'v' | 'c') =>
  sql`coalesce((select name from accounts where id = ${whoOf(column)}), 'The system')`

export const versions = (db: Db, id: number) =>
  db.many(
    Version,
    sql`select v.version, v.deed, ${nameOf('v')} as who, v.made_on as "madeOn" from needs_assessment_versions v
    where v.assessment_id = ${id} order by v.version desc limit 200`,
  )

export const versionOf = (db: Db, id: number, version: number) =>
  db.maybe(
    z.object({ document: Assessment.shape.document }),
    sql`select document from needs_assessment_versions where assessment_id = ${id} and version = ${version}`,
  )

export const comments = (db: Db, id: number) =>
  db.many(
    Comment,
    sql`select c.id, c.part, c.words, ${nameOf('c')} as who, c.made_on as "madeOn", c.answer, c.settled_on as "settledOn"
    from needs_assessment_comments c where c.assessment_id = ${id} order by c.settled_on is not null, c.id`,
  )

export const addComment = (
  tx: Db,
  id: number,
  comment: { part: string; words: string; by: number | null; role: string; on: string },
) =>
  tx.run(sql`insert into needs_assessment_comments (assessment_id, part, words, made_by, made_by_role, made_on)
    values (${id}, ${comment.part}, ${comment.words}, ${comment.by}, ${comment.role}, ${comment.on})`)

export const settleComment = (
  tx: Db,
  id: number,
  commentId: number,
  settled: { answer: string; by: number | null; on: string },
) =>
  tx.run(sql`update needs_assessment_comments set answer = ${settled.answer}, settled_by = ${settled.by}, settled_on = ${settled.on}
    where id = ${commentId} and assessment_id = ${id} and settled_on is null`)

const editionColumns = sql`e.id, e.assessment_id as "assessmentId", e.number, e.title, e.note, e.frozen_on as "frozenOn",
  coalesce((select name from accounts where id = e.frozen_by), 'The system') as "frozenBy", ${place}`
const editionFrom = sql`from needs_assessment_editions e join needs_assessments a on a.id = e.assessment_id join places p on p.id = a.place_id`

export const editions = (db: Db, assessmentId?: number) =>
  db.many(
    EditionLine,
    sql`select ${editionColumns} ${editionFrom} where true ${when(assessmentId, id => sql`and a.id = ${id}`)}
    order by e.frozen_on desc, e.id desc`,
  )

export const findEdition = (db: Db, id: number) =>
  db.maybe(Edition, sql`select ${editionColumns}, e.content ${editionFrom} where e.id = ${id}`)

const Figures = z.object({ figures: z.array(BlockFigures) })

/** The true counts behind an edition: for its release alone. */
export const figuresOf = async (db: Db, id: number): Promise<BlockFigures[]> =>
  (await db.maybe(Figures, sql`select figures from needs_assessment_editions where id = ${id}`))?.figures ?? []

export const lastEdition = (db: Db, assessmentId: number) =>
  db.maybe(
    Edition,
    sql`select ${editionColumns}, e.content ${editionFrom} where a.id = ${assessmentId} order by e.number desc limit 1`,
  )

export const addEdition = (
  tx: Db,
  id: number,
  made: {
    title: string
    note: string
    content: Drawn
    figures: readonly BlockFigures[]
    version: number
    authors: readonly number[]
    by: number | null
    on: string
  },
) =>
  tx.one(
    z.object({ id: z.number(), number: z.number() }),
    sql`
    insert into needs_assessment_editions (assessment_id, number, title, note, content, figures, version, authors, frozen_by, frozen_on)
    select ${id}, coalesce(max(number), 0) + 1, ${made.title}, ${made.note}, ${JSON.stringify(made.content)}::jsonb,
      ${JSON.stringify(made.figures)}::jsonb, ${made.version},
      ${made.authors}::integer[], ${made.by}, ${made.on}::date
    from needs_assessment_editions where assessment_id = ${id}
    returning id, number`,
  )

const Event = z.object({ day: z.string(), who: z.string(), what: z.string() })
export type Event = z.output<typeof Event>

export const history = (db: Db, id: number) =>
  db.many(
    Event,
    sql`select ${writer} as who, what, coalesce(
        (select e.frozen_on from needs_assessment_editions e where e.assessment_id = ${id} and what = 'assessment.frozen' and e.number = (detail ->> 'edition')::integer),
        (at at time zone 'Europe/London')::date) as day
    from audit where object = ${`needs-draft/${id}`} and what like 'assessment.%'
    and what <> 'assessment.changed' order by at desc, id desc limit 40`,
  )
