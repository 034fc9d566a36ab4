// The door of the threads room.

export { placeOf } from './decisions/form.ts'
export type { Rooms as DecisionRooms } from './decisions/frame.ts'
export { whereOf } from './decisions/frame.ts'
export { find as findDecision } from './decisions/queries.ts'
export { routes as decisionRoutes } from './decisions/routes.ts'
export type { Panel } from './decisions/schemas.ts'
export * as decisions from './decisions/service.ts'
export { routes as linkRoutes } from './links/routes.ts'
export { type Choice, type Choices, choicesOf } from './records/choices.ts'
export {
  Coordinates,
  type CoordinatesView,
  coordinateFacts,
  coordinateFields,
  coordinatesView,
  known,
  nowhere,
} from './records/coordinates.ts'
export { knownNames } from './records/names.ts'
export { type NextStep, placeSteps } from './records/next.ts'
export {
  type Filter,
  find as findRecord,
  list as listRecords,
  search as searchRecords,
  stalled,
} from './records/queries.ts'
export { kindOf, kindWords, mayView, stalledBefore, stalledDays, subjectOf, visible } from './records/rules.ts'
export type { NewRecord, Record } from './records/schemas.ts'
export { forget, keep, link, unlink } from './records/service.ts'
export { type Beside, beside, recordsAt, type Step } from './records/view.ts'
export { registers } from './registers/kinds.ts'
export { find as findEntry, list as listEntries } from './registers/queries.ts'
export { routes as registerRoutes } from './registers/routes.ts'
export { daysLate, headStartDays, wordOf } from './registers/rules.ts'
export type { Entry } from './registers/schemas.ts'
export * as entries from './registers/service.ts'
export { type Register, type RegisterKind, registerKinds } from './registers/spec.ts'
export { routes as threadRoutes, stalledAfter } from './story/routes.ts'
export { routes as taskRoutes } from './tasks/routes.ts'
export * as tasks from './tasks/service.ts'
