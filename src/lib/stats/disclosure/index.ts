/** The door of disclosure control: docs/methods/disclosure.md. */
export { attack, type Interval, isPoint, type Known } from './attack.ts'
export { type Draft, type Published, publish, type State } from './cells.ts'
export type { Exposed } from './partners.ts'
export { type Protection, protect } from './protect.ts'
export { countsBehindRate, roundToFive } from './rules.ts'
export { collapse } from './system.ts'
