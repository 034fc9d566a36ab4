// Names that are no person's: of places and of organisations. What is written of somebody is told from them (lib/called.ts).
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Row = z.object({ name: z.string() })

/** Names of places that stand and have one people say, and of the organisations known. */
export const knownNames = async (db: Db): Promise<string[]> =>
  (
    await db.many(
      Row,
      sql`select name from places where valid_to is null and kind <> 'lsoa' union select name from organisations where closed_on is null`,
    )
  ).map(row => row.name)
