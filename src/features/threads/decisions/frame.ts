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
  const [where] = await wheresOf(db, [codes])
  return where ?? { names: [], above: [] }
}

/** The same for many records at once, in their order: one look at the places, however long the list. */
export async function wheresOf(db: Db, all: readonly (readonly string[])[]): Promise<Where[]> {
  const codes = [...new Set(all.flat())]
  const places = codes.length ? await findByCodes(db, codes) : []
  const ids = [...new Set(places.flatMap(place => place.boroughId ?? []))]
  const boroughs = new Map((ids.length ? await findByIds(db, ids) : []).map(place => [place.id, place.code]))
  return all.map(own => {
    const there = places.filter(place => own.includes(place.code))
    const above = there.flatMap(place => boroughs.get(place.boroughId ?? 0) ?? [])
    return { names: there.map(named), above: [...new Set(above)].filter(code => !own.includes(code)) }
  })
}

const named = (place: Place) => ({ name: place.name, href: placeHref(place.code) })

/** Each decision this person may see, with its place in words. */
export async function seen(
  db: Db,
  actor: Actor,
  decisions: readonly Decision[],
): Promise<{ decision: Decision; where: string }[]> {
  const wheres = await wheresOf(
    db,
    decisions.map(decision => decision.places),
  )
  return decisions.flatMap((decision, k) => {
    const where = wheres[k] ?? { names: [], above: [] }
    if (!decide(actor, 'view', 'decision', subjectOf(decision, where.above)).allowed) return []
    return [{ decision, where: where.names.map(place => place.name).join(', ') || 'The whole city' }]
  })
}
