// Places of our own, changed: what they were before goes into their history.
import { conflict } from '../../../lib/errors.ts'
import type { Area } from '../../../lib/geo/index.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as inside from './inside.ts'
import * as queries from './queries.ts'
import { circle } from './rules.ts'
import type { Chosen, EditedHub, Redrawn } from './schemas.ts'
import { type By, type Made, nameTaken, read, wrong } from './service.ts'

/** What is retired is not changed: not even by a form that was opened before. */
export function inUse(own: queries.Own): void {
  if (own.validTo !== null) throw conflict('This place is retired. Bring it back before you change it.')
}

/** Renames a hub or gives it another radius. */
export const editHub = (db: Db, by: By, own: queries.Own, input: EditedHub): Promise<Made> =>
  db.transaction(async tx => {
    inUse(own)
    const taken = await nameTaken(tx, input.name, own.id)
    if (taken) return taken
    const [longitude, latitude] = [own.longitude ?? 0, own.latitude ?? 0]
    const members = await inside.lsoasNear(tx, longitude, latitude, input.radius)
    await queries.setRadius(tx, own.id, input.radius)
    const before = await redraw(tx, own, members, [circle(longitude, latitude, input.radius)])
    return changed(tx, by, own, input, { ...before, radius: input.radius, radiusBefore: own.radius })
  })

/** Renames a neighbourhood of chosen small areas, or chooses others. */
export const rechoose = (db: Db, by: By, own: queries.Own, input: Chosen): Promise<Made> =>
  db.transaction(async tx => {
    inUse(own)
    const taken = await nameTaken(tx, input.name, own.id)
    if (taken) return taken
    const members = await inside.lsoasByCode(tx, input.lsoa)
    if (members.length !== input.lsoa.length)
      return wrong('lsoa', 'One of the small areas is not of today’s vintage. Choose them from the list')
    return changed(tx, by, own, input, await redraw(tx, own, members))
  })

/** Renames a drawn neighbourhood, or draws it again. */
export const redrawNeighbourhood = (db: Db, by: By, own: queries.Own, input: Redrawn): Promise<Made> =>
  db.transaction(async tx => {
    inUse(own)
    const taken = await nameTaken(tx, input.name, own.id)
    if (taken) return taken
    if (input.area === '') return changed(tx, by, own, input, {})
    const drawing = await read(tx, input.area)
    if (!drawing.ok) return drawing
    const { members } = drawing
    const before = await redraw(tx, own, members, drawing.areas)
    return changed(tx, by, own, input, { ...before, ...(drawing.notes.length && { notes: drawing.notes }) })
  })

interface Redrawing {
  members: number
  membersBefore: string[]
}

/** Gives a place other small areas and another line; what it was made of before goes into its history. */
async function redraw(tx: Db, own: queries.Own, members: number[], areas?: Area[]): Promise<Redrawing> {
  const membersBefore = await queries.memberCodes(tx, own.id)
  await queries.setMembers(tx, own.id, members)
  await (areas ? queries.drawAs(tx, own.id, areas) : queries.drawFromMembers(tx, own.id))
  await queries.settle(tx, own.id)
  return { members: members.length, membersBefore }
}

async function changed(
  tx: Db,
  by: By,
  own: queries.Own,
  input: { name: string; reason: string },
  detail: object,
): Promise<Made> {
  await queries.setName(tx, own.id, input.name)
  const renamed = input.name === own.name ? {} : { nameBefore: own.name }
  await record(tx, by.actor.email, `${own.kind}.changed`, `place/${own.code}`, {
    name: input.name,
    ...renamed,
    reason: input.reason,
    ...detail,
  })
  return { ok: true, code: own.code }
}
