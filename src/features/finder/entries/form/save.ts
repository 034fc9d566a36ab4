import { notFound } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import type { Body } from '../../schemas.ts'
import * as queries from '../queries.ts'
import { sameBody } from '../rules.ts'
import * as service from '../service.ts'
import { atPostcode, boroughOf } from '../where-queries.ts'

/** The version somebody works on: the newest there is. */
export async function newest(db: Db, entry: queries.Entry): Promise<queries.Version> {
  const found = await queries.version(db, entry.id, entry.lastVersion)
  if (!found) throw notFound('That entry')
  return found
}

/** The body the form was opened with. */
export async function seenBody(db: Db, entry: queries.Entry, seen: number): Promise<Body> {
  const found = await queries.version(db, entry.id, seen)
  return found?.body ?? (await newest(db, entry)).body
}

export type Saved = { ok: true; version: number } | Extract<service.Written, { ok: false }>

/** Keeps a page of the form as a draft; what says nothing new writes nothing. */
export async function save(db: Db, actor: Actor, entry: queries.Entry, seen: number, given: Body): Promise<Saved> {
  const body = await pointed(db, given)
  const before = await queries.version(db, entry.id, seen)
  if (seen === entry.lastVersion && before && sameBody(before.body, body)) return { ok: true, version: seen }
  return db.transaction(async tx => {
    const written = await service.write(tx, { id: entry.id, by: actor.email, body, note: '', seen, verdict: 'draft' })
    // what the public reads stays in its borough until the new place is approved
    if (written.ok && entry.publicVersion === null)
      await queries.update(tx, entry.id, { boroughId: await boroughOf(tx, body.venue) })
    return written
  })
}

/** The point of its postcode, where it has one and no point yet. */
async function pointed(db: Db, body: Body): Promise<Body> {
  const { venue } = body
  if (!venue || venue.postcode === '' || venue.longitude !== null) return body
  const at = await atPostcode(db, venue.postcode)
  return at ? { ...body, venue: { ...venue, longitude: at.longitude, latitude: at.latitude } } : body
}
