// What is on, by ward, weekday and hour, for some ages; and where there is nothing. Pure.
import type { Ages } from './ages.ts'

/** Sessions of one week that are alike, as they are read from the times of the finder. */
export interface Session {
  wardId: number
  /** 1 Monday to 7 Sunday. */
  weekday: number
  /** Minutes after midnight; `ends` over 1,440 is on the next day. */
  starts: number
  ends: number
  minAge: number
  maxAge: number
  /** How many are alike. */
  sessions: number
  /** Places offered in them together, of those that say how many. */
  places: number
  /** Of them, those that do not say how many places they have. */
  unsaid: number
  /** Of them, those where somebody should check first. */
  unsure: number
}

export interface Cell {
  sessions: number
  places: number
  unsaid: number
  unsure: number
  /** Ages of those asked for that something is open to. */
  open: ReadonlySet<number>
}

/** Seven rows, Monday first, of 24 hours. */
export type Grid = readonly (readonly Cell[])[]

const none: Cell = { sessions: 0, places: 0, unsaid: 0, unsure: 0, open: new Set() }
export const emptyGrid: Grid = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => none))

const halfHour = 30

/**
 * The hours of the day a session is counted in: those it runs for at least half of; one that runs for half of none, those it starts in. 24 and
 * more are hours of the next day.
 */
export function hoursOf(starts: number, ends: number): number[] {
  const first = Math.floor(starts / 60)
  const touched = Array.from({ length: Math.ceil(ends / 60) - first }, (_, i) => first + i)
  const half = touched.filter(hour => Math.min(ends, 60 * (hour + 1)) - Math.max(starts, 60 * hour) >= halfHour)
  return half.length > 0 ? half : touched.slice(0, 1)
}

/** Is it open to one of these ages? */
export const isFor = ({ minAge, maxAge }: Pick<Session, 'minAge' | 'maxAge'>, { from, to }: Ages): boolean =>
  minAge <= to && maxAge >= from

const agesIn = ({ from, to }: Ages): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

function add(cell: Cell, session: Session, ages: readonly number[]): Cell {
  const more = ages.filter(age => session.minAge <= age && age <= session.maxAge && !cell.open.has(age))
  return {
    sessions: cell.sessions + session.sessions,
    places: cell.places + session.places,
    unsaid: cell.unsaid + session.unsaid,
    unsure: cell.unsure + session.unsure,
    open: more.length === 0 ? cell.open : new Set([...cell.open, ...more]),
  }
}

/** Each ward's week for these ages. What goes on past midnight counts on the next day; past Sunday's it leaves the week. */
export function coverage(
  sessions: readonly Session[],
  { ages, wards }: { ages: Ages; wards: readonly number[] },
): Map<number, Grid> {
  const grids = new Map(wards.map(id => [id, emptyGrid.map(row => [...row])]))
  const asked = agesIn(ages)
  for (const session of sessions.filter(one => isFor(one, ages)))
    for (const hour of hoursOf(session.starts, session.ends)) {
      const row = grids.get(session.wardId)?.[session.weekday - 1 + Math.floor(hour / 24)]
      if (row) row[hour % 24] = add(row[hour % 24] ?? none, session, asked)
    }
  return grids
}

/** Several wards together: a borough's week. Ages something is open to in one of them. */
export const together = (grids: readonly Grid[]): Grid =>
  emptyGrid.map((row, day) =>
    row.map((_, hour) => {
      const cells = grids.map(grid => grid[day]?.[hour] ?? none)
      const sum = (key: 'sessions' | 'places' | 'unsaid' | 'unsure') => cells.reduce((all, cell) => all + cell[key], 0)
      const open = new Set(cells.flatMap(cell => [...cell.open]))
      return { sessions: sum('sessions'), places: sum('places'), unsaid: sum('unsaid'), unsure: sum('unsure'), open }
    }),
  )

/** Hours of some days that are looked at; from 16 to 19 is 4pm to 7pm. */
export interface Times {
  days: readonly number[]
  from: number
  to: number
}

const hoursIn = ({ from, to }: Times): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** One run of hours on a day for which there is nothing. */
export interface Gap {
  weekday: number
  from: number
  to: number
  /** The ages it has nothing for: all that were asked for, or some. */
  ages: readonly number[]
}

/** Runs of hours, within the times looked at, with nothing for the ages; where only some ages have nothing, those. */
export const gapsOf = (grid: Grid, times: Times, ages: Ages): Gap[] =>
  times.days.flatMap(weekday => {
    const gaps: Gap[] = []
    for (const hour of hoursIn(times)) {
      const open = grid[weekday - 1]?.[hour]?.open ?? none.open
      const missing = agesIn(ages).filter(age => !open.has(age))
      const last = gaps.at(-1)
      if (missing.length === 0) continue
      if (last && last.to === hour && last.ages.join() === missing.join())
        gaps[gaps.length - 1] = { ...last, to: hour + 1 }
      else gaps.push({ weekday, from: hour, to: hour + 1, ages: missing })
    }
    return gaps
  })

export interface Tally {
  /** Hours looked at, and those in which something is open to all, or to some, of the ages. */
  hours: number
  whole: number
  part: number
}

export function tallyOf(grid: Grid, times: Times, ages: Ages): Tally {
  const all = ages.to - ages.from + 1
  const open = times.days.flatMap(day => hoursIn(times).map(hour => grid[day - 1]?.[hour]?.open.size ?? 0))
  return {
    hours: open.length,
    whole: open.filter(n => n === all).length,
    part: open.filter(n => n > 0 && n < all).length,
  }
}

/** Sessions and places of a ward's week for these ages: each counted once, however long it is. */
export const offered = (sessions: readonly Session[], ages: Ages) =>
  sessions
    .filter(one => isFor(one, ages))
    .reduce(
      (sum, one) => ({
        sessions: sum.sessions + one.sessions,
        places: sum.places + one.places,
        unsaid: sum.unsaid + one.unsaid,
        unsure: sum.unsure + one.unsure,
      }),
      { sessions: 0, places: 0, unsaid: 0, unsure: 0 },
    )
