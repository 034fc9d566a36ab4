import type { FastifyInstance } from 'fastify'
import type { Day } from '../../../../lib/dates.ts'
import { AppError } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { gateOpen } from './service.ts'

/** A part of the product a gate may close. `name` is the first part of its addresses: `map`. */
export interface Feature {
  name: string
  text: string
}

/** Closes every address of a feature, to everybody, while one of its gates is not open. Call it before the routes are added. */
export function closeGated(
  app: FastifyInstance,
  db: Db,
  { today, features }: { today(): Day; features: readonly Feature[] },
): void {
  const names = new Set(features.map(feature => feature.name))
  app.addHook('preHandler', async req => {
    const name = /^\/([a-z-]+)/.exec(req.url)?.[1] ?? ''
    if (!names.has(name)) return
    const answer = await gateOpen(db, `feature/${name}`, today(), [], 'setup')
    if (!answer.open) throw new AppError(403, `${answer.reason}. ${answer.remedy}`)
  })
}
