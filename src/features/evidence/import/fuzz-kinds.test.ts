// The other kinds of file, mutated at random with a seed: workbooks, compressed files, maps, incidents, hospital returns, dashboards. Every one
// is either imported or refused with a reason; none breaks the importer.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { chance, mutate, sheetParts, zip } from '../../../../test/fuzz.ts'
import { everyWard, makeTown, openDesk, request, wide, withInjury } from '../../../../test/imports.ts'
import { described } from '../../../../test/readings.ts'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { geojsonBoundaries } from '../formats/places-boundaries.ts'
import type { ImportRequest } from './request.ts'
import { Source } from './schemas.ts'
import { readPackEvidence, seed } from './seed.ts'
import { preview } from './service.ts'

let store: TestStore
const desk = openDesk()

/** A source of a pack as it is, but that no gate stands before it. */
const open = (packId: string, id: string) => {
  const { source, categories } = described(packId, id)
  return { packId, categories, source: Source.parse({ ...source, needs: [] }), options: source.files[0]?.options ?? {} }
}
const hospital = open('demo', 'hospital-assault-attendances')
const incidents = open('demo', 'incidents-violence-with-injury')
const knife = open('london', 'mps-dashboard-knife')
const imd = open('london', 'imd-2025-file-1')
const maps = open('london', 'boundaries-boroughs-2022')

beforeAll(async () => {
  store = await openTestStore('empty')
  await makeTown(store.db)
  const measures = readPackEvidence('demo').measures.filter(one => one.id === 'assault-attendances')
  const sources = [hospital, incidents, knife, imd, maps].map(one => one.source)
  await seed(store.db, { sources, measures, breaks: [] }, 'tests')
})
afterAll(async () => {
  desk.clear()
  await store.close()
})

const rank = 'Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)'
const decile = 'Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOA'
const workbook = sheetParts('IMD25', [
  ['LSOA code (2021)', 'LSOA name (2021)', rank, decile],
  ['E01000006', 'Barking 016A', 812, 1],
  ['E01000007', 'Barking 015A', 20111, 7],
])
const part = 'xl/worksheets/sheet1.xml'
const square = (x: number) => [
  [
    [x, 51.5],
    [x + 0.1, 51.5],
    [x + 0.1, 51.6],
    [x, 51.6],
    [x, 51.5],
  ],
]
const map = {
  type: 'FeatureCollection',
  features: [
    ['E09000002', 'Barking and Dagenham'],
    ['E09000003', 'Barnet'],
  ].map(([LAD22CD, LAD22NM], i) => ({
    type: 'Feature',
    properties: { LAD22CD, LAD22NM },
    geometry: { type: 'Polygon', coordinates: square(i / 10) },
  })),
}
const offences = 'Knife Crime,Knife Crime,Offences'

interface Kind {
  /** The file, mutated when `next` is given. */
  file(next?: () => number): Buffer
  ending: string
  ask(): ImportRequest
}
const plainly = (text: string) => (next?: () => number) => (next ? mutate(text, next) : Buffer.from(text))
const ask = (format: string, more: Partial<ImportRequest>) => () => request(format, more)

const kinds: Record<string, Kind> = {
  'a workbook': {
    ending: 'xlsx',
    // half of them are whole zips with a strange sheet inside, half are strange bytes
    file: next => {
      if (!next) return zip(workbook)
      return next() < 0.5
        ? mutate(zip(workbook), next)
        : zip({ ...workbook, [part]: mutate(workbook[part] ?? '', next) })
    },
    ask: ask('imd-xlsx', imd),
  },
  'a compressed file': {
    ending: 'csv.gz',
    file: next => {
      const text = wide('2024-01', everyWard(withInjury, [5, 6, 7]))
      if (!next) return gzipSync(text)
      return next() < 0.5 ? mutate(gzipSync(text), next) : gzipSync(mutate(text, next))
    },
    ask: ask('mps-wide', {}),
  },
  'a map': {
    ending: 'geojson',
    file: plainly(JSON.stringify(map)),
    ask: () => ({ ...request('mps-wide', maps), format: geojsonBoundaries }),
  },
  'a list of incidents': {
    ending: 'csv',
    file: plainly(
      'when,where,category\n2026-01-10T22:30,E01000006,VIOLENCE WITH INJURY\n11/12/2025 09:15,"51.53,0.08",VIOLENCE WITH INJURY\n2025-12-12,,VIOLENCE WITH INJURY\n',
    ),
    ask: ask('incident-csv', incidents),
  },
  'a hospital return': {
    ending: 'csv',
    file: plainly(
      'Reporting period start,Reporting period end,Site code of treatment,Arrival date and time,Assault date and time,Assault method,Assault location type,Assault location description\n2026-10-01,2026-10-31,XRV01,2026-10-04 00:50,2026-10-03 23:40,Body part,Public place,\n2026-10-01,2026-10-31,XRV02,09/10/2026 16:00,,Sharp object,Home,\n',
    ),
    ask: ask('istv', hospital),
  },
  'a dashboard': {
    ending: 'csv',
    file: plainly(
      `month_year,area_type,borough_snt,area_name,area_code,crime_type,crime_subtype,measure,count,refresh_date\n2026-01-01,Borough,Barnet,Barnet,E09000003,${offences},50,2026-03-18\n2026-02-01,Safer Neighbourhood Teams,Barnet - Burnt Oak,Burnt Oak,E05000003 ,${offences},21,2026-03-18\n`,
    ),
    ask: ask('mps-dashboard', knife),
  },
}

/** Enough to be seen, few enough to be over in a few seconds each. */
const rounds = 30

test.each(Object.keys(kinds))('%s', { timeout: 120_000 }, async name => {
  const kind = kinds[name]
  if (!kind) throw new Error(`no kind ${name}`)
  const next = chance(20_261_122)
  const seen = { ready: 0, refused: 0, unchanged: 0 }
  for (let i = 0; i < rounds; i++) {
    const bytes = kind.file(i === 0 ? undefined : next)
    const path = desk.put(bytes, `${name.replaceAll(' ', '-')}-${i}.${kind.ending}`)
    const result = await preview(store.db, path, kind.ask()).catch((error: unknown) => {
      const reason = error instanceof Error ? error.stack : error
      throw new Error(`mutation ${i} broke the importer: ${reason}\n${bytes.toString('latin1')}`)
    })
    if (i === 0) expect(result, JSON.stringify(result)).toMatchObject({ status: 'ready' })
    seen[result.status]++
    if (result.status === 'refused')
      for (const refusal of result.refusals) expect(`${refusal.reason}|${refusal.remedy}`).toMatch(/.{5}\|.{5}/)
    if (result.status === 'ready') for (const reject of result.rejects) expect(reject.reason).not.toBe('')
  }
  expect(seen.refused).toBeGreaterThan(0)
  const Count = z.object({ imports: z.number(), drawn: z.number() })
  const kept = sql`select (select count(*) from imports) as imports, (select count(*) from boundary_sets) as drawn`
  expect(await store.db.one(Count, kept)).toEqual({ imports: 0, drawn: 0 })
})
