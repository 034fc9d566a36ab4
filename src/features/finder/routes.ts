import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import type { Pack } from '../../platform/pack.ts'
import { careRoutes } from './care/routes.ts'
import { holidayRoutes } from './coverage/holidays/routes.ts'
import { involvedRoutes } from './coverage/involved/routes.ts'
import { offerRoutes } from './coverage/offers/routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { unmetRoutes } from './coverage/unmet/routes.ts'
import { entryRoutes } from './entries/routes.ts'
import { feedInRoutes } from './feeds-in/routes.ts'
import { feedRoutes } from './feeds-out/routes.ts'
import { lookRoutes } from './look/routes.ts'
import { wordRoutes } from './words/routes.ts'

/** What every slice of the finder stands on. */
export interface Rooms {
  db: Db
  /** What public pages and feeds read by: no question of theirs takes longer than it may. */
  reads: Db
  pack: Pack
  /** The Europe/London date. */
  today(): string
  /** Minutes after midnight in London, now. */
  minutes(): number
  /** What addresses in feeds, QR codes and calendars begin with. */
  publicAddress: string
}

/** Each slice adds its routes with one line. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  careRoutes(app, rooms)
  coverageRoutes(app, rooms)
  holidayRoutes(app, rooms)
  entryRoutes(app, rooms)
  feedRoutes(app, rooms)
  feedInRoutes(app, rooms)
  lookRoutes(app, rooms)
  unmetRoutes(app, rooms)
  involvedRoutes(app, rooms)
  offerRoutes(app, rooms)
  wordRoutes(app, rooms)
}
