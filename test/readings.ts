// Reads one file with one format, as the importer does, against places and measures made for the test.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type {
  DataFormat,
  EventsBatch,
  MeasureRef,
  Outcome,
  ReadContext,
  Reading,
} from '../src/features/evidence/import/format.ts'
import { bookOf, type KnownPlace, type PlaceBook } from '../src/features/evidence/import/places.ts'
import { Source } from '../src/features/evidence/import/schemas.ts'
import { cells } from '../src/platform/files/head.ts'
import { openSafely } from '../src/platform/files/open.ts'
import { packFolder } from '../src/platform/pack.ts'
import { shared } from './support.ts'

// One for all the files of this process; the end of the run removes it.
const folder = mkdtempSync(join(process.env.UPSTREAM_TEST_RUN ?? tmpdir(), 'upstream-readings-'))
let files = 0

/** Writes a small file and gives its path. */
export function write(text: string, ending = 'csv'): string {
  const path = join(folder, `${++files}.${ending}`)
  writeFileSync(path, text)
  return path
}

export const dataPath = (path: string): string => join(shared, 'data', path)

const json = (packId: string, path: string): unknown => JSON.parse(readFileSync(join(packFolder(packId), path), 'utf8'))

/** A source of a pack with its categories, and every measure of the pack, numbered from 1. */
export function described(packId: string, sourceId: string) {
  const source = Source.parse(json(packId, `sources/${sourceId}.json`))
  const measures = z
    .array(z.looseObject({ id: z.string(), kind: z.enum(['count', 'value']) }))
    .parse(json(packId, 'measures.json'))
    .map((one, i): [string, MeasureRef] => [one.id, { id: i + 1, code: one.id, kind: one.kind }])
  return {
    source,
    categories: source.categories ? json(packId, source.categories) : undefined,
    measures: new Map(measures),
  }
}

const expected = z.object({ figures: z.array(z.looseObject({ id: z.string(), value: z.unknown() })) })
/** A figure of packs/london/expected.json. */
export const figure = (id: string): unknown =>
  expected.parse(json('london', 'expected.json')).figures.find(one => one.id === id)?.value

/** Places from rows of code, name, kind, code of the parent, vintages. */
export function book(
  rows: readonly (readonly [string, string, string, string | null, readonly string[]])[],
): PlaceBook {
  const ids = new Map(rows.map(([code], i) => [code, i + 1]))
  const kinds = new Map(rows.map(([code, , kind]) => [code, kind]))
  const parents = new Map(rows.map(([code, , , parent]) => [code, parent]))
  const boroughOf = (code: string | null): number | null =>
    code === null
      ? null
      : kinds.get(code) === 'borough'
        ? (ids.get(code) ?? null)
        : boroughOf(parents.get(code) ?? null)
  return bookOf(
    rows.map(
      ([code, name, kind, parent, vintages]): KnownPlace => ({
        id: ids.get(code) ?? 0,
        code,
        name,
        kind,
        parentId: parent === null ? null : (ids.get(parent) ?? null),
        boroughId: kind === 'borough' ? null : boroughOf(parent),
        vintages: [...vintages],
      }),
    ),
  )
}

let london: PlaceBook | undefined
/** London's boroughs, wards of 2024 and LSOAs of 2011 and 2021, from its look-ups. */
export function londonBook(): PlaceBook {
  london ??= book([...londonRows()])
  return london
}

type Row = [string, string, string, string | null, string[]]

function* londonRows(): Iterable<Row> {
  yield ['E12000007', 'London', 'city', null, []]
  const seen = new Map<string, Row>()
  const add = (row: Row) => {
    const known = seen.get(row[0])
    if (known) known[4].push(...row[4].filter(vintage => !known[4].includes(vintage)))
    else seen.set(row[0], row)
  }
  for (const [lsoa, name, ward, wardName, borough, boroughName] of table('lookups/london_lsoa21_wd24_lad24.csv')) {
    add([borough, boroughName, 'borough', 'E12000007', ['borough:2022']])
    add([ward, wardName, 'ward', borough, ['ward:2024']])
    add([lsoa, name, 'lsoa', ward, ['lsoa:2021']])
  }
  for (const [lsoa, name, , , borough] of table('lookups/london_lsoa11_msoa11_wd17_lad11.csv'))
    add([lsoa, name, 'lsoa', borough, ['lsoa:2011']])
  yield* seen.values()
}

