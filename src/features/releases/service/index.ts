export { checkNow, recheck, stopCheck } from './check.ts'
export { approve, drop, publish, sendBack, withdraw } from './decide.ts'
export type { Doing } from './frame.ts'
export { correct, prepare, prepareAgain } from './prepare.ts'
