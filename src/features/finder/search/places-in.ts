// Places named in the middle of words: 'boxing peckham', 'near se15', 'in brickfields'.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { Near } from '../question.ts'
import { nearOf } from './near.ts'
import type { Understood } from './understand.ts'
import { plain } from './vocabulary.ts'

const Name = z.object({ name: z.string() })

/** Runs of up to three words that mean nothing else, the longest first. */
export function runsOf({ concepts }: Understood): string[] {
  const bare = concepts.map(one => (one.activities.length + one.themes.length === 0 ? one.typed : '|'))
  const runs = bare.flatMap((_, i) => [3, 2, 1].map(n => bare.slice(i, i + n)).filter(run => run.length > 0))
  const joined = runs.filter(run => !run.includes('|')).map(run => run.join(' '))
  return [...new Set(joined)].sort((a, b) => b.split(' ').length - a.split(' ').length)
}

/** Which of these are names of places or stations. */
const named = (db: Db, names: readonly string[]) =>
  db.many(
    Name,
    sql`
    select lower(name) as name from places where kind <> 'lsoa' and valid_to is null
      and translate(lower(name), '’''', '') = any(${names}::text[])
    union select lower(regexp_replace(name, ' (Underground|Rail|DLR|Overground|Tram|Elizabeth line)? ?Stat(ion|ion)$', '', 'i')) from assets
      where kind = 'station' and lower(regexp_replace(translate(name, '’''', ''), '( Underground| Rail| DLR| Overground| Tram)? Station$', '', 'i')) = any(${names}::text[])`,
  )

export interface PlaceIn {
  near: Near
  /** As it was typed, to be taken out of the words. */
  typed: string
}

/** The place the words name, if they name one. */
export async function placeIn(db: Db, understood: Understood): Promise<PlaceIn | undefined> {
  for (const typed of understood.places.filter(one => /\d/.test(one))) {
    const near = await nearOf(db, typed)
    if (near) return { near, typed }
  }
  const runs = [...new Set([...understood.places.filter(one => !/\d/.test(one)), ...runsOf(understood)])]
  if (runs.length === 0) return undefined
  const known = new Set((await named(db, runs)).map(one => plain(one.name)))
  const typed = runs.filter(run => known.has(run)).sort((a, b) => b.length - a.length)[0]
  const near = typed === undefined ? undefined : await nearOf(db, typed)
  return near && typed !== undefined ? { near, typed } : undefined
}
