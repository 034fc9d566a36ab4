import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Content } from './types.ts'

const Held = z.object({ id: z.number(), code: z.string(), checksum: z.string() })
export type Held = z.output<typeof Held>

export const held = (db: Db, code: string) =>
  db.maybe(Held, sql`select id, code, checksum from frameworks where code = ${code}`)

/** Codes of a version, with their kinds. */
export const codes = (db: Db, frameworkId: number) =>
  db.many(
    z.object({ code: z.string(), kind: z.string() }),
    sql`select code, kind from framework_nodes where framework_id = ${frameworkId} order by position`,
  )

/** Writes the version's own line; gives its number. */
export const saveVersion = async (tx: Db, content: Content, checksum: string, by: string): Promise<number> =>
  (
    await tx.one(
      z.object({ id: z.number() }),
      sql`
      insert into frameworks (code, title, place, invented, starts_on, replaces, documents, inferred_note, checksum, loaded_by)
      values (${content.code}, ${content.title}, ${content.place}, ${content.invented}, ${content.startsOn}, ${content.replaces},
        ${JSON.stringify(content.documents)}, ${content.inferredNote}, ${checksum}, ${by})
      on conflict (code) do update set title = excluded.title, place = excluded.place, invented = excluded.invented,
        starts_on = excluded.starts_on, replaces = excluded.replaces, documents = excluded.documents,
        inferred_note = excluded.inferred_note, checksum = excluded.checksum, loaded_by = excluded.loaded_by, loaded_at = now()
      returning id`,
    )
  ).id

/** Takes away what a file said, before it is written anew in the same transaction. Decided questions stay. */
export async function clear(tx: Db, id: number): Promise<void> {
  await tx.run(sql`delete from framework_successions where framework_id = ${id}`)
  await tx.run(sql`delete from framework_links where framework_id = ${id}`)
  await tx.run(sql`delete from framework_nodes where framework_id = ${id}`)
}

const rows = (value: unknown) => JSON.stringify(value)

export const saveNodes = (tx: Db, id: number, nodes: Content['nodes']) =>
  tx.run(sql`
    insert into framework_nodes (framework_id, code, kind, label, number, position, parent_code, document, section, first_line, last_line,
      also_in, caution, note, detail)
    select ${id}, n.code, n.kind, n.label, n.number, n.position, n.parent, n.document, n.section, n.first, n.last, n."alsoIn", n.caution,
      n.note, n.detail
    from jsonb_to_recordset(${rows(
      nodes.map((node, position) => ({
        ...node,
        position,
        document: node.source.document,
        section: node.source.section,
        first: node.source.lines?.[0] ?? null,
        last: node.source.lines?.[1] ?? null,
      })),
    )}::jsonb) as n (code text, kind text, label text, number integer, position integer, parent text, document text, section text,
      first integer, last integer, "alsoIn" jsonb, caution text, note text, detail jsonb)`)

export const saveLinks = (tx: Db, id: number, links: Content['links']) =>
  tx.run(sql`
    insert into framework_links (framework_id, from_code, to_code, relation, basis)
    select ${id}, l."from", l."to", l.relation, l.basis
    from jsonb_to_recordset(${rows(links)}::jsonb) as l ("from" text, "to" text, relation text, basis text)
    on conflict do nothing`)

export const saveSuccessions = (
  tx: Db,
  id: number,
  map: readonly { from: string; to: string | null; note: string | null }[],
) =>
  tx.run(sql`
    insert into framework_successions (framework_id, old_code, new_code, note)
    select ${id}, s."from", s."to", s.note
    from jsonb_to_recordset(${rows(map)}::jsonb) as s ("from" text, "to" text, note text)`)

/** Questions of the file; one that was decided keeps its answer, one that is no longer asked goes unless it was decided. */
export async function saveQuestions(tx: Db, id: number, questions: Content['questions']): Promise<void> {
  await tx.run(sql`
    delete from framework_settings where framework_id = ${id} and value is null and not code = any (${questions.map(q => q.id)}::text[])`)
  await tx.run(sql`
    insert into framework_settings (framework_id, code, question, sources, owner_role, position)
    select ${id}, q.id, q.question, q.sources, q."ownerRole", q.position
    from jsonb_to_recordset(${rows(questions.map((question, position) => ({ ...question, position })))}::jsonb)
      as q (id text, question text, sources jsonb, "ownerRole" text, position integer)
    on conflict (framework_id, code) do update set question = excluded.question, sources = excluded.sources,
      owner_role = excluded.owner_role, position = excluded.position`)
}
