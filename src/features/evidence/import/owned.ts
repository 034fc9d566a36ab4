// Who may bring which figures. A source of the pack gives the measures its description lists; every other source gives what no source of the
// pack gives at that level. The same for a file sent in the browser, at the terminal or with a whole pack.
import { z } from 'zod'
import { list, plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Refusal } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import type { CoverageDraft } from './format.ts'
import type { PlaceBook } from './places.ts'
import type { Source } from './schemas.ts'
import { readPackEvidence } from './seed.ts'
import { numbers } from './staging-queries.ts'

const Given = z.object({ measureId: z.number(), measure: z.string(), kind: z.string(), title: z.string() })
type Given = z.output<typeof Given>

/** Measures and levels that the files in force of these sources give. Only a coverage of written cells mixes levels, so of others one place tells. */
const givenBy = (db: Db, sourceIds: readonly string[], measureIds: readonly number[]): Promise<Given[]> =>
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

const Named = z.object({ code: z.string(), name: z.string() })

const namesOf = (db: Db, measureIds: readonly number[]) =>
  db.many(Named, sql`select code, name from measures where id = any(${numbers(measureIds)}::integer[]) order by name`)

export interface Asked {
  packId: string
  source: Source
  /** The file's name. */
  file: string
}

/** What a file speaks of: its series, and the measures of its events. */
interface Spoken {
  drafts: readonly CoverageDraft[]
  eventMeasures: readonly number[]
}

/** Why this source may not bring these figures; undefined when it may. */
export async function notItsOwn(db: Db, asked: Asked, spoken: Spoken, book: PlaceBook): Promise<Refusal | undefined> {
  const ofPack = readPackEvidence(asked.packId).sources
  const described = ofPack.find(one => one.id === asked.source.id)
  const listed = (described ?? asked.source).measures
  const words = listed
    ? await foreignWords(db, asked, { ...spoken, book }, listed, ofPack)
    : described
      ? undefined // it says nowhere what it may not give
      : await takenWords(db, spoken, book, ofPack)
  return words && { file: asked.file, field: 'measure', ...words }
}

interface Words {
  reason: string
  remedy: string
}

const measuresIn = ({ drafts, eventMeasures }: Spoken): number[] => [
  ...new Set([...drafts.flatMap(one => one.measureIds), ...eventMeasures]),
]

// A description that lists its measures is held to it: a file sent to the wrong source would otherwise take another's figures over.
async function foreignWords(
  db: Db,
  { packId, source }: Asked,
  spoken: Spoken & { book: PlaceBook },
  listed: readonly string[],
  ofPack: readonly Source[],
): Promise<Words | undefined> {
  const foreign = (await namesOf(db, measuresIn(spoken))).filter(one => !listed.includes(one.code))
  const [first] = foreign
  if (!first) return undefined
  const more = foreign.length > 1 ? `, nor are ${plural(foreign.length - 1, 'other', 'others')} in the file` : ''
  const known = giversOf(first.code, ofPack, kindsIn(spoken.drafts, spoken.book)).map(
    one => `“${one.title}” (${one.id})`,
  )
  return {
    reason: `“${first.name}” is not a measure of “${source.title}”${more}`,
    remedy: [
      known.length > 0
        ? `It comes from ${list(known)}: if the file is of ${known.length > 1 ? 'one of them' : 'that source'}, send it so.`
        : '',
      'The first file of a new partner is sent under Upload a file, as a new partner’s.',
      ofPack.some(one => one.id === source.id)
        ? `If this source gives it from now on, add “${first.code}” to “measures” in packs/${packId}/sources/${source.id}.json.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  }
}

const kindsIn = (drafts: readonly CoverageDraft[], book: PlaceBook): Set<string | undefined> =>
  new Set(drafts.flatMap(draft => draft.placeIds.map(id => book.byId.get(id)?.kind)))

/** Sources of the pack that list a measure: those of the file's own level, where there are any. */
function giversOf(measure: string, ofPack: readonly Source[], kinds: ReadonlySet<string | undefined>): Source[] {
  const all = ofPack.filter(one => one.status === 'described' && one.measures?.includes(measure))
  const near = all.filter(one => one.level !== null && kinds.has(one.level))
  return near.length > 0 ? near : all
}

async function takenWords(
  db: Db,
  spoken: Spoken,
  book: PlaceBook,
  ofPack: readonly Source[],
): Promise<Words | undefined> {
  const given = await givenBy(
    db,
    ofPack.map(one => one.id),
    measuresIn(spoken),
  )
  const levels = spoken.drafts.map(draft => ({ measures: new Set(draft.measureIds), kinds: kindsIn([draft], book) }))
  const clash = given.filter(one => levels.some(at => at.measures.has(one.measureId) && at.kinds.has(one.kind)))
  return clash.length > 0 ? clashWords(clash) : undefined
}

const levelName: Readonly<Record<string, string>> = { city: 'the city', lsoa: 'LSOAs' }

function clashWords(clash: readonly Given[]): Words {
  const [first] = clash
  const others = new Set(clash.map(one => one.measure)).size - 1
  const kinds = [...new Set(clash.filter(one => one.measure === first?.measure).map(one => one.kind))]
  const more = others > 0 ? `, and ${others} more of its measures are given too` : ''
  return {
    reason: `“${first?.measure}” for ${list(kinds.map(kind => levelName[kind] ?? `${kind}s`))} already comes from “${first?.title}”, a source this pack describes${more}`,
    remedy:
      'Give your figures a measure of their own, so that both can be read side by side: docs/measures.md and the page Measures say how one is added to the pack. A newer file of that source is sent as that source.',
  }
}
