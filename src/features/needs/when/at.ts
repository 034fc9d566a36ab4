import type { Actor } from '../../../platform/http.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Part } from './page.ts'
import { shownOf } from './reading.ts'
import { scopeOf } from './scope.ts'

/** The hours of the week at one place, as the page of months and hours shows them to this person. */
export interface HoursAt extends Pick<Part, 'words' | 'svg' | 'table' | 'note'> {
  measure: string
  /** The page they stand on. */
  href: string
  source: string
}

/** Undefined where that page shows this person no hours of this place. */
export async function hoursAt(
  rooms: Pick<Rooms, 'db' | 'pack'>,
  actor: Actor,
  place: string,
): Promise<HoursAt | undefined> {
  const scoped = await scopeOf(rooms, actor, { place }, { own: true })
  if (scoped.state !== 'ready' || scoped.scope.spot.code !== place) return undefined
  const { parts, reading } = await shownOf(rooms.db, scoped.scope)
  const part = parts.find(({ id }) => id === 'hours')
  return part && { ...part, measure: scoped.scope.measure.name, href: reading.href, source: reading.source }
}
