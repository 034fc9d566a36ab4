// What somebody saw who looked at a draft: its words, its checks with the reasons given, and the items as the public will read them.
import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'

const seen = sql`encode(sha256(convert_to(jsonb_build_array(e.title, e.summary, e.correction, e.checks, e.reasons,
  (select c.found from release_checks c where c.edition_id = e.id))::text, 'UTF8')), 'hex')`

const Seals = z.object({ now: z.string(), checkedOff: z.string().nullable() })

/** The seal of a draft as it is now, and of what the second person checked off. */
export const sealsOf = (db: Db, id: number) =>
  db.one(Seals, sql`select ${seen} as now, e.checked_seal as "checkedOff" from release_editions e where e.id = ${id}`)

/** Keeps what is checked off at this moment. */
export const keepSeal = (tx: Db, id: number) =>
  tx.run(sql`update release_editions e set checked_seal = ${seen} where e.id = ${id} and e.state = 'checked'`)

/** A check that comes to something else than was checked off takes the release back to its second person; 0 when it does not. */
export const backToCheck = (tx: Db, id: number) =>
  tx.run(sql`
    update release_editions e set state = 'draft', checked_by = null, checked_on = null, checked_seal = null, reasons = null
    where e.id = ${id} and e.state = 'checked' and e.checked_seal is distinct from ${seen}`)
