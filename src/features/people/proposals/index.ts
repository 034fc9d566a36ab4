export { type Fields, history, type Proposal, proposalsRule, waiting, waitingOf, writers } from './queries.ts'
export {
  type Deciding,
  lastApproved,
  otherWaits,
  propose,
  refuse,
  secondPerson,
  settle,
  toDecide,
  withdraw,
} from './service.ts'
export { changesIn, type Decided, decidedOf, differences, type Line, type Waits, waitsOf } from './views.ts'
