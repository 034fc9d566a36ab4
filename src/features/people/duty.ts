import type { Day } from '../../lib/dates.ts'

/** Something a person must act on, and where: made by the room it is in, shown in their week and calendar. */
export interface Duty {
  /** What kind of thing it is, in a word or two: "Gate". */
  kind: string
  /** What to do: "Approve the data protection impact assessment of …". */
  title: string
  href: string
  note: string
  /** Whose it is, in words. */
  owner: string
  /** The last day for it, where there is one. */
  dueOn: Day | null
  /** Since when it waits. */
  since: Day | null
}
