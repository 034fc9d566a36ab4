// Who gives which figures: what a source of the pack says of a measure at a level is not for a source added in the browser to replace.
import { z } from 'zod'
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Refusal } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import type { CoverageDraft } from './format.ts'
import type { PlaceBook } from './places.ts'
import { readPackEvidence } from './seed.ts'
import { numbers } from './staging-queries.ts'

const Given = z.object({ measureId: z.number(), measure: z.string(), kind: z.string(), title: z.string() })
export type Given = z.output<typeof Given>

/** Sources the pack describes; every other was added in the browser. */
export const packSources = (packId: string): string[] => readPackEvidence(packId).sources.map(one => one.id)

/** Measures and levels that the files in force of these sources give. Only a coverage of written cells mixes levels, so of others one place tells. */
export const givenBy = (db: Db, sourceIds: readonly string[], measureIds: readonly number[]): Promise<Given[]> =>
  db.many(
    Given,
    sql`
    select distinct m.id as "measureId", m.name as measure, k.kind, g.title
    from (
      select c.measure_ids, s.title, array(
        select distinct p.kind from places p
        where p.id = any(case when c.explicit then c.place_ids else c.place_ids[1:1] end)) as kinds
      from coverage c join imports i on i.id = c.import_id and i.status = 'current' join sources s on s.id = i.source_id
      where i.source_id = any(${[...sourceIds]}::text[]) and 'loaded' = any(c.states)
        and c.measure_ids && ${numbers(measureIds)}::integer[]) g
    cross join lateral unnest(g.kinds) as k(kind) join measures m on m.id = any(g.measure_ids)
    where m.id = any(${numbers(measureIds)}::integer[])
    order by 2, 3, 4`,
  )

export interface Asked {
  packId: string
  sourceId: string
  file: string
}

/** Why a source added in the browser may not bring these figures; undefined when it may. */
export async function packGives(
  db: Db,
  { packId, sourceId, file }: Asked,
  drafts: readonly CoverageDraft[],
  book: PlaceBook,
): Promise<Refusal | undefined> {
  const ofPack = packSources(packId)
  if (ofPack.includes(sourceId)) return undefined
  const given = await givenBy(db, ofPack, [...new Set(drafts.flatMap(one => one.measureIds))])
  const kindsOf = (draft: CoverageDraft) => new Set(draft.placeIds.map(id => book.byId.get(id)?.kind))
  const levels = drafts.map(draft => ({ measures: new Set(draft.measureIds), kinds: kindsOf(draft) }))
  const clash = given.filter(one => levels.some(at => at.measures.has(one.measureId) && at.kinds.has(one.kind)))
  return clash.length > 0 ? { file, ...clashWords(clash) } : undefined
}

const levelName: Readonly<Record<string, string>> = { city: 'the city', lsoa: 'LSOAs' }

function clashWords(clash: readonly Given[]): { field: string; reason: string; remedy: string } {
  const [first] = clash
  const others = new Set(clash.map(one => one.measure)).size - 1
  const kinds = [...new Set(clash.filter(one => one.measure === first?.measure).map(one => one.kind))]
  const more = others > 0 ? `, and ${others} more of its measures are given too` : ''
  return {
    field: 'measure',
    reason: `“${first?.measure}” for ${list(kinds.map(kind => levelName[kind] ?? `${kind}s`))} already comes from “${first?.title}”, a source this pack describes${more}`,
    remedy:
      'Give your figures a measure of their own, so that both can be read side by side: docs/measures.md and the page Measures say how one is added to the pack. A newer file of that source is sent as that source.',
  }
}
