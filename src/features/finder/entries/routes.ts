import type { FastifyInstance } from 'fastify'
import type { Rooms } from '../rooms.ts'
import { claimRoutes } from './claim/routes.ts'
import { jobRoutes } from './employers/job.ts'
import { pledgeRoutes } from './employers/routes.ts'
import { formRoutes } from './form/routes.ts'
import { mentoringRoutes } from './mentoring/routes.ts'
import { officeRoutes } from './office/routes.ts'

/** Entries as those work on them who write and approve them. */
export function entryRoutes(app: FastifyInstance, rooms: Rooms): void {
  claimRoutes(app, rooms)
  jobRoutes(app, rooms)
  pledgeRoutes(app, rooms)
  mentoringRoutes(app, rooms)
  officeRoutes(app, rooms)
  formRoutes(app, rooms)
}
