import type { Db } from './db.ts'
import { sql } from './sql.ts'

/** Writes the audit row of a change. Call it inside the change's own transaction, so that both are kept or neither. */
export async function record(
  tx: Db,
  who: string,
  what: string,
  object: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.run(
    sql`insert into audit (who, what, object, detail) values (${who}, ${what}, ${object}, ${JSON.stringify(detail)})`,
  )
}
