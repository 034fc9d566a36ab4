export { factBuilder } from './builder.ts'
export type { Rooms as FactRooms } from './frame.ts'
export { routes as factRoutes } from './routes.ts'
export {
  addUse as addFactUse,
  approve as approveFact,
  inForce as factsInForce,
  loadStated as loadStatedFacts,
  propose as proposeFact,
  withdraw as withdrawFact,
} from './service.ts'
export { type FactWords, factWords } from './words.ts'
