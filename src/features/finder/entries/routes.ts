import type { FastifyInstance } from 'fastify'
import type { Rooms } from '../routes.ts'
import { formRoutes } from './form/routes.ts'
import { officeRoutes } from './office/routes.ts'

/** Entries as those work on them who write and approve them. */
export function entryRoutes(app: FastifyInstance, rooms: Rooms): void {
  officeRoutes(app, rooms)
  formRoutes(app, rooms)
}
