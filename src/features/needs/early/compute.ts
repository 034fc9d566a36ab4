// One month's list as a person may see it.
import { z } from 'zod'
import { addMonths, lastDay, type Month } from '../../../lib/dates.ts'
import type { Actor } from '../../../platform/http.ts'
import { levelWords, openEvidence, type Store, seesSignals } from '../../evidence/index.ts'
import { listRecords, type Record, visible } from '../../threads/index.ts'
import { mayTest, seenOf, whereOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Ground, groundOf, type Known, kinds, markable, openTo } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import { heldOf } from './held.ts'
import * as queries from './queries.ts'

const Address = z.object({
  level: z.enum(kinds).exclude(['lsoa']).catch('ward'),
  measure: z.string().catch(''),
  month: z.string().catch(''),
})

export interface Line {
  area: Area
  flag: queries.FlagRow
  /** The number and what is usual: as they are, the usual whole, or neither, where the place's months are kept back. */
  tells: 'all' | 'whole' | 'none'
  /** Findings, threats and tasks about the place opened since the month ended. */
  followed: Record[]
}

export interface Early {
  store: Store
  ground: Ground
  choices: Known[]
  known: Known
  lists: queries.List[]
  list: queries.List
  lines: Line[]
  /** Places looked at whose flags this person may see. */
  open: number
  /** Flags that chance alone would give at those. */
  expected: number
}

export type Answer =
  | { state: 'no places' }
  | { state: 'no data' }
  | { state: 'refused'; words: string }
  | { state: 'no list' }
  | { state: 'ready'; early: Early }

export async function earlyOf(rooms: Rooms, actor: Actor, query: unknown): Promise<Answer> {
  const asked = Address.parse(query ?? {})
  const { db } = rooms
  const store = await openEvidence(db)
  const ground = await groundOf(db, store, asked.level)
  if (!ground) return { state: 'no places' }
  const all = markable(ground.known)
  const choices = openTo(actor, ground.kind, all)
  const refused = all.find(one => one.measure.code === asked.measure && !choices.includes(one))
  if (refused) return { state: 'refused', words: levelWords(refused.measure) }
  const known =
    choices.find(one => one.measure.code === asked.measure) ??
    choices.find(one => one.measure.code === rooms.pack.headlines[0]) ??
    choices[0]
  if (!known) return { state: 'no data' }
  const areas = known.areas.filter(area => seesSignals(actor, whereOf(area)))
  const ids = areas.map(area => area.id)
  const lists = await queries.lists(db, ground.vintage, known.measure.id, ids)
  const list = lists.find(one => one.month === asked.month) ?? lists[0]
  if (!list) return { state: 'no list' }
  const seen = await shownAt(rooms, actor, { store, ground, known, list, areas })
  const lines = await linesOf(rooms, actor, { store, ground, known, list, areas }, seen)
  const { looked, expected } = await queries.expectedAt(
    db,
    list.id,
    seen.map(area => area.id),
  )
  return { state: 'ready', early: { store, ground, choices, known, lists, list, lines, open: looked, expected } }
}

interface Within {
  store: Store
  ground: Ground
  known: Known
  list: queries.List
  areas: readonly Area[]
}

/** Places whose month, and the months it is held against, are not hidden from this person. */
async function shownAt(
  { db }: Rooms,
  actor: Actor,
  { store, ground, known, list, areas }: Within,
): Promise<readonly Area[]> {
  const looking = { db, store, actor, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const [month, before] = [await seenOf(looking, list.month, 1), await seenOf(looking, addMonths(list.month, -1), 7)]
  return areas.filter(area => [month, before].every(seen => !seen.hidden.has(area.id) && isSeen(seen, area.id)))
}

/** Flags by the name of the place. */
async function linesOf(
  rooms: Rooms,
  actor: Actor,
  { store, known, list }: Within,
  areas: readonly Area[],
): Promise<Line[]> {
  const flags = new Map((await queries.flags(rooms.db, list.id)).map(flag => [flag.placeId, flag]))
  const flagged = areas.filter(area => flags.has(area.id))
  const held = await heldOf(rooms.db, { store, actor, known, month: list.month }, flagged)
  const open: Line['tells'] = mayTest(actor) ? 'all' : 'whole'
  const records = await recordsAfter(rooms, actor, flagged, list.month)
  return flagged
    .flatMap(area => {
      const flag = flags.get(area.id)
      const followed = records.filter(one => one.places.includes(area.code))
      return flag ? [{ area, flag, tells: held.has(area.id) ? ('none' as const) : open, followed }] : []
    })
    .sort((a, b) => a.area.name.localeCompare(b.area.name, 'en-GB'))
}

const isSeen = ({ sees }: Awaited<ReturnType<typeof seenOf>>, id: number): boolean =>
  ['all', 'protected'].includes(sees.get(id)?.see ?? '')

async function recordsAfter({ db }: Rooms, actor: Actor, areas: readonly Area[], month: Month): Promise<Record[]> {
  if (areas.length === 0) return []
  const found = await listRecords(db, {
    kinds: ['finding', 'task', 'horizon'],
    places: areas.map(area => area.code),
    reader: actor,
  })
  return visible(actor, found).filter(one => one.openedOn > lastDay(month))
}
