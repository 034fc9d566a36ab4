// A city of squares for tests: two boroughs, eight wards, thirty-two small areas, a river between the second and third row.
import type { Area } from '../../lib/geo/index.ts'
import type { Db } from '../../platform/db.ts'
import { loadAssets } from './load/assets.ts'
import { type Boundary, loadBoundaries } from './load/boundaries.ts'
import { finishPlaces } from './load/finish.ts'
import { loadLinks } from './load/links.ts'
import { loadPopulations } from './load/populations.ts'
import { loadPostcodes } from './load/postcodes.ts'

export const city = { code: 'X12000001', name: 'Squaretown' }
const load = (sourceId: string) => ({ by: 'tests', sourceId })

const [west, south] = [0, 51.5]
const [wide, tall] = [0.01, 0.006]
/** The river: 0.004 degrees, about 440 metres. */
const bottom = (row: number) => south + row * tall + (row >= 2 ? 0.004 : 0)

/** A rectangle of small areas, from column and row to column and row, both included. */
export function box(column: number, row: number, toColumn = column, toRow = row): Area {
  const [x1, x2] = [west + column * wide, west + (toColumn + 1) * wide].map(x => Number(x.toFixed(5)))
  const [y1, y2] = [bottom(row), bottom(toRow) + tall].map(y => Number(y.toFixed(5)))
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x1, y1],
        [x2, y1],
        [x2, y2],
        [x1, y2],
        [x1, y1],
      ].map(([x = 0, y = 0]) => [x, y]),
    ],
  }
}

export const lsoaCode = (column: number, row: number) => `X010000${column}${row}`
export const wardCode = (column: number, row: number) => `X050000${Math.floor(column / 2)}${Math.floor(row / 2)}`
const boroughCode = (column: number) => (column < 4 ? 'X09000001' : 'X09000002')
const wardNames = [
  'Isleworth',
  'Larkhall',
  'Crumpsall',
  'Queen’s Cross',
  'Stonebridge',
  'Dormers & Wells',
  'Village',
  'Longacre',
]

const grid = Array.from({ length: 32 }, (_, i) => ({ column: i % 8, row: Math.floor(i / 8) }))
const wardGrid = Array.from({ length: 8 }, (_, i) => ({ column: (i % 4) * 2, row: Math.floor(i / 4) * 2 }))

const area = (line: number, code: string, name: string, geometry: Area, borough?: string): Boundary => ({
  line,
  code,
  name,
  geometry,
  ...(borough && { borough }),
})

export const lsoas = grid.map(({ column, row }, i) =>
  area(
    i + 1,
    lsoaCode(column, row),
    `${column < 4 ? 'Tower Hamlets' : 'Hounslow'} 00${row}${'ABCDEFGH'[column]}`,
    box(column, row),
    boroughCode(column),
  ),
)
export const wards = wardGrid.map(({ column, row }, i) =>
  area(i + 1, wardCode(column, row), wardNames[i] ?? '', box(column, row, column + 1, row + 1), boroughCode(column)),
)
const boroughs = [
  area(1, 'X09000001', 'Tower Hamlets', {
    type: 'MultiPolygon',
    coordinates: [coordinates(box(0, 0, 3, 1)), coordinates(box(0, 2, 3, 3))],
  }),
  area(2, 'X09000002', 'Hounslow', {
    type: 'MultiPolygon',
    coordinates: [coordinates(box(4, 0, 7, 1)), coordinates(box(4, 2, 7, 3))],
  }),
]

function coordinates(shape: Area) {
  if (shape.type !== 'Polygon') throw new RangeError('testing: a box is one polygon')
  return shape.coordinates
}

/** Residents of a small area: 1,000 and a hundred more a column; 10 % each aged 10-14, 15-19 and 20-24 in the west, 5 % in the east. */
export const personsOf = (column: number) => 1_000 + column * 100
function bandsOf(column: number) {
  const persons = personsOf(column)
  const share = column < 4 ? 0.1 : 0.05
  const young = Math.round(persons * share)
  return { '0-9': 100, '10-14': young, '15-19': young, '20-24': young, '25+': persons - 100 - 3 * young }
}

/** Loads everything but what `leaveOut` names, in the order a pack would. */
export async function buildCity(db: Db, leaveOut: readonly string[] = []): Promise<void> {
  const wants = (part: string) => !leaveOut.includes(part)
  await loadBoundaries(db, load('boroughs'), { kind: 'borough', vintage: 'borough:2022', areas: boroughs })
  await loadBoundaries(db, load('wards'), { kind: 'ward', vintage: 'ward:2024', areas: wards })
  await loadBoundaries(db, load('lsoas'), { kind: 'lsoa', vintage: 'lsoa:2021', areas: lsoas })
  if (wants('old')) await oldPlaces(db)
  await loadLinks(db, load('best fit'), 32, [
    {
      from: 'lsoa:2021',
      to: 'ward:2024',
      how: 'best fit',
      rows: grid.map(({ column, row }, i) => ({ line: i + 2, from: lsoaCode(column, row), to: wardCode(column, row) })),
    },
  ])
  if (wants('old')) await oldLinks(db)
  if (wants('people')) await people(db)
  if (wants('assets')) await assets(db)
  if (wants('postcodes')) await postcodes(db)
  if (wants('finish')) await finishPlaces(db, { by: 'tests', city })
}

