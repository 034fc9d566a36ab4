import { z } from 'zod'
import { addDays, type Day, isDay } from '../../../lib/dates.ts'
import { isPersonal } from '../../organisations/index.ts'
import type { Subject } from '../../people/index.ts'
import { Body, type Kind, type NewBody } from '../schemas.ts'
import { plainWords } from './clean.ts'

export const states = ['draft', 'public', 'hidden', 'closed', 'merged'] as const
export type State = (typeof states)[number]

export const verdicts = ['draft', 'waiting', 'approved', 'refused', 'replaced'] as const
export type Verdict = (typeof verdicts)[number]

/** Days until somebody says again that it is right: what changes each term sooner than what stays for years. */
export const reviewDays: Readonly<Record<Kind, number>> = { activity: 120, work: 60, support: 91, network: 182 }
const Work = z.object({ closesOn: z.string().refine(isDay) })
/** The last day to apply, of a job or apprenticeship that says one. */
export const closesOn = ({ extra }: Body): Day | undefined => Work.safeParse(extra.work).data?.closesOn

/** The next day somebody looks: the usual one, or sooner when there is a last day to apply. */
export function reviewOn(kind: Kind, body: Body, today: Day): Day {
  const usual = addDays(today, reviewDays[kind])
  const closes = closesOn(body)
  return closes !== undefined && closes < usual && closes >= today ? closes : usual
}

/** The moment of a change the public can see, in milliseconds: later than every one before it, whatever the clock says. */
export const nextModified = (before: number, now: number): number => Math.max(before + 1, now)

/** From which states a deed may be done. What is merged stays merged: its history is in the entry it went into. */
export const from: Readonly<Record<'hide' | 'show' | 'close' | 'reopen' | 'merge', readonly State[]>> = {
  hide: ['public'],
  show: ['hidden'],
  close: ['draft', 'public', 'hidden'],
  reopen: ['closed'],
  merge: ['draft', 'public', 'hidden', 'closed'],
}

/** What an entry becomes when a version of it is approved. One that is hidden or closed stays so until somebody says otherwise. */
export const afterApproval = (state: State): State => (state === 'draft' ? 'public' : state)

/** What an entry becomes when it is shown or opened again: public where there is something to read. */
export const opened = (publicVersion: number | null): State => (publicVersion === null ? 'draft' : 'public')

interface Standing {
  state: State
  stateReason: string
  publicVersion: number | null
}
type Turned = Pick<Standing, 'state' | 'stateReason'>

/** What a deed makes of an entry, and the reason that stands there then. */
export const turned: Readonly<
  Record<'hide' | 'show' | 'close' | 'reopen', (entry: Standing, reason: string) => Turned>
> = {
  hide: (_, stateReason) => ({ state: 'hidden', stateReason }),
  close: (entry, reason) => ({ state: 'closed', stateReason: reasonToClose(entry, reason) }),
  show: ({ publicVersion }) => ({ state: opened(publicVersion), stateReason: '' }),
  reopen: ({ publicVersion }) => ({ state: opened(publicVersion), stateReason: '' }),
}

// Why it was hidden stays to be read, by whoever is asked to open it again and by feeds.
const reasonToClose = ({ state, stateReason }: Turned, reason: string): string =>
  (state === 'hidden' ? `${reason} (hidden before: ${stateReason})` : reason).slice(0, 300)

/** What the trail calls each of these. */
export const deedWords = { hide: 'hidden', show: 'shown', close: 'closed', reopen: 'opened-again' } as const

/** For permission: whose it is, where, and who wrote what is to be decided. */
export const subjectOf = (entry: {
  organisationKey: string
  boroughCode: string | null
  writers?: readonly number[]
}): Subject => ({
  organisation: entry.organisationKey,
  places: entry.boroughCode === null ? [] : [entry.boroughCode],
  handledBy: entry.writers ?? [],
})

/** A body as it is kept: parsed, with mark-up of feeds and pasted pages taken out of every text. */
export function cleanBody(given: NewBody): Body {
  const body = Body.parse(given)
  const words = (text: string, most: number) => plainWords(text).slice(0, most)
  return Body.parse({
    ...body,
    name: words(body.name, 120) || body.name,
    summary: words(body.summary, 200),
    description: words(body.description, 4_000),
    activityWords: words(body.activityWords, 100),
    timesWords: words(body.timesWords, 300),
    accessWords: words(body.accessWords, 500),
    bring: words(body.bring, 300),
    meet: words(body.meet, 300),
    travel: words(body.travel, 300),
    cost: { ...body.cost, words: words(body.cost.words, 200) },
    join: { ...body.join, words: words(body.join.words, 500) },
  })
}

/** Without a mailbox that looks like a person's: for feeds, where nobody is there to be asked for another. */
export const withoutPersonal = (body: Body): Body =>
  isPersonal(body.join.email) ? { ...body, join: { ...body.join, email: '' } } : body

/** The same thing said: nothing to write. */
export const sameBody = (a: Body | null, b: Body | null): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

// Boxes that were ticked in another order say the same.
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.every(each => typeof each === 'string')
      ? value.toSorted()
      : value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, part]) => [key, sorted(part)])
      : value

/** What an organisation that is trusted may put right by itself: not who, where, how to join, nor how people are kept safe. */
const small: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'schedules',
  'timesWords',
  'cost',
  'food',
  'capacity',
  'waiting',
  'bring',
  'travel',
  'access',
  'accessWords',
  'languages',
])

export const isSmallChange = (before: Body, after: Body): boolean => {
  const was = new Map(Object.entries(before))
  const changed = Object.entries(after).filter(
    ([key, now]) => JSON.stringify(sorted(was.get(key))) !== JSON.stringify(sorted(now)),
  )
  return changed.length > 0 && changed.every(([key]) => small.has(key))
}
