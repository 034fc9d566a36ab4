import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as queries from './queries.ts'
import type { NoteForm } from './schemas.ts'
import * as service from './service.ts'

export interface BackgroundTold extends Omit<NoteForm, 'version'> {
  /** Code of the place it is about; left out where it is about none. */
  place?: string | undefined
}

/** Writes a background note of a demonstration and has it agreed. */
export async function tellBackground(
  db: Db,
  hands: { analyst: Actor; director: Actor },
  { place, ...told }: BackgroundTold,
  today: string,
): Promise<void> {
  const about = place === undefined ? undefined : await queries.placeBy(db, place)
  if (place !== undefined && !about) throw new RangeError(`story.json names the place ${place}, which is not there`)
  const id = await service.write(db, { actor: hands.analyst, today }, about?.id ?? null, { ...told, version: 0 })
  const note = await queries.find(db, id)
  if (note) await service.agree(db, { actor: hands.director, today }, note, note.version)
}
