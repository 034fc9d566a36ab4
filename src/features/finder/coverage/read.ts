// The coverage of every ward a person answers for, next to what is known of need there.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { seesSignals } from '../../evidence/index.ts'
import { type MarksOfWards, marksOfWards } from '../../needs/index.ts'
import * as places from '../../places/index.ts'
import type { Rooms } from '../rooms.ts'
import { type CoverAsk, readCover } from './ask.ts'
import { coverage, emptyGrid, type Gap, type Grid, gapsOf, offered, type Session, type Tally, tallyOf } from './grid.ts'
import * as queries from './queries.ts'
import type { Mark } from './signal.ts'
import { weeksOf } from './weeks.ts'
import { gapPhrases } from './words.ts'

export interface Ward {
  id: number
  code: string
  name: string
  boroughId: number
  boroughCode: string
  boroughName: string
}

export interface WardCover {
  ward: Ward
  /** Undefined where the borough's calendar has no such week ahead. */
  monday: Day | undefined
  grid: Grid
  offered: ReturnType<typeof offered>
  tally: Tally
  gaps: Gap[]
  phrases: string[]
  people: places.AboutAge | undefined
  mark: Mark | undefined
}

export interface Covered {
  ask: CoverAsk
  band: places.Band
  rows: WardCover[]
  marks: Pick<MarksOfWards, 'measure' | 'end'> | undefined
  reach: Awaited<ReturnType<typeof queries.reach>>
}

/** The wards in force, by name. */
export async function wardsOf(db: Db): Promise<Ward[]> {
  const [city, vintage] = [await places.findCity(db), await places.vintageOf(db, 'ward')]
  if (!city || !vintage) return []
  const boroughs = new Map((await places.childrenOf(db, city.id)).map(borough => [borough.id, borough]))
  return (await places.ofVintage(db, vintage)).flatMap(({ id, code, name, boroughId }) => {
    const borough = boroughs.get(boroughId ?? 0)
    return borough
      ? [{ id, code, name, boroughId: borough.id, boroughCode: borough.code, boroughName: borough.name }]
      : []
  })
}

/** Those that this person answers for. */
export const wardsFor = async ({ db }: Pick<Rooms, 'db'>, actor: Actor): Promise<Ward[]> =>
  (await wardsOf(db)).filter(({ code, boroughCode }) => seesSignals(actor, { kind: 'ward', code, boroughCode }))

const boroughsOf = (wards: readonly Ward[]) => [
  ...new Map(wards.map(ward => [ward.boroughId, { id: ward.boroughId, code: ward.boroughCode }])).values(),
]

export async function coveredFor(rooms: Rooms, actor: Actor, query: unknown): Promise<Covered> {
  const { db, pack } = rooms
  const covered = await coveredIn(rooms, await wardsFor(rooms, actor), query)
  const marks = await marksOfWards(db, pack, actor)
  return { ...covered, marks, rows: covered.rows.map(row => ({ ...row, mark: marks?.marks.get(row.ward.id) })) }
}

/** The coverage of some wards, without the marks of need that not everybody sees. */
export async function coveredIn(
  { db, today }: Pick<Rooms, 'db' | 'today'>,
  wards: readonly Ward[],
  query: unknown,
): Promise<Covered & { weeks: ReadonlyMap<number, Day> }> {
  const band = await places.timeBand(db)
  const ask = readCover(query, band, today())
  const weeks = weeksOf(ask.week, await places.calendarSpans(db), boroughsOf(wards), today())
  const sessions = await queries.sessions(db, weeks, ask.kinds)
  const ids = wards.map(ward => ward.id)
  const people = await places.residentsAbout(db, ids, ask.ages)
  const covers = coversOf(wards, sessions, ask, weeks)
  const rows = covers.map(row => ({ ...row, people: people.get(row.ward.id), mark: undefined }))
  return { ask, band, rows, weeks, marks: undefined, reach: await queries.reach(db, ask.kinds) }
}

type Cover = Omit<WardCover, 'people' | 'mark'>

/** What stands in the sessions, ward by ward. Pure. */
export function coversOf(
  wards: readonly Ward[],
  sessions: readonly Session[],
  { ages, times }: Pick<CoverAsk, 'ages' | 'times'>,
  weeks: ReadonlyMap<number, Day>,
): Cover[] {
  const grids = coverage(sessions, { ages, wards: wards.map(ward => ward.id) })
  const byWard = new Map<number, Session[]>()
  for (const one of sessions) {
    const own = byWard.get(one.wardId)
    if (own) own.push(one)
    else byWard.set(one.wardId, [one])
  }
  return wards.map(ward => {
    const [grid, monday] = [grids.get(ward.id) ?? emptyGrid, weeks.get(ward.boroughId)]
    const gaps = monday === undefined ? [] : gapsOf(grid, times, ages)
    const sums = { offered: offered(byWard.get(ward.id) ?? [], ages), tally: tallyOf(grid, times, ages) }
    return { ward, monday, grid, ...sums, gaps, phrases: gapPhrases(gaps, ages) }
  })
}
