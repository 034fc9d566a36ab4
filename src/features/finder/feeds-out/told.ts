import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { calendarSpans } from '../../places/index.ts'
import type { PublicEntry } from '../entries/public.ts'
import { factsFrom } from '../search/calendar.ts'
import type { Given, Memory, Told } from './entry.ts'

/** What has to be known to tell of these entries: the calendars of boroughs, the names of places. */
export async function told(
  { db, publisher, today, minutes, memory }: Given,
  entries: readonly PublicEntry[],
): Promise<Told> {
  const codes = [...new Set(entries.flatMap(({ body }) => body.serves))]
  const [places, spans] = await Promise.all([placeNames(db, codes), calendarSpans(db)])
  const worked = memory && workedFor(memory, `${today()} ${JSON.stringify(spans)}`)
  return { publisher, today: today(), minutes: minutes(), places, factsOf: factsFrom(spans), worked }
}

const mostWorked = 20_000

function workedFor(memory: Memory, now: string): Memory['worked'] {
  if (memory.of !== now || memory.worked.size > mostWorked) {
    memory.of = now
    memory.worked = new Map()
  }
  return memory.worked
}

const Place = z.object({ code: z.string(), name: z.string() })
const placeNames = async (db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  codes.length === 0
    ? new Map()
    : new Map(
        (await db.many(Place, sql`select code, name from places where code = any(${[...codes]}::text[])`)).map(each => [
          each.code,
          each.name,
        ]),
      )
