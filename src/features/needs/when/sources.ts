import { z } from 'zod'
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

/** Publishers and titles of the sources that these imports are of. */
export async function ofImports(db: Db, imports: readonly number[]): Promise<string> {
  const rows = await db.many(
    z.object({ text: z.string() }),
    sql`
    select distinct s.publisher || ', ' || s.title as text from imports i join sources s on s.id = i.source_id
    where i.id = any(${[...imports]}::int[]) order by 1`,
  )
  return list(rows.map(row => row.text))
}
