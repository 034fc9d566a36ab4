import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { Correction } from './schemas.ts'

/** Corrections of a decision, in the order they were written. */
export const list = (db: Db, decisionId: number) =>
  db.many(
    Correction,
    sql`
    select id, part, words, made_by as "madeBy", made_by_role as role, made_on as "madeOn", settled_by_role as "settledByRole",
      settled_on as "settledOn", agreed
    from decision_corrections where decision_id = ${decisionId} order by id`,
  )

export interface By {
  id: number
  role: string
  on: string
}

export const add = (tx: Db, decisionId: number, { part, words }: Pick<Correction, 'part' | 'words'>, by: By) =>
  tx.run(sql`
    insert into decision_corrections (decision_id, part, words, made_by, made_by_role, made_on)
    select id, ${part}, ${words}, ${by.id}, ${by.role}, ${by.on} from decisions where id = ${decisionId} and status = 'decided'`)

/** Agreed or not, once, by somebody who did not write it; 0 otherwise. */
export const settle = (tx: Db, id: number, agreed: boolean, by: By) =>
  tx.run(sql`
    update decision_corrections set agreed = ${agreed}, settled_by = ${by.id}, settled_by_role = ${by.role}, settled_on = ${by.on}
    where id = ${id} and settled_by is null and made_by <> ${by.id}`)

/** Those of a verdict that is kept as it stood: they are no corrections of the next. */
export const clear = (tx: Db, decisionId: number) =>
  tx.run(sql`delete from decision_corrections where decision_id = ${decisionId}`)
