// How long each room keeps what, put together for the page that shows it and the job that does it.
import * as evidence from './features/evidence/index.ts'
import * as finder from './features/finder/index.ts'
import * as people from './features/people/index.ts'
import { platformRules, type Rule } from './platform/retention.ts'

export const retentionRules: readonly Rule[] = [
  ...people.retentionRules,
  ...evidence.retentionRules,
  ...finder.retentionRules,
  ...platformRules,
]
