export { type Fields, history, type Proposal, proposalsRule, waiting, waitingOf, writers } from './queries.ts'
export {
  type Deciding,
  propose,
  refuse,
  secondPerson,
  settle,
  takeBack,
  toDecide,
  withdraw,
} from './service.ts'
export { changesIn, type Decided, decidedOf, differences, type Line, type Waits, waitsOf } from './views.ts'
