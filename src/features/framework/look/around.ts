import type { Actor } from '../../../platform/http.ts'

/** A record of another room as far as the framework needs it; only ones this person may see. */
export interface Tagged {
  key: string
  kind: string
  /** The kind in words: "Decision". */
  kindName: string
  title: string
  href: string
  state: string
  ended: boolean
  movedOn: string
  /** Areas, outcomes and other items it is tagged with. */
  codes: readonly string[]
  contextLevel: string | null
  journeyStage: string | null
  preventionLevel: string | null
  /** Something done (an award, a task, a programme), not a finding or a figure. */
  isWork: boolean
}

/** A measure's newest figure for the whole city, in words. */
export interface MeasureCard {
  code: string
  name: string
  href: string
  /** "61% said so"; the words that stand in where it is hidden or not known. */
  figure: string
  /** "95% interval 58% to 64%"; empty where none may be given. */
  interval: string
  count: string
  period: string
  source: string
}

/** What the framework shows of rooms below it. The app hands these in, so that this room never reaches down. */
export interface Around {
  /** Records tagged with one of these codes, or with any coordinate where none are named. */
  tagged(actor: Actor, codes?: readonly string[]): Promise<Tagged[]>
  measures(actor: Actor, codes: readonly string[]): Promise<MeasureCard[]>
  /** Measures that may be chosen, for a form. */
  measureOptions(): Promise<{ value: string; text: string }[]>
}
