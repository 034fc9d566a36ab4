export { dues, type SourceDue } from './catalogue/dues.ts'
export { overruledWords } from './catalogue/overruled.ts'
export { routes as catalogueRoutes } from './catalogue/routes.ts'
export {
  addFactUse,
  approveFact,
  type Fact,
  type FactRooms,
  type FactWords,
  factBuilder,
  factJobs,
  factRoutes,
  factsInForce,
  factWords,
  followFacts,
  loadStatedFacts,
  proposeFact,
  scheduleFacts,
  withdrawFact,
} from './facts/index.ts'
export { dataFormats } from './formats/index.ts'
export { placesFormats } from './formats/places.ts'
export {
  categoriesOf,
  type Example,
  exampleOf,
  type Format,
  findImport,
  type ImportRequest,
  type ImportResult,
  importFile,
  type LoadResult,
  loadPack,
  type PreviewResult,
  preview,
  type Refusal,
  type Reject,
  type Report,
  readPackEvidence,
  readSources,
  Source,
  type SourceLoad,
  seed,
  sweep,
  undo,
} from './import/index.ts'
export { shelf } from './observations/kept.ts'
export { monthsOfMost } from './observations/most.ts'
export {
  type Latest,
  type Monthly,
  readLatest,
  readMonths,
  readSpeakers,
  readYears,
} from './observations/read.ts'
export { type Kin, type Kinship, type Seen, seenIn, sum, type Window } from './observations/seen.ts'
export {
  breaksOf,
  dataVersion,
  type Extent,
  extentOf,
  grainsOf,
  isKnown,
  isOpenlyPublished,
  openEvidence,
  type Store,
  sourcesOf,
} from './observations/store.ts'
export { relativesOf } from './parts.ts'
export { releasedColumns } from './released/columns.ts'
export { levelsOf, type PublicLevel } from './released/levels.ts'
export {
  breaksWithin,
  breakWords,
  isMadeOfKinds,
  measureSlug,
  newestSnapshots,
} from './released/lines.ts'
export { goesByMonth, isQuarterEnd, wholeParts } from './released/months.ts'
export { retentionRules } from './retention.ts'
export {
  isHidden,
  isMade,
  isOpenAt,
  isOwn,
  levelWords,
  notShown,
  type Shown,
  type Sight,
  seesSignals,
  show,
  sight,
  smallAreaWords,
  threshold,
  type Where,
} from './rules.ts'
export { type Break, Grain, type Level, levels, type Measure } from './schemas.ts'
export { type Line, type Sibling, sightsOfAll, spread } from './siblings.ts'
export { readUpload } from './upload/form.ts'
export { jobs } from './upload/jobs.ts'
export { routes as uploadRoutes } from './upload/routes.ts'
export { remove as removeUpload } from './upload/store.ts'
