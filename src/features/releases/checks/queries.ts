import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Releasable } from '../contract.ts'
import { type Check, Kept } from '../schemas.ts'

/** What a check left behind: the items as the public will read them, and the numbers they show. */
export const Found = z.object({ items: z.array(Releasable), cells: z.array(Kept) })
export type Found = z.output<typeof Found>

export const states = ['asked', 'done', 'stopped', 'too-long', 'failed'] as const
export type State = (typeof states)[number]

const Row = z.object({ content: z.string(), state: z.enum(states), jobId: z.number().nullable() })
export type CheckRow = z.output<typeof Row>

export const find = (db: Db, editionId: number) =>
  db.maybe(Row, sql`select content, state, job_id as "jobId" from release_checks where edition_id = ${editionId}`)

export const foundOf = async (db: Db, editionId: number) =>
  (
    await db.maybe(
      z.object({ found: Found }),
      sql`select found from release_checks where edition_id = ${editionId} and state = 'done'`,
    )
  )?.found

/** Asks anew: what an earlier check left is gone at once. */
export async function ask(tx: Db, editionId: number, content: string, jobId: number | null): Promise<void> {
  await tx.run(sql`
    insert into release_checks (edition_id, content, state, job_id) values (${editionId}, ${content}, 'asked', ${jobId})
    on conflict (edition_id) do update set content = excluded.content, state = 'asked', job_id = excluded.job_id, found = null`)
  await tx.run(sql`update release_editions set checks = null where id = ${editionId} and state in ('draft', 'checked')`)
}

/** Keeps what was found, if the same check is still asked for; 0 when it is not. */
export async function finish(
  tx: Db,
  editionId: number,
  content: string,
  { checks, found }: { checks: readonly Check[]; found: Found },
): Promise<number> {
  const rows = await tx.run(sql`
    update release_checks set state = 'done', found = ${JSON.stringify(found)}::jsonb
    where edition_id = ${editionId} and content = ${content} and state = 'asked'`)
  if (rows > 0)
    await tx.run(
      sql`update release_editions set checks = ${JSON.stringify(checks)}::jsonb where id = ${editionId} and state in ('draft', 'checked')`,
    )
  return rows
}

/** It came to no end; 0 when it is not asked for any more. */
export const end = (tx: Db, editionId: number, state: Exclude<State, 'asked' | 'done'>) =>
  tx.run(sql`update release_checks set state = ${state} where edition_id = ${editionId} and state = 'asked'`)

export const remove = (tx: Db, editionId: number) =>
  tx.run(sql`delete from release_checks where edition_id = ${editionId}`)
