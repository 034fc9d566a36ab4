import type { Asked } from './ask.ts'
import type { Marked } from './marked.ts'
import type { Row } from './rows.ts'

/** All that the list is made from. */
export interface Signals {
  asked: Asked
  marked: Marked
  rows: readonly Row[]
  cityRate: number | null
  source: string
}
