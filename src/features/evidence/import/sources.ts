// Every source there is: those the pack describes, and those somebody added in the browser.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Source } from './schemas.ts'
import { readPackEvidence } from './seed.ts'

const Definition = z.object({ definition: z.unknown() })

/** Those in the store; those the pack describes until it is loaded. A row that is no full description is left out. */
export async function readSources(db: Db, packId: string): Promise<Source[]> {
  const rows = await db.many(Definition, sql`select definition from sources order by title, id`)
  const stored = rows.flatMap(row => {
    const found = Source.safeParse(row.definition)
    return found.success ? [found.data] : []
  })
  return stored.length > 0 ? stored : readPackEvidence(packId).sources
}
