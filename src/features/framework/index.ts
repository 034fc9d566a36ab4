import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { packFolder, readPackFile } from '../../platform/pack.ts'
import { Choice, fill } from './changes/demonstration.ts'
import { readFolder } from './load/file.ts'
import { load } from './load/service.ts'

export { duties } from './changes/duties.ts'
export { routes as changeRoutes } from './changes/routes.ts'
export { kindName, kindNames, preventionLevels } from './kinds.ts'
export { parse as parseFile } from './load/file.ts'
export { load as loadContents } from './load/service.ts'
export type { Around, MeasureCard, Tagged } from './look/around.ts'
export { type Rooms, routes } from './look/routes.ts'
export { measures as measuresOf, predecessors, version } from './queries.ts'
export {
  find,
  head,
  inForce,
  labelAsAt,
  labelOf,
  options,
  type Prompt,
  principlePrompts,
  type Statistic,
  statistics,
} from './read.ts'
export type { Node, Version } from './schemas.ts'
export { periodWords } from './words.ts'

/** Reads the frameworks of a pack and writes what is new of them. Run at every start; gives the codes of those written. */
export const loadPack = (db: Db, packId: string, by: string): Promise<string[]> =>
  load(db, readFolder(join(packFolder(packId), 'framework')), by)

/** Makes the choices of the demonstration city: measures, goals and answers, all invented. */
export const fillDemonstration = (db: Db, packId: string, today: string): Promise<void> =>
  fill(db, readPackFile(packId, 'framework/demonstration/choices.json', z.array(Choice)), today)
