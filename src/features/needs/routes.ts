import type { FastifyInstance } from 'fastify'
import * as analyses from './analyses/routes.ts'
import type { Looking } from './analyses/view.ts'
import * as assessment from './assessment/routes.ts'
import * as concentration from './concentration/routes.ts'
import * as early from './early/routes.ts'
import * as fear from './fear/routes.ts'
import * as findings from './findings/routes.ts'
import * as gradient from './gradient/routes.ts'
import * as groups from './groups/routes.ts'
import * as harm from './harm/routes.ts'
import * as health from './health/routes.ts'
import * as horizon from './horizon/routes.ts'
import * as hotspots from './hotspots/routes.ts'
import * as map from './map/routes.ts'
import * as notes from './notes/routes.ts'
import * as questions from './questions/routes.ts'
import * as research from './research/routes.ts'
import * as reviews from './reviews/routes.ts'
import * as assess from './signals/assess.ts'
import * as signals from './signals/routes.ts'
import * as trends from './trends/routes.ts'
import * as when from './when/routes.ts'

/** Signals, the map, the other ways of looking, the questions they open and the findings made of them. */
export function routes(app: FastifyInstance, rooms: Looking): void {
  signals.routes(app, rooms)
  assess.routes(app, rooms)
  map.routes(app, rooms)
  analyses.routes(app, rooms)
  notes.routes(app, rooms)
  concentration.routes(app, rooms)
  health.routes(app, rooms)
  when.routes(app, rooms)
  gradient.routes(app, rooms)
  groups.routes(app, rooms)
  horizon.routes(app, rooms)
  research.routes(app, rooms)
  hotspots.routes(app, rooms)
  trends.routes(app, rooms)
  early.routes(app, rooms)
  harm.routes(app, rooms)
  fear.routes(app, rooms)
  questions.routes(app, rooms)
  findings.routes(app, rooms)
  reviews.routes(app, rooms)
  assessment.routes(app, rooms)
}
