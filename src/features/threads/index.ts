// The door of the threads room.
export { type Filter, find as findRecord, list as listRecords, stalled } from './records/queries.ts'
export { kindOf, mayView, stalledBefore, stalledDays, subjectOf, visible } from './records/rules.ts'
export type { NewRecord, Record } from './records/schemas.ts'
export { forget, keep, link, unlink } from './records/service.ts'
export { type Beside, beside, type Step } from './records/view.ts'
