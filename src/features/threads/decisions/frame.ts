import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { decide } from '../../people/index.ts'
import { findByCodes, findByIds, type Place, placeHref } from '../../places/index.ts'
import { subjectOf } from './rules.ts'
import type { Decision, Panel } from './schemas.ts'

/** What the decisions stand on. The panel of measures comes from rooms further down, so it is handed in. */
export interface Rooms {
  db: Db
  today(): string
  /** Every measure of a place side by side, small counts hidden. */
  panelOf(placeCode: string): Promise<Panel | null>
}

/** Where a decision is about, and the codes above it that give a borough lead their scope. */
export interface Where {
  names: { name: string; href: string }[]
  above: string[]
}

export async function whereOf(db: Db, codes: readonly string[]): Promise<Where> {
  const places = codes.length ? await findByCodes(db, codes) : []
  const boroughs = await findByIds(
    db,
    places.flatMap(place => place.boroughId ?? []),
  )
  return { names: places.map(named), above: boroughs.map(place => place.code).filter(code => !codes.includes(code)) }
}

const named = (place: Place) => ({ name: place.name, href: placeHref(place.code) })

/** Each decision this person may see, with its place in words. */
export async function seen(
  db: Db,
  actor: Actor,
  decisions: readonly Decision[],
): Promise<{ decision: Decision; where: string }[]> {
  const wheres = await Promise.all(decisions.map(decision => whereOf(db, decision.places)))
  return decisions.flatMap((decision, k) => {
    const where = wheres[k] ?? { names: [], above: [] }
    if (!decide(actor, 'view', 'decision', subjectOf(decision, where.above)).allowed) return []
    return [{ decision, where: where.names.map(place => place.name).join(', ') || 'The whole city' }]
  })
}
