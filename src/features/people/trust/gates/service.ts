import type { Day } from '../../../../lib/dates.ts'
import { conflict } from '../../../../lib/errors.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import * as queries from './queries.ts'
import { isOpen, lateWords, remedyOf, stateOf } from './rules.ts'
import { type Filled, type Gate, kinds, type Need, type SeededGate } from './schemas.ts'

export interface Who {
  email: string
  accountId: number | null
}

/** Puts up the gates that something needs; those that stand are left as they are. */
export async function put(tx: Db, needs: readonly Need[], by: string): Promise<void> {
  for (const need of needs) {
    const added = await queries.add(tx, need)
    if (added) await record(tx, by, 'gate.put-up', `gate/${added.id}`, { object: need.object, kind: need.kind })
  }
}

export type Answer =
  | { open: true /** Reviews that are late. */; warnings: string[] }
  | { open: false; reason: string; remedy: string }

/** May this be used? `needs` are the gates it must have; any other gate on it counts too. A gate that is not there is put up, closed. */
export async function gateOpen(
  db: Db,
  object: string,
  today: Day,
  needs: readonly Need[],
  by: string,
): Promise<Answer> {
  const found = await standing(db, object, needs, by)
  const closed = found.find(gate => !isOpen(gate, today))
  if (!closed) return { open: true, warnings: found.filter(gate => stateOf(gate, today) === 'late').map(lateWords) }
  const why = closed.reference === null ? 'there is none yet' : 'it is not approved yet'
  return {
    open: false,
    reason: `“${closed.title}” may not be used without a signed ${kinds[closed.kind].toLowerCase()}, and ${why}`,
    remedy: remedyOf(closed),
  }
}

async function standing(db: Db, object: string, needs: readonly Need[], by: string): Promise<Gate[]> {
  const found = await queries.ofObject(db, object)
  const missing = needs.filter(need => !found.some(gate => gate.kind === need.kind))
  if (missing.length === 0) return found
  await db.transaction(tx => put(tx, missing, by))
  return queries.ofObject(db, object)
}

export const add = (db: Db, who: Who, need: Need): Promise<number | undefined> =>
  db.transaction(async tx => {
    const added = await queries.add(tx, need)
    if (added) await record(tx, who.email, 'gate.put-up', `gate/${added.id}`, { object: need.object, kind: need.kind })
    return added?.id
  })

export const fill = (db: Db, who: Who, id: number, filled: Filled): Promise<void> =>
  db.transaction(async tx => {
    await queries.fill(tx, id, filled, who.accountId)
    await record(tx, who.email, 'gate.filled', `gate/${id}`, { ...filled })
  })

export const approve = (db: Db, who: Who, id: number): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.approve(tx, id, who.accountId)) === 0) throw conflict('This gate does not wait for approval')
    await record(tx, who.email, 'gate.approved', `gate/${id}`)
  })

/** The demonstration's gates: filled in and approved, and said to be invented. */
export const seed = (db: Db, gates: readonly SeededGate[]): Promise<void> =>
  db.transaction(async tx => {
    await put(tx, gates, 'setup')
    for (const { object, kind, title: _, ...filled } of gates) {
      const gate = (await queries.ofObject(tx, object)).find(one => one.kind === kind)
      if (!gate || gate.reference !== null) continue
      await fill(tx, { email: 'setup', accountId: null }, gate.id, filled)
      await approve(tx, { email: 'setup', accountId: null }, gate.id)
    }
  })
