// The finder's front and its results: one question, one address.

import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { inTime } from '../../../lib/in-time.ts'
import type { Db } from '../../../platform/db.ts'
import { page } from '../../../platform/view.ts'
import { coarseOf, countSearch } from '../coverage/count.ts'
import type { Ask, Hit, Results } from '../question.ts'
import { lastWords } from '../search/added.ts'
import { readAsk } from '../search/ask.ts'
import { crisisOf } from '../search/crisis.ts'
import { findMeant } from '../search/find.ts'
import { addressOf } from './address.ts'
import { areasAround, areasOf, hasEntries } from './areas.ts'
import { type Clock, isAsked, pageSize, paramsOf, type Query, readQuery, sortOf, usual } from './ask.ts'
import type { Found } from './found.ts'
import { type Frame, frameOf } from './frame.ts'
import { type HelpView, type HelpWords, helpView, linesIn } from './help/words.ts'
import { type Kept, maySearchBeKept, searchName } from './kept.ts'
import { idsOf } from './lines.ts'
import { drawMap, spotsAt } from './map.ts'
import type { LookRooms } from './rooms.ts'
import { showSearch } from './search-view.ts'
import { tongueOf } from './words/index.ts'

export interface Looked {
  asked: boolean
  query: Query
  clock: Clock
  ask: Ask
  results: Results
}

/** Reads an address and finds what answers it; an address that asks nothing gets what people most often want, and is on. */
export async function look({ db, today, minutes }: LookRooms, sent: unknown): Promise<Looked> {
  const clock = { today: today(), minutes: minutes() }
  const asked = isAsked(sent)
  const read = readQuery(sent)
  if (asked) return { asked, clock, ...(await lookFor(db, read, clock)) }
  const [first, ...rest] = usual(read, clock)
  let found = await lookFor(db, first ?? read, clock, rest.length === 0)
  for (const next of rest) if (!isEnough(found.results)) found = await lookFor(db, next, clock, next === rest.at(-1))
  return { asked, clock, ...found }
}

/** `last`: what comes closest is looked for only where nothing else is left to try. */
async function lookFor(
  db: Db,
  query: Query,
  clock: Clock,
  last = true,
): Promise<Pick<Looked, 'query' | 'ask' | 'results'>> {
  const read = await readAsk(db, paramsOf(query, clock))
  // nothing is near to a place nobody knows
  const ask = read.near || query.near === '' ? read : { ...read, sort: sortOf({ ...query, near: '' }) }
  // as it was understood, so that “boxing near SE15” that finds nothing is counted as that
  const { meant, results } = await findMeant(db, ask, clock, { loosens: last })
  return { query, ask: meant, results }
}

/** Fewer things to go to than this are no first page. */
const enough = 3
const isEnough = ({ hits, loosened }: Results): boolean =>
  loosened.length === 0 && hits.filter(({ kind }) => kind === 'activity' || kind === 'work').length >= enough

/** Whoever typed words of danger waits no longer than this for what stands below the help. */
const patienceMs = 800

/** The page of the finder for an address. Where words of danger were typed and what answers them does not come, the help comes without. */
export function searchPage(rooms: LookRooms, sent: unknown, machine: boolean): Promise<Kept> {
  const whole = wholePage(rooms, sent, machine)
  return isDanger(rooms, sent) ? inTime(whole, patienceMs, () => helpAlone(rooms, sent)) : whole
}

export const isDanger = ({ db }: LookRooms, sent: unknown): boolean =>
  crisisOf(readQuery(sent).q, lastWords(db)).length > 0

/** What came to nothing for a person is counted, coarsely, unless words of danger were typed. */
async function wholePage(rooms: LookRooms, sent: unknown, machine: boolean): Promise<Kept> {
  const { ask, ...looked } = await look(rooms, sent)
  if (looked.asked && !machine && !looked.results.read.unread)
    await countSearch(rooms.writes, coarseOf(ask, looked.results, looked.clock))
  const found: Found = {
    ...looked,
    t: tongueOf(looked.query.lang),
    near: ask.near,
    after: ask.after,
    plan: planOf(sent, looked.query),
    help: await helpFor(rooms, looked),
    areas: await areasOf(rooms.db),
    around: await areasAround(
      rooms.db,
      looked.results.hits.map(({ id }) => id),
    ),
    older: await fromNextAge(rooms, { ask, ...looked }),
    isBare: looked.results.total === 0 && !(await hasEntries(rooms.db)),
  }
  return { ...showSearch(found), keep: (await maySearchBeKept(rooms.db, found)) ? searchName(found) : undefined }
}

