import type { Day } from '../../../../lib/dates.ts'
import { conflict } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import type { Body } from '../../schemas.ts'
import type * as queries from '../queries.ts'
import * as service from '../service.ts'

export interface Sending {
  actor: Actor
  entry: queries.Entry
  body: Body
  note: string
  seen: number
  today: Day
}

/** Sends what was written to be approved. */
export const send = (db: Db, { actor, entry, body, note, seen }: Sending): Promise<'sent'> =>
  db.transaction<'sent'>(async tx => {
    const written = await service.write(tx, { id: entry.id, by: actor.email, body, note, seen, verdict: 'waiting' })
    if (!written.ok) throw conflict(service.moved)
    return 'sent'
  })
