// The example of a format, written with codes and measures of the city that is open, so that it passes when it is sent as printed.
import { z } from 'zod'
import { addMonths, type Day, type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { DataFormat, ExampleCity, Format } from './format.ts'
import type { Source } from './schemas.ts'
import { readPackEvidence } from './seed.ts'

const Place = z.object({ code: z.string(), latitude: z.number().nullable(), longitude: z.number().nullable() })

/** The first places of a level in its newest boundaries. */
const firstOf = (db: Db, kind: 'ward' | 'lsoa') =>
  db.many(
    Place,
    sql`
    select p.code, p.latitude::float8 as latitude, p.longitude::float8 as longitude
    from places p join place_vintages v on v.place_id = p.id
    where p.kind = ${kind} and v.vintage = (select max(vintage) from place_vintages where vintage like ${`${kind}:%`})
    order by p.code limit 2`,
  )

const Code = z.object({ code: z.string() })

/** What it counts, and as whose file it passes as it is printed. */
interface Choice {
  measure: string
  sentAs: string
}

/** The source of the pack that comes in this format and lists what it gives. */
const ownChoice = (ofPack: readonly Source[], format: DataFormat): Choice | undefined => {
  const source = ofPack.find(one => one.status === 'described' && one.format === format.name && one.measures?.length)
  const [measure] = source?.measures ?? []
  return source && measure ? { measure, sentAs: `as a file of “${source.title}” (${source.id})` } : undefined
}

/** A count of events that no source of the pack lists: it takes nobody's place. Residents are no example, as every rate stands on them. */
async function freeChoice(db: Db, ofPack: readonly Source[]): Promise<Choice | undefined> {
  const listed = ofPack.flatMap(one => one.measures ?? [])
  const free = await db.maybe(
    Code,
    sql`
    select code from measures where kind = 'count' and topic <> 'population' and code <> all(${listed}::text[])
    order by position, code limit 1`,
  )
  return free && { measure: free.code, sentAs: 'as the first file of a new partner, or of a source that was added so' }
}

async function readExampleCity(db: Db, month: Month): Promise<Omit<ExampleCity, 'measure'> | undefined> {
  const [ward, otherWard] = await firstOf(db, 'ward')
  const [lsoa, otherLsoa] = await firstOf(db, 'lsoa')
  if (!ward || !otherWard || !lsoa || !otherLsoa) return undefined
  const { latitude, longitude } = otherLsoa
  if (latitude === null || longitude === null) return undefined
  return {
    wards: [ward.code, otherWard.code],
    lsoa: lsoa.code,
    point: `${latitude.toFixed(4)},${longitude.toFixed(4)}`,
    month,
  }
}

export interface Example {
  text: string
  /** As whose file it passes as it is printed; empty where codes have to be put in first. */
  sentAs: string
}

/** The example to print: of the open city where the format can write one, otherwise the format's own. */
export async function exampleOf(db: Db, packId: string, format: Format, today: Day): Promise<Example> {
  const plain = { text: format.help.example, sentAs: '' }
  if (format.kind === 'places' || !format.exampleIn) return plain
  const ofPack = readPackEvidence(packId).sources
  // A new partner's file with a row an event waits for an assessment: what passes is a file of the source there is.
  const choice = (format.kind === 'events' && ownChoice(ofPack, format)) || (await freeChoice(db, ofPack))
  const city = choice && (await readExampleCity(db, addMonths(monthOfDay(today), -2)))
  return city ? { text: format.exampleIn({ ...city, measure: choice.measure }), sentAs: choice.sentAs } : plain
}
