import type { Day } from '../../../../lib/dates.ts'
import { conflict } from '../../../../lib/errors.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import * as queries from './queries.ts'
import { dueOn, longest } from './rules.ts'
import type { DataRequest, NewRequest, Outcome } from './schemas.ts'

export interface Who {
  email: string
  accountId: number | null
}

export const open = (db: Db, who: Who, one: NewRequest): Promise<number> =>
  db.transaction(async tx => {
    const due = dueOn(one.kind, one.receivedOn)
    const { id } = await queries.insert(tx, one, due, who.email)
    await record(tx, who.email, 'data-request.opened', `data-request/${id}`, { kind: one.kind, due })
    return id
  })

// One change to a request, if it still stands where it is thought to stand.
const change = (db: Db, who: Who, id: number, what: string, work: (tx: Db) => Promise<number>, detail = {}) =>
  db.transaction(async tx => {
    if ((await work(tx)) === 0) throw conflict('Somebody else changed this request meanwhile. Open it again')
    await record(tx, who.email, what, `data-request/${id}`, detail)
  })

export function extend(db: Db, who: Who, one: DataRequest, reason: string): Promise<void> {
  const to = longest(one.receivedOn)
  return change(db, who, one.id, 'data-request.extended', tx => queries.extend(tx, one.id, to, reason), { to, reason })
}

/** Ends it; a refusal is only proposed: the director decides. */
export function end(db: Db, who: Who, id: number, { how, outcome }: Outcome, today: Day): Promise<void> {
  if (how === 'refuse')
    return change(db, who, id, 'data-request.refusal-proposed', tx => queries.propose(tx, id, outcome, who.accountId))
  return change(db, who, id, `data-request.${how}`, tx => queries.close(tx, id, how, outcome, today))
}

export const refuse = (db: Db, who: Who, id: number, today: Day): Promise<void> =>
  change(db, who, id, 'data-request.refused', tx => queries.refuse(tx, id, today))

export const sendBack = (db: Db, who: Who, id: number): Promise<void> =>
  change(db, who, id, 'data-request.refusal-declined', tx => queries.reopen(tx, id))
