import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import { apiRoutes } from './api/routes.ts'
import type { Builder } from './contract.ts'
import { deskRoutes } from './desk/routes.ts'
import { documentBuilder } from './documents/documents.ts'
import { documentRoutes } from './documents/routes.ts'
import { publicRoutes } from './public/routes.ts'

export interface ReleaseOptions {
  today(): string
  /** Name of the unit that publishes. */
  unit: string
  /** What rooms further down offer for release; publications in words are here already. */
  builders?: readonly Builder[]
}

/** Releases: working pages, what the public reads, and open data. */
export function routes(app: FastifyInstance, db: Db, { today, unit, builders = [] }: ReleaseOptions): void {
  const rooms = { db, today, builders: [...builders, documentBuilder] }
  documentRoutes(app, rooms)
  deskRoutes(app, rooms)
  publicRoutes(app, { db, unit })
  apiRoutes(app, { db, unit })
}
