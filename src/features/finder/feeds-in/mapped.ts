// What every reader of feeds makes of one item. Pure.
import { z } from 'zod'
import { everyText } from '../entries/blank.ts'
import { Body, type Kind } from '../schemas.ts'
import { type Json, whole, withoutMailboxes } from './strip.ts'
import type { Flag, Say } from './values.ts'

/** Who runs it, as the feed says. */
export interface Provider {
  ref: string
  name: string
  description: string
  website: string
  email: string
  phone: string
}

export interface Item {
  ok: true
  /** Its name in the feed, kept for ever. */
  ref: string
  kind: Kind
  body: Body
  provider: Provider
  /** `gone`: the feed says it has ended; `resting`: not on for a time; `over`: every date it names is past. */
  state: 'on' | 'resting' | 'gone' | 'over'
  /** Nothing says whether it is still on: somebody looks before the public sees it. */
  look: boolean
  flags: readonly Flag[]
  raw: Json
}

/** What cannot be taken: which field, and what to do about it. */
export interface Refused {
  ok: false
  ref: string
  flags: readonly Flag[]
  why: string
  raw: Json
}
export type Mapped = Item | Refused

/** Collects what is told of one item. */
export function notes(): { say: Say; flags: Flag[] } {
  const flags: Flag[] = []
  const say: Say = (field, told) => {
    const what = whole(told)
    if (flags.length < 50 && !flags.some(each => each.field === field && each.what === what))
      flags.push({ field, what })
  }
  return { say, flags }
}

/** What an item says cannot be kept: a fault of the publisher's, told as such, and the others are kept. */
export class Unfit extends Error {}

export interface Draft extends Omit<Item, 'ok' | 'body'> {
  body: unknown
}

/** An item whose body stands, without the mailboxes of people that stood in its words; or why it does not. */
export function settled({ body, ...rest }: Draft): Mapped {
  const read = Body.safeParse(everyText(body, text => whole(withoutMailboxes(text))))
  if (read.success) return { ok: true, ...rest, body: read.data }
  const issue = read.error.issues[0]
  const field = issue?.path.map(String).join('.') || 'item'
  return { ok: false, ref: rest.ref, flags: rest.flags, raw: rest.raw, why: `${field}: ${issue?.message ?? ''}` }
}

/** A name a feed gives to an item: a text or a number, not too long to keep. */
export const Ref = z
  .union([z.string(), z.number().transform(String)])
  .transform(text => whole(text).trim())
  .refine(text => text !== '' && text.length <= 300)