/** In 2018 Isleworth and Larkhall were one ward, Stonebridge was as today, and the south-east of the city had one ward coded as its borough. */
export const oldWard = 'X05900001'
async function oldPlaces(db: Db): Promise<void> {
  await loadBoundaries(db, load('lsoas 2011'), {
    kind: 'lsoa',
    vintage: 'lsoa:2011',
    areas: [
      area(1, 'X01900001', 'Old split', box(0, 0, 1, 0), 'X09000001'),
      area(2, 'X01900002', 'Old merged west', box(2, 0), 'X09000001'),
      area(3, 'X01900003', 'Old merged east', box(2, 0), 'X09000001'),
      ...lsoas
        .filter(one => ![lsoaCode(0, 0), lsoaCode(1, 0), lsoaCode(2, 0)].includes(one.code))
        .map((one, i) => ({ ...one, line: i + 4 })),
    ],
  })
  await loadBoundaries(db, load('wards 2018'), {
    kind: 'ward',
    vintage: 'ward:2018',
    areas: [
      area(1, oldWard, 'Isleworth and Larkhall', box(0, 0, 3, 1), 'X09000001'),
      area(2, wardCode(0, 2), 'Stonebridge (as it was)', box(0, 2), 'X09000001'),
      area(3, 'X09000002', 'Hounslow, merged', box(4, 0), 'X09000002'),
    ],
  })
}

async function oldLinks(db: Db): Promise<void> {
  const kept = grid.filter(({ column, row }) => !(row === 0 && column < 3))
  const rows = [
    { from: 'X01900001', to: lsoaCode(0, 0), change: 'S' },
    { from: 'X01900001', to: lsoaCode(1, 0), change: 'S' },
    { from: 'X01900002', to: lsoaCode(2, 0), change: 'M' },
    { from: 'X01900003', to: lsoaCode(2, 0), change: 'M' },
    ...kept.map(({ column, row }) => ({ from: lsoaCode(column, row), to: lsoaCode(column, row), change: 'U' })),
  ].map((row, i) => ({ ...row, line: i + 2 }))
  await loadLinks(db, load('changes'), rows.length, [{ from: 'lsoa:2011', to: 'lsoa:2021', how: 'many to many', rows }])
  const old = [
    'X01900001',
    'X01900002',
    'X01900003',
    lsoaCode(3, 0),
    ...[0, 1, 2, 3].map(column => lsoaCode(column, 1)),
  ]
  await loadLinks(db, load('overlap'), old.length, [
    {
      from: 'lsoa:2011',
      to: 'ward:2018',
      how: 'best fit',
      rows: old.map((from, i) => ({ line: i + 2, from, to: oldWard })),
    },
  ])
}

const people = (db: Db) =>
  loadPopulations(db, load('census'), {
    year: 2021,
    basis: 'Census 2021',
    rows: grid.map(({ column, row }, i) => ({
      line: i + 2,
      code: lsoaCode(column, row),
      persons: personsOf(column),
      bands: bandsOf(column),
    })),
  })

/** A point in the middle of a small area. */
export const middle = (column: number, row: number): [number, number] => [
  west + (column + 0.5) * wide,
  bottom(row) + tall / 2,
]

const assets = (db: Db) =>
  loadAssets(db, load('assets'), [
    asset(2, 'library', 'Isleworth Library', middle(0, 0)),
    asset(3, 'community centre', 'Larkhall Hall', middle(2, 0)),
    asset(4, 'library', 'Library beyond', [1, 52]),
    asset(5, 'library', 'Library without a point', null),
    asset(6, 'station', 'Larkhall Underground Station', middle(3, 1)),
    asset(7, 'station', 'Pier station', [0.045, 51.5125]),
  ])

const asset = (line: number, kind: string, name: string, point: readonly [number, number] | null) => ({
  line,
  kind,
  ref: null,
  name,
  address: null,
  detail: {},
  longitude: point?.[0] ?? null,
  latitude: point?.[1] ?? null,
})

const postcodes = (db: Db) =>
  loadPostcodes(db, load('postcodes'), [
    { line: 2, postcode: 'SW9 8JG', lsoa: lsoaCode(2, 0), longitude: middle(2, 0)[0], latitude: middle(2, 0)[1] },
    { line: 3, postcode: 'sw98jh', lsoa: null, longitude: middle(3, 0)[0], latitude: middle(3, 0)[1] },
    { line: 4, postcode: 'QX1 1AA', lsoa: null, longitude: 1, latitude: 52 },
    { line: 5, postcode: 'nonsense', lsoa: lsoaCode(0, 0), longitude: null, latitude: null },
  ])
