import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayWords } from '../../../lib/dates.ts'
import { AppError, forbidden, notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { decide } from '../../people/index.ts'
import { type PublishedItem, published, publishedItem } from '../../releases/index.ts'
import * as queries from './queries.ts'
import { hasGone, isInForce, stateOf, subjectOf } from './rules.ts'
import type { Fact } from './schemas.ts'

/** Where a release shows a fact. */
export type Published = Pick<PublishedItem, 'slug' | 'releaseTitle' | 'publishedOn'>

export interface Rooms {
  db: Db
  pack: Pick<Pack, 'demonstration' | 'watermark' | 'unit'>
  today(): string
}

export const keyOf = ({ id }: Pick<Fact, 'id'>): string => `fact/${id}`

/** Every fact this person may see. */
export async function seen({ db, today }: Pick<Rooms, 'db' | 'today'>, actor: Actor): Promise<Fact[]> {
  const facts = await queries.list(db)
  const whole = decide(actor, 'view', 'fact').allowed
  if (whole) return facts
  const released = new Set((await published(db, { kind: 'fact' })).map(item => item.key))
  return facts.filter(
    fact => decide(actor, 'view', 'fact', subjectOf(fact, today(), released.has(keyOf(fact)))).allowed,
  )
}

const Id = z.object({ id: z.string().regex(/^\d{1,9}$/) })

export interface Opened {
  fact: Fact
  release: Published | undefined
}

/** One fact, for who may do this with it. Who may not see it is not told that it is there. */
export async function one(rooms: Rooms, req: FastifyRequest, verb: string): Promise<Opened> {
  const asked = Id.safeParse(req.params)
  const fact = asked.success ? await queries.find(rooms.db, Number(asked.data.id)) : undefined
  if (!fact) throw notFound('That fact')
  const release = await publishedItem(rooms.db, keyOf(fact))
  const subject = subjectOf(fact, rooms.today(), release !== undefined)
  if (!decide(req.actor, 'view', 'fact', subject).allowed) throw notFound('That fact')
  const answer = decide(req.actor, verb, 'fact', subject)
  if (!answer.allowed) throw forbidden(answer.why)
  return { fact, release }
}

/** One fact to be drawn: in force today, or there is no card. */
export async function onCard(rooms: Rooms, req: FastifyRequest): Promise<Opened> {
  const opened = await one(rooms, req, 'view')
  const state = stateOf(opened.fact, rooms.today())
  if (hasGone(state)) throw new AppError(410, `There is no card: this fact is ${state}. Do not use one you have kept`)
  if (!isInForce(opened.fact, rooms.today())) throw notFound('A card: this fact has not been checked yet, so one')
  return opened
}

/** What a reader is told of a fact that once was public: when and why it went, in words fit for everybody. */
export interface Gone {
  number: number
  words: string
  reason: string
  /** The public fact that took its place. */
  next: Fact | undefined
}

/** That a fact the asker may not read was public once; undefined where they may, or where it never was. */
export async function goneOf(rooms: Rooms, req: FastifyRequest): Promise<Gone | undefined> {
  const asked = Id.safeParse(req.params)
  const fact = asked.success ? await queries.find(rooms.db, Number(asked.data.id)) : undefined
  if (!fact) return undefined
  const released = (await publishedItem(rooms.db, keyOf(fact))) !== undefined
  if (decide(req.actor, 'view', 'fact', subjectOf(fact, rooms.today(), released)).allowed) return undefined
  const [last] = await queries.inReleases(rooms.db, fact.id)
  return last && { number: fact.id, ...whyGone(fact, last, rooms.today()), next: await nextOf(rooms, fact) }
}

function whyGone(fact: Fact, last: queries.InRelease, today: string): Pick<Gone, 'words' | 'reason'> {
  const state = stateOf(fact, today)
  if (state === 'expired')
    return {
      words: `Its figure had to be checked again by ${dayWords(fact.reviewBy ?? '')}.`,
      reason: 'Nobody has checked it since, so we no longer stand by it.',
    }
  if (hasGone(state)) {
    const on = fact.endedOn ? ` on ${dayWords(fact.endedOn)}` : ''
    return { words: `It was ${state}${on}.`, reason: fact.publicReason }
  }
  if (last.withdrawnOn)
    return {
      words: `The publication that held it was withdrawn on ${dayWords(last.withdrawnOn)}.`,
      reason: last.withdrawnReason ?? '',
    }
  return {
    words: `The publication that held it was corrected${last.currentOn ? ` on ${dayWords(last.currentOn)}` : ''}, and no longer holds it.`,
    reason: '',
  }
}

/** What took its place, where the public may read it. */
async function nextOf({ db, today }: Rooms, fact: Fact): Promise<Fact | undefined> {
  const next = fact.supersededBy === null ? undefined : await queries.find(db, fact.supersededBy)
  return next && isInForce(next, today()) && (await publishedItem(db, keyOf(next))) ? next : undefined
}

/** What must be said across a card: that it is invented, or that nobody has released it. */
export const markOf = ({ pack }: Rooms, release: Published | undefined): string =>
  [pack.demonstration ? pack.watermark : '', release ? '' : 'Not released: for people in the partnership only.']
    .filter(Boolean)
    .join(' ')
