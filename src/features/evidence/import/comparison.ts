export interface Unlikely extends Revision {
  /** Mean of the months before it, as they are in force. */
  usual: number
}

export interface Comparison {
  /** Cells nobody spoke for until now. */
  fresh: number
  same: number
  changed: number
  /** Cells that differ from a file newer than this one, which stays in force: nothing changes there. */
  overruled: number
  /** The sum of all changes: after less before. */
  difference: number
  biggest: Revision[]
  /** Changed cells that somebody should look at: how many, and the largest of them. */
  unlikely: { cells: number; biggest: Unlikely[] }
  /** Files it is newer than, and files that are newer and stay in force. */
  against: string[]
  olderThan: string[]
  /** Files of the very same snapshot day: those it takes the place of, and those that stay in force (decision 0003). */
  sameDay: { replaces: string[]; yields: string[] }
}

export interface Revision {
  measureId: number
  placeId: number
  period: string
  before: number
  after: number
}