const grown = 18
const mostOlder = 3

/** What somebody may go to from their next birthday on, where little is for them yet: “from 16” is told to a 15-year-old, and never among the results. */
async function fromNextAge({ db }: LookRooms, { ask, results, clock }: Looked): Promise<Hit[]> {
  const { age, page } = ask
  if (age === undefined || age >= grown || page > 1 || results.total > pageSize) return []
  if (results.crisis.length > 0 || results.read.unread) return []
  const next = { ...ask, age: age + 1, size: 30 }
  const { hits } = (await findMeant(db, next, clock, { loosens: false })).results
  return hits.filter(({ minAge }) => minAge === next.age).slice(0, mostOlder)
}

/** In words nobody here understands danger cannot be heard: those who help everybody are named then too. */
async function helpFor({ help, packHelp }: LookRooms, { results, query }: Pick<Looked, 'results' | 'query'>) {
  const { crisis, read } = results
  const lang = tongueOf(query.lang).code
  if (crisis.length > 0) return crisisLines(await help(), crisis, lang)
  return read.unread ? crisisLines(packHelp, [], lang) : []
}

const nothing = {
  ...{ hits: [], total: 0, more: false, loosened: [], facets: {} },
  read: { corrected: undefined, understood: [] },
} as const satisfies Omit<Results, 'crisis'>

/** The page for words of danger with nothing on it that has to be asked for: who to ring, as the pack says it. */
export function helpAlone({ db, packHelp, today, minutes }: LookRooms, sent: unknown): Kept {
  const query = readQuery(sent)
  const crisis = crisisOf(query.q, lastWords(db))
  const found: Found = {
    ...{ asked: true, query, clock: { today: today(), minutes: minutes() }, t: tongueOf(query.lang) },
    ...{ near: undefined, after: undefined, plan: planOf(sent, query), areas: [] },
    ...{ around: new Map(), older: [], isBare: false },
    results: { ...nothing, crisis },
    help: crisisLines(packHelp, crisis, tongueOf(query.lang).code),
  }
  return { ...showSearch(found), keep: undefined }
}

const planOf = (sent: unknown, { plan }: Query) =>
  typeof sent === 'object' && sent !== null && 'plan' in sent ? idsOf(plan) : undefined

/** Who to ring: those the help page puts first, and those these words call for. */
export function crisisLines(help: HelpWords, crisis: readonly string[], lang?: string): HelpView[] {
  const lines = linesIn(help)
  const ids = new Set([...help.first, ...crisis])
  return [...ids].flatMap(id => lines.filter(line => line.id === id)).map(line => helpView(line, lang))
}

/** Somebody found things, and not what they were looking for. */
export async function countMissing(rooms: LookRooms, sent: unknown): Promise<void> {
  const { ask, results, clock } = await look(rooms, sent)
  if (results.read.unread) return
  await countSearch(rooms.writes, coarseOf({ ...ask, page: 1 }, { ...results, total: 0, hits: [] }, clock))
}

const toldPage = page<Frame & { back: string }>('finder/look/pages/told.njk')

/** Thanks, with the way back to the same results. */
export function told(sent: unknown) {
  const query = readQuery(sent)
  const t = tongueOf(query.lang)
  const here = (lang: string | undefined) => addressOf({ ...query, lang }, '/things-to-do/told')
  return toldPage({ ...frameOf({ t, title: t.say('told.title'), here }), back: addressOf(query) })
}

const Shown = z
  .object({ ids: z.string().catch(''), lang: z.string().max(10).optional().catch(undefined) })
  .catch({ ids: '', lang: undefined })

/** The map of what a page shows, by its ids: nothing is searched for again, and what was typed stands in no second address. */
export async function mapPicture({ db }: LookRooms, sent: unknown): Promise<string> {
  const { ids, lang } = Shown.parse(sent)
  const spots = await spotsAt(db, idsOf(ids))
  const n = spots.filter(spot => spot.longitude !== null).length
  const drawn = n === 0 ? undefined : await drawMap(db, spots, tongueOf(lang).count('map.title', n))
  if (drawn === undefined) throw notFound('Map')
  // by itself it is a file, and a file says what it is
  return drawn.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
}
