// Trust: what was done and by whom, how long it is kept, what must be assessed first, what people may ask of us.
import type { FastifyInstance } from 'fastify'
import type { Db } from '../../../platform/db.ts'
import type { Handler } from '../../../platform/jobs.ts'
import type { Rule } from '../../../platform/retention.ts'
import * as checks from './audit/checks.ts'
import * as audit from './audit/routes.ts'
import * as gates from './gates/routes.ts'
import * as requests from './requests/routes.ts'
import * as retention from './retention/routes.ts'
import * as retentionService from './retention/service.ts'

export { trustDuties } from './duties.ts'
export { closeGated } from './gates/feature.ts'
export { Need, SeededGate } from './gates/schemas.ts'
export { type Answer, gateOpen, put as putGates, seed as seedGates } from './gates/service.ts'
export { rules as retentionRules } from './retention/rules.ts'

export type TrustOptions = requests.RequestOptions & retention.RetentionOptions & gates.GateOptions

export function trustRoutes(app: FastifyInstance, db: Db, options: TrustOptions): void {
  audit.routes(app, db)
  retention.routes(app, db, options)
  gates.routes(app, db, options)
  requests.routes(app, db, options)
}

/** Sees to it that what trust does each night waits for its night. */
export async function scheduleNightly(db: Db, now: Date): Promise<void> {
  await retentionService.schedule(db, now)
  await checks.schedule(db, now)
}

export const trustJobs = (db: Db, rules: readonly Rule[]): Record<string, Handler> => ({
  ...checks.jobs(db),
  ...retentionService.jobs(db, rules),
})
