import type { Db } from '../../platform/db.ts'
import type { Handler } from '../../platform/jobs.ts'
import type { View } from './analyses/view.ts'
import * as early from './early/job.ts'
import * as findings from './findings/check.ts'
import * as job from './signals/assess.ts'

export { type Links, linksOf } from './analyses/links.ts'
export { Reading } from './analyses/reading.ts'
export { findingHref, type View } from './analyses/view.ts'
export { views } from './analyses/views.ts'
export { editionBuilder } from './assessment/builder.ts'
export { ToldAssessment, tellAssessment } from './assessment/demonstration.ts'
export { request as requestLists } from './early/job.ts'
/** Keeps the newest month's list of early notice: after each assessment. */
export { keepLists } from './early/service.ts'
export { findingBuilder } from './findings/builder.ts'
export { duties, request as requestFindings } from './findings/check.ts'
export { makeAgreed, risingWard } from './findings/demonstration.ts'
export { findingsAt } from './findings/place.ts'
export { tellNotes } from './groups/demonstration.ts'
export { tellHarm } from './harm/demonstration.ts'
export { openAgendas } from './health/agenda-service.ts'
export { closeTold, tellAgenda } from './health/demonstration.ts'
export * as horizon from './horizon/service.ts'
export { type WardDrawing, wardDrawing } from './map/wards.ts'
export { type BackgroundTold, tellBackground } from './notes/demonstration.ts'
export { type Background, backgroundAt } from './notes/shown.ts'
export { answerAt } from './questions/demonstration.ts'
export { countOpenQuestions, questionsAt } from './questions/mine.ts'
export * as research from './research/service.ts'
export { enterReview, ToldReview } from './reviews/demonstration.ts'
export { routes } from './routes.ts'
export type { Rooms } from './signals/ask.ts'
/** Asks the job process to make every mark again: from the page, and after each import. */
export { request as requestAssessment } from './signals/assess.ts'
export { type Firmness, firmness, firmWords } from './signals/firmness.ts'
export { type Signal, signalsAt } from './signals/queries.ts'
export { type Assessed, assess, assessAll } from './signals/service.ts'
export { defaults, Settings } from './signals/settings.ts'
export { type MarksOfWards, marksOfWards, type WardMarks, wardMarks } from './signals/start.ts'

/** The work this room does in the job process. */
export const jobs = (db: Db, views: readonly View[]): Record<string, Handler> => ({
  [job.kind]: job.handler(db),
  [early.kind]: early.handler(db),
  [findings.kind]: findings.handler(db, views),
})
export { whyNoFinding } from './rules.ts'
export { dispersionOf } from './signals/queries.ts'
export { shiftsOf } from './trends/queries.ts'
export { type HoursAt, hoursAt } from './when/at.ts'
export { levelText } from './words.ts'