const table = (path: string) =>
  readFileSync(dataPath(path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => cells(line, ',') as [string, string, string, string, string, string])

export interface Ask {
  format: DataFormat
  path: string
  context: Partial<ReadContext> & Pick<ReadContext, 'source' | 'places' | 'measures' | 'categories'>
  options?: Record<string, unknown>
}

/** Opens the file safely and reads it. */
export async function read({ format, path, context, options = {} }: Ask): Promise<Outcome<Reading>> {
  const opened = await openSafely(path, { knownHeadings: format.knownHeadings ?? [] })
  if (!opened.ok) return opened
  try {
    return await format.read(opened.value, options, {
      packId: 'test',
      snapshotOn: null,
      lastOn: '2026-11-22',
      progress: () => {},
      lsoasAt: async points => points.map(() => null),
      signal: new AbortController().signal,
      ...context,
    })
  } finally {
    opened.value.close()
  }
}

/** The reading, closed after the test; or a failure that shows the refusals. */
export async function good(ask: Ask): Promise<Reading> {
  const out = await read(ask)
  if (!out.ok) throw new Error(JSON.stringify(out.refusals))
  onTestFinished(() => out.value.close())
  return out.value
}

/** Everything written (of these measures alone, if they are named): amounts by 'measure place period'; the place by its code. */
export async function cellsOf(
  reading: Reading,
  { places, measures }: Ask['context'],
  only?: readonly string[],
): Promise<Map<string, number | null>> {
  const codes = new Map([...measures.values()].map(one => [one.id, one.code]))
  const cells = new Map<string, number | null>()
  for await (const batch of reading.series())
    batch.measureIds.forEach((id, at) => {
      const code = codes.get(id) ?? ''
      if (only && !only.includes(code)) return
      const amounts = (batch.amounts[at] ?? '{}').slice(1, -1).split(',')
      const place = places.byId.get(batch.placeIds[at] ?? 0)?.code
      amounts.forEach((amount, i) => {
        const period = periodAfter(batch.startsOn[at] ?? '', batch.grain, i)
        cells.set(`${code} ${place} ${period}`, amount === 'NULL' ? null : Number(amount))
      })
    })
  return cells
}

function periodAfter(start: string, grain: string, by: number): string {
  const months =
    Number(start.slice(0, 4)) * 12 +
    Number(start.slice(5, 7)) -
    1 +
    by * (grain === 'year' ? 12 : grain === 'quarter' ? 3 : 1)
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Sum over the cells of a measure at places of a code pattern, from one month to another. */
export function total(
  cells: ReadonlyMap<string, number | null>,
  measure: string,
  place: RegExp | string,
  from = '',
  to = '9999',
): number {
  let sum = 0
  for (const [key, amount] of cells) {
    const [code, at = '', period = ''] = key.split(' ')
    const here = typeof place === 'string' ? at === place : place.test(at)
    if (code === measure && here && period >= from && period <= to) sum += amount ?? 0
  }
  return sum
}

/** Every event as [measure, place or site, day, hour, setting, method, count]. */
export async function eventsOf(reading: Reading, { places, measures }: Ask['context']) {
  const codes = new Map([...measures.values()].map(one => [one.id, one.code]))
  const out: (string | number | null)[][] = []
  for await (const batch of reading.events()) out.push(...rowsOf(batch, codes, places))
  return out
}

const rowsOf = (batch: EventsBatch, codes: Map<number, string>, places: PlaceBook) =>
  batch.measureIds.map((id, at) => [
    codes.get(id) ?? null,
    batch.siteCodes[at] ?? places.byId.get(batch.placeIds[at] ?? 0)?.code ?? null,
    batch.days[at] ?? null,
    batch.hours[at] ?? null,
    batch.settings[at] ?? null,
    batch.methods[at] ?? null,
    batch.counts[at] ?? null,
  ])
