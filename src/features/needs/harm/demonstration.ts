import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Pack, packFolder } from '../../../platform/pack.ts'
import { load, use } from './service.ts'

const name = 'harm-index.csv'

/** A demonstration's invented index, loaded and put in force by its analyst. */
export async function tellHarm(db: Db, pack: Pick<Pack, 'id'>, actor: Actor, today: string): Promise<void> {
  const text = readFileSync(join(packFolder(pack.id), name), 'utf8')
  const found = await load(db, pack, { actor, today }, { name, text })
  if ('problems' in found) throw new RangeError(`packs/${pack.id}/${name}: ${found.problems.join(' ')}`)
  await use(db, { actor, today }, found.id)
}
