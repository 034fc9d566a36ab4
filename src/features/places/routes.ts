import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import * as calendars from './calendars/routes.ts'
import * as find from './find/routes.ts'
import * as own from './own/routes.ts'

/** Finding places, calendars, places of our own, and boundaries for maps. The page of a place, /places/:code, is the home room's. */
export function routes(app: FastifyInstance, db: Db, options: { city: string; packId: string; today(): string }): void {
  find.routes(app, db, options)
  calendars.routes(app, db, options)
  own.routes(app, db, options)
}
