import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import * as queries from './queries.ts'
import { changeKinds } from './schemas.ts'
import * as service from './service.ts'

/** A change that the demonstration city has made, or that waits. */
export const Choice = z.object({
  kind: z.enum(changeKinds),
  code: z.string(),
  value: z.string(),
  reason: z.string(),
  waits: z.boolean().default(false),
})

const analyst: Actor = { ...anyone, email: 'setup', role: 'analyst' }
const director: Actor = { ...anyone, email: 'setup', role: 'director' }

/** Makes the invented unit's choices through the same service as people do, once. */
export const fill = (db: Db, choices: readonly z.output<typeof Choice>[], today: string): Promise<void> =>
  db.transaction(async tx => {
    if ((await queries.list(tx)).length > 0) return
    for (const { waits, ...choice } of choices) {
      const { id } = await service.propose(tx, analyst, { ...choice, startsOn: null }, today)
      if (!waits) await service.settle(tx, director, id, { verdict: 'approve', reason: 'Invented' }, today)
    }
  })
