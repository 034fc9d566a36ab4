import type { FastifyInstance } from 'fastify'
import type { Rooms } from './frame.ts'
import { pairRoutes } from './pairs-routes.ts'
import { photoRoutes } from './photos.ts'
import { problemRoutes } from './problem.ts'
import { qualityRoutes } from './quality-routes.ts'
import { reportRoutes } from './reports-routes.ts'
import { reviewRoutes } from './reviews-routes.ts'

/** What keeps entries right. */
export function careRoutes(app: FastifyInstance, rooms: Rooms): void {
  problemRoutes(app, rooms)
  reportRoutes(app, rooms)
  reviewRoutes(app, rooms)
  pairRoutes(app, rooms)
  qualityRoutes(app, rooms)
  photoRoutes(app, rooms)
}
