// The calendars a city's pack describes: bank holidays of GOV.UK, and dates written as our own lines.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { packFolder, readPackFile } from '../../../platform/pack.ts'
import * as queries from './queries.ts'
import { readLines } from './rules.ts'
import type { Span } from './schemas.ts'
import { hashOf, put } from './service.ts'

const Described = z.object({
  calendars: z.array(
    z.object({
      title: z.string(),
      source: z.string(),
      /** In the pack's own folder, or in the folder of the data. */
      in: z.enum(['pack', 'data']),
      path: z.string(),
      format: z.enum(['lines', 'gov-uk']),
      /** Of a GOV.UK file: "england-and-wales". */
      division: z.string().default(''),
    }),
  ),
  /** What is known to be missing, in words for the page. */
  missing: z.string().default(''),
})
type Described = z.output<typeof Described>

const GovUk = z.record(z.string(), z.object({ events: z.array(z.object({ title: z.string(), date: z.iso.date() })) }))

/** What the pack says of calendars; nothing where it has no such file. */
export const describedCalendars = (packId: string): Described =>
  existsSync(join(packFolder(packId), 'calendars.json'))
    ? readPackFile(packId, 'calendars.json', Described)
    : { calendars: [], missing: '' }

/** Loads those there are and that are not in force yet. `folder` holds the data files. */
export async function loadCalendars(db: Db, packId: string, folder: string, by: string): Promise<number> {
  const codes = new Set((await queries.boroughs(db)).map(one => one.code))
  if (codes.size === 0) return 0
  let loaded = 0
  for (const one of describedCalendars(packId).calendars) {
    const path = join(one.in === 'pack' ? packFolder(packId) : folder, one.path)
    if (!existsSync(path)) continue
    const text = readFileSync(path, 'utf8')
    const hash = hashOf(`${one.division}|${text}`)
    if (await queries.loadOfHash(db, hash)) continue
    const spans = one.format === 'gov-uk' ? holidaysOf(text, one.division) : linesOf(text, codes)
    await db.transaction(tx => put(tx, by, { title: one.title, source: one.source, hash }, spans))
    loaded += 1
  }
  return loaded
}

const holidaysOf = (text: string, division: string): Span[] =>
  (GovUk.parse(JSON.parse(text))[division]?.events ?? []).map(({ title, date }) => ({
    borough: null,
    kind: 'bank holiday',
    title,
    from: date,
    to: date,
  }))

const linesOf = (text: string, codes: ReadonlySet<string>): Span[] =>
  readLines(text, codes).map(({ line, span, error }) => {
    if (!span) throw new RangeError(`Line ${line} of a pack's calendar: ${error}`)
    return span
  })
