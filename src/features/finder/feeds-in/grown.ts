// A database plans by what it knows of its tables. The embedded one counts them only when it is told to; a server does so sooner or later by itself.
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Counts } from './schemas.ts'

const fewest = 1_000

/** Has the tables counted whenever what came in by this crawl has doubled. */
export function grower(db: Db): (counts: Counts) => Promise<void> {
  let [come, next] = [0, fewest]
  return async ({ entered, changed }) => {
    come += entered + changed
    if (come < next) return
    next = come * 2
    await db.run(
      sql`analyze organisations, opportunities, opportunity_versions, finder_items, finder_entries, finder_times, finder_words`,
    )
  }
}
