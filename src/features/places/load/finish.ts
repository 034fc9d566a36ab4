import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { carryOwn } from '../own/refresh.ts'
import { settleAssets } from './assets.ts'
import { type City, makeCity, settleYears } from './city.ts'
import { drawVintage } from './maps.ts'
import { settleParents } from './parents.ts'
import { settlePostcodes } from './postcodes.ts'
import { drawRiver } from './river.ts'
import { kindWords } from './rules.ts'
import { deriveWardLinks, weighShares } from './shares.ts'
import { sumPopulations } from './sums.ts'

const Newest = z.object({ kind: z.string(), vintage: z.string() })

/**
 * What can only be made once the places of a city are loaded: the city itself, the tree, the shares of areas that changed, sums of residents, maps,
 * neighbours and the river. Safe to run again after any load; each part is a short transaction. Gives a sentence for each part.
 */
export async function finishPlaces(db: Db, { by, city }: { by: string; city: City }): Promise<string[]> {
  const said = await db.transaction(async tx => {
    await makeCity(tx, city)
    await settleYears(tx)
    await settleParents(tx)
    await weighShares(tx)
    const wards = await deriveWardLinks(tx)
    await settleAssets(tx)
    await carryOwn(tx, by)
    return [...wards.map(kind => `What the wards became: ${kind}`), ...(await sumPopulations(tx))]
  })
  await db.transaction(settlePostcodes)
  for (const { kind, vintage } of await newest(db)) said.push(await draw(db, kind, vintage))
  await db.transaction(async tx => {
    if (await drawRiver(tx)) said.push('River drawn')
    await record(tx, by, 'places.finished', 'places', { said })
  })
  return said
}

const newest = (db: Db) =>
  db.many(
    Newest,
    sql`
    select split_part(vintage, ':', 1) as kind, max(vintage) as vintage from place_vintages group by 1 order by 1`,
  )

async function draw(db: Db, kind: string, vintage: string): Promise<string> {
  const places = await db.transaction(tx => drawVintage(tx, vintage))
  const [one, many] = kindWords[kind] ?? [kind, kind]
  return `Map of ${plural(places, one, many)} (${vintage})`
}
