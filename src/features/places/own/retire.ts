import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { inUse } from './edit-service.ts'
import * as queries from './queries.ts'
import { carryMembers } from './refresh.ts'
import type { Restoration, Retirement } from './schemas.ts'
import { type By, type Made, nameTaken } from './service.ts'

/** Takes a place out of use. Its page and its past figures stay. */
export const retire = (db: Db, by: By, own: queries.Own, input: Retirement): Promise<void> =>
  db.transaction(async tx => {
    inUse(own)
    await queries.retire(tx, own.id, by.today)
    await record(tx, by.actor.email, `${own.kind}.retired`, `place/${own.code}`, { reason: input.reason })
  })

/** Brings a retired place back with its members and line. Its name may be another place's by now, so it can have a new one; small areas that went meanwhile are followed to what they became. */
export const restore = (db: Db, by: By, own: queries.Own, input: Restoration): Promise<Made> =>
  db.transaction(async tx => {
    const taken = await nameTaken(tx, input.name, own.id)
    if (taken) return taken
    if ((await queries.restore(tx, own.id, input.name)) === 0)
      throw conflict('This place is in use: somebody else has brought it back.')
    const carried = await carryMembers(tx, own)
    await record(tx, by.actor.email, `${own.kind}.restored`, `place/${own.code}`, {
      name: input.name,
      ...(input.name === own.name ? {} : { nameBefore: own.name }),
      reason: input.reason,
      retiredOn: own.validTo,
      ...carried,
    })
    return { ok: true, code: own.code }
  })
