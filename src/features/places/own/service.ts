import type { Area } from '../../../lib/geo/index.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { faultsIn } from '../load/outlines.ts'
import type { Asset } from '../schemas.ts'
import * as inside from './inside.ts'
import * as queries from './queries.ts'
import { circle, readDrawing, stationName } from './rules.ts'
import type { Chosen, Drawn, NewHub } from './schemas.ts'

/** The code of the place, or what the person can put right. */
export type Made = { ok: true; code: string } | { ok: false; errors: FieldError[] }

export const wrong = (field: string, text: string): Made => ({ ok: false, errors: [{ field, text }] })

export interface By {
  actor: Actor
  today: string
}

/** Two places of our own in use do not share a name. */
export async function nameTaken(tx: Db, name: string, except?: number): Promise<Made | undefined> {
  const other = await queries.sameName(tx, name, except)
  return other && wrong('name', `Another place is called that already (${other.code}). Enter a different name`)
}

/** A neighbourhood made of small areas that were ticked. */
export const chooseNeighbourhood = (db: Db, by: By, input: Chosen): Promise<Made> =>
  db.transaction(async tx => {
    const taken = await nameTaken(tx, input.name)
    if (taken) return taken
    const members = await inside.lsoasByCode(tx, input.lsoa)
    if (members.length !== input.lsoa.length)
      return wrong('lsoa', 'One of the small areas is not of today’s vintage. Choose them from the list')
    return make(tx, by, { kind: 'neighbourhood', name: input.name, reason: input.reason, members, drawn: false })
  })

/** A neighbourhood as a line somebody drew: made of the small areas whose centre lies inside. */
export const drawNeighbourhood = (db: Db, by: By, input: Drawn): Promise<Made> =>
  db.transaction(async tx => {
    const taken = await nameTaken(tx, input.name)
    if (taken) return taken
    const drawing = await read(tx, input.area)
    if (!drawing.ok) return drawing
    const { members } = drawing
    return make(tx, by, {
      kind: 'neighbourhood',
      name: input.name,
      reason: input.reason,
      members,
      drawn: true,
      areas: drawing.areas,
      notes: drawing.notes,
    })
  })

type Read = { ok: true; areas: Area[]; notes: string[]; members: number[] } | { ok: false; errors: FieldError[] }

/** Reads a drawn area and finds its small areas. */
export async function read(tx: Db, text: string): Promise<Read> {
  const refuse = (message: string): Read => ({ ok: false, errors: [{ field: 'area', text: message }] })
  const drawing = readDrawing(text)
  if (!drawing.ok) return refuse(drawing.message)
  const [fault] = (await faultsIn(tx, drawing.areas)).values()
  if (fault) return refuse(`${fault} Draw it again so that it does not`)
  const members = await inside.lsoasInside(tx, drawing.areas)
  return members.length > 0 ? { ...drawing, members } : refuse(nobody)
}

const nobody =
  'No small area has its centre inside this area, so it would have no figures. Draw it larger, or check that it lies in the city'

interface Making {
  kind: 'neighbourhood' | 'hub'
  name: string
  reason: string
  members: number[]
  drawn: boolean
  areas?: Area[]
  notes?: string[]
  hub?: { station: string; longitude: number; latitude: number; radius: number }
}

async function make(tx: Db, by: By, making: Making): Promise<Made> {
  const code = await queries.mint(tx, making.kind === 'hub' ? 'H' : 'N')
  const { id } = await queries.insertPlace(tx, {
    code,
    name: making.name,
    kind: making.kind,
    note: making.reason,
    today: by.today,
  })
  await queries.setMembers(tx, id, making.members)
  if (making.hub) await queries.insertHub(tx, id, making.hub, by.actor.email)
  else await queries.insertNeighbourhood(tx, id, making.drawn, making.reason, by.actor.email)
  await (making.areas ? queries.drawAs(tx, id, making.areas) : queries.drawFromMembers(tx, id))
  await queries.settle(tx, id)
  const { name, reason, members, notes, hub } = making
  await record(tx, by.actor.email, `${making.kind}.made`, `place/${code}`, {
    name,
    reason,
    members: members.length,
    ...(notes?.length && { notes }),
    ...hub,
  })
  return { ok: true, code }
}

/** A hub: a station and everything within so many metres of it. */
export const makeHub = (db: Db, by: By, input: NewHub, stations: readonly Asset[]): Promise<Made> =>
  db.transaction(async tx => {
    const station = stations.find(one => one.id === input.station)
    if (!station) return wrong('station', 'Choose a station')
    const name = input.name || stationName(station.name)
    const taken = await nameTaken(tx, name)
    if (taken) return taken
    const { longitude, latitude } = station
    const members = await inside.lsoasNear(tx, longitude, latitude, input.radius)
    const hub = { station: station.name, longitude, latitude, radius: input.radius }
    return make(tx, by, {
      kind: 'hub',
      name,
      reason: input.reason,
      members,
      drawn: false,
      areas: [circle(longitude, latitude, input.radius)],
      hub,
    })
  })
