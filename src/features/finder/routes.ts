import type { FastifyInstance } from 'fastify'
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
import type { Rooms } from './rooms.ts'
import { wordRoutes } from './words/routes.ts'

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
