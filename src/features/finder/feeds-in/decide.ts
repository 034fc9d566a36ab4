// What is to be done with one item of a feed beside what stands here already. Pure.
import { z } from 'zod'
import { isOpen } from '../entries/beside.ts'
import type { Standing, Turn } from '../entries/many.ts'
import { cleanBody, from, sameBody, withoutPersonal } from '../entries/rules.ts'
import type { Body } from '../schemas.ts'
import { besideHere } from './here.ts'
import { type Item, Unfit } from './mapped.ts'
import { feedReasons, isOfFeed } from './reasons.ts'
import type { Source } from './schemas.ts'

export interface Step {
  /**
   * `new`; `changed`: public at once; `above`: the same while a person has a version open; `offered`: for somebody to approve; `turned`: only taken off
   * or there again; `same`: nothing.
   */
  what: 'new' | 'changed' | 'above' | 'offered' | 'turned' | 'same'
  at: Standing | undefined
  body: Body
  /** Of what is new: nobody has to look. */
  isApproved: boolean
  /** Taken off, or there again. */
  turn: Turn | undefined
}

export interface Deciding {
  source: Pick<Source, 'trust'>
  by: string
}

export function stepOf({ source, by }: Deciding, item: Item, at: Standing | undefined): Step {
  if (item.state !== 'on') return turned(item.body, at, at && offOf(at.entry, feedReasons[item.state]))
  const { body: said, isForPerson } = besideHere(at, item.body, by)
  const body = clean(said)
  const isApproved = source.trust !== 'each' && !item.look && !isForPerson
  if (!at) return { what: 'new', at, body, isApproved, turn: undefined }
  const turn = item.look ? undefined : backOf(at.entry)
  const isSame = at.entry.state === 'merged' || (isApproved ? saysSame(at, body) : isOffered(at, body, item.body))
  if (isSame) return turned(body, at, turn)
  const what = isApproved ? (isOpen(at.newest, by) ? 'above' : 'changed') : 'offered'
  return { what, at, body, isApproved, turn: isApproved ? written(turn) : turn }
}

// A turn is made once the new version is public: of what nobody could read before, it must know that there is something to read now.
const written = (turn: Turn | undefined): Turn | undefined =>
  turn && { ...turn, entry: { ...turn.entry, publicVersion: turn.entry.lastVersion + 1 } }

const turned = (body: Body, at: Standing | undefined, turn: Turn | undefined): Step => ({
  ...{ what: turn ? 'turned' : 'same', at, body, turn },
  isApproved: false,
})

function clean(body: Body): Body {
  try {
    return withoutPersonal(cleanBody(body))
  } catch (error) {
    throw error instanceof z.ZodError ? new Unfit('Its words cannot be kept', { cause: error }) : error
  }
}

const saysSame = ({ open }: Standing, body: Body): boolean => open !== undefined && sameBody(open.body, body)

/**
 * Nothing is offered where an entry says it in its newest version, nor where the feed says (`own`) what it said before, so that nobody's words wait beneath
 * the same ones again.
 */
const isOffered = ({ newest, told }: Standing, body: Body, own: Body): boolean =>
  sameBody(newest?.body ?? null, body) || sameBody(told?.body ?? null, body) || sameBody(told?.body ?? null, clean(own))

/** Closes (or hides, for a time) an entry; what was never public is not hidden, and what is off already stays as it is. */
export function offOf(entry: Standing['entry'], reason: string): Turn | undefined {
  const deed = reason === feedReasons.resting ? 'hide' : 'close'
  const isOn = entry.state === 'public' || entry.state === 'draft'
  return isOn && from[deed].includes(entry.state) ? { entry, deed, reason } : undefined
}

/** What the feed took off and brings again is there again; what somebody here took off stays off. */
function backOf(entry: Standing['entry']): Turn | undefined {
  if (!isOfFeed(entry.stateReason)) return undefined
  const deed = entry.state === 'closed' ? 'reopen' : entry.state === 'hidden' ? 'show' : undefined
  return deed && { entry, deed, reason: 'In the feed again' }
}
