import type { Hit, Near, Results } from '../question.ts'
import type { Clock, Query } from './ask.ts'
import type { HelpView } from './help/words.ts'
import type { Tongue } from './words/index.ts'

/** All that the page of the finder is made from. */
export interface Found {
  query: Query
  results: Results
  clock: Clock
  t: Tongue
  /** How the place was read; undefined where none was asked for or none is known. */
  near: Near | undefined
  /** Minutes after midnight from which it is looked for. */
  after: number | undefined
  help: HelpView[]
  areas: { name: string; code: string }[]
  /** The areas each result is in, as codes: for a telephone that knows where somebody does not want to go. */
  around: ReadonlyMap<string, string>
  /** Ids of the plan somebody is making. */
  plan: readonly string[] | undefined
  /** What is for those a year older. */
  older: readonly Hit[]
  /** Nothing is listed at all: no other day or place helps. */
  isBare: boolean
  /** Somebody asked for something; else these are the usual things. */
  asked: boolean
}
