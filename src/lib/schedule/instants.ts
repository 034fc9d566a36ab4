// Between wall time in London and instants. Only here does a clock change matter.
import { IANAZone } from 'luxon'
import { type Day, isDay } from '../dates.ts'

const london = IANAZone.create('Europe/London')

/** Wall time: minutes after midnight of a day, over 1,440 on the next. */
export interface Wall {
  day: Day
  minutes: number
}

/**
 * The instant of a wall time in London, in milliseconds. In March 01:00 to 01:59 do not come: they are read
 * with the time before, so 01:30 is 02:30 summer time. In October they come twice: the first, in summer time, is meant (RFC 5545, 3.3.5, for both).
 */
function at({ day, minutes }: Wall): number {
  const clock = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  if (!Number.isFinite(clock)) throw new RangeError(`wall time: ${day} and ${minutes} minutes is no time`)
  // A clock changes once in any six hours at most, so the time before and the time after are all there can be.
  const [before, after] = [london.offset(clock - 10_800_000), london.offset(clock + 10_800_000)]
  const fits = (ahead: number) => london.offset(clock - ahead * 60_000) === ahead
  const ahead = fits(before) || !fits(after) ? before : after
  return clock - ahead * 60_000
}

/** `2026-07-01T17:00:00+01:00`, for OpenActive, schema.org and the time element. */
export function isoAt(wall: Wall): string {
  const instant = at(wall)
  // What a clock that is read in the hour that does not come shows is an hour on.
  const ahead = london.offset(instant)
  const shown = new Date(instant + ahead * 60_000).toISOString().slice(0, 19)
  return `${shown}${ahead < 0 ? '-' : '+'}${new Date(Math.abs(ahead) * 60_000).toISOString().slice(11, 16)}`
}

/** `2026-07-01T16:00:00Z`. */
export const utcAt = (wall: Wall): string => `${new Date(at(wall)).toISOString().slice(0, 19)}Z`

/** `20260701T160000Z`, as calendars write an instant. */
export const stampAt = (wall: Wall): string => utcAt(wall).replace(/[-:]/g, '')

/** London's wall time of an instant written with `Z` or an offset (ISO 8601); undefined where it has none or is no instant. */
export function wallOf(instant: string): Wall | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?:(Z)|([+-]\d{2}):?(\d{2}))$/i.exec(instant)
  if (!parts || !isDay(instant.slice(0, 10))) return undefined
  const [, clock = '', utc, hours = '', minutes = ''] = parts
  const time = Date.parse(`${clock.replace(',', '.').toUpperCase()}${utc ? 'Z' : `${hours}:${minutes}`}`)
  if (Number.isNaN(time)) return undefined
  const shown = new Date(time + london.offset(time) * 60_000).toISOString()
  // Before the year 0 and after 9999 a date is written with a sign.
  if (!/^\d{4}-/.test(shown)) return undefined
  return { day: shown.slice(0, 10), minutes: Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16)) }
}

/** A moment in milliseconds since 1970 as calendars stamp it, in UTC: `20261122T170000Z` (RFC 5545, 3.3.5). Throws a RangeError for what is no moment. */
export const stampOf = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
