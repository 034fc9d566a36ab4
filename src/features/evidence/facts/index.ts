export { factBuilder } from './builder.ts'
export type { Rooms as FactRooms } from './frame.ts'
export { jobs as factJobs, schedule as scheduleFacts } from './jobs.ts'
export { routes as factRoutes } from './routes.ts'
export type { Fact } from './schemas.ts'
export {
  addUse as addFactUse,
  approve as approveFact,
  follow as followFacts,
  inForce as factsInForce,
  loadStated as loadStatedFacts,
  propose as proposeFact,
  withdraw as withdrawFact,
} from './service.ts'
export { type FactWords, factWords } from './words.ts'
