// What is to be written so that the finder says what a list says. Pure.
import { sameBody } from '../../entries/rules.ts'
import type { Body } from '../../schemas.ts'
import { feedReasons } from '../reasons.ts'

/** A place as the list has it now. */
export interface Wanted {
  ref: string
  body: Body
  boroughId: number | null
}

/** An entry that came of the list before. */
export interface There {
  id: string
  ref: string
  state: string
  stateReason: string
  /** The version the public reads was brought by the list, not written by somebody here. */
  ours: boolean
  body: Body
}

export interface Plan {
  add: readonly Wanted[]
  change: readonly (Wanted & { id: string })[]
  /** Back in the list after it had gone. */
  back: readonly string[]
  gone: readonly string[]
}

/** What somebody here wrote, merged or took off stays as they left it. A list without a place takes nothing off: more likely it came broken. */
export function planOf(wanted: readonly Wanted[], there: readonly There[]): Plan {
  const list = new Map(wanted.map(each => [each.ref, each]))
  const known = new Map(there.map(each => [each.ref, each]))
  const open = there.filter(each => each.ours && each.state !== 'merged')
  return {
    add: [...list.values()].filter(({ ref }) => !known.has(ref)),
    change: open.flatMap(({ id, ref, body }) => {
      const now = list.get(ref)
      return now && !sameBody(now.body, body) ? [{ ...now, id }] : []
    }),
    back: open
      .filter(each => list.has(each.ref) && each.state === 'closed' && each.stateReason === feedReasons.missing)
      .map(({ id }) => id),
    gone:
      list.size === 0 ? [] : open.filter(each => !list.has(each.ref) && each.state === 'public').map(({ id }) => id),
  }
}
