import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import recipeFile from '../../../packs/demo/recipe.json' with { type: 'json' }
import { cityFiles, makeCity, Recipe } from './index.ts'
import { ringArea } from './polygon.ts'
import { at, sum } from './random.ts'

const city = makeCity(Recipe.parse(recipeFile))
const files = cityFiles(city)
const text = (path: string) => files.get(path) ?? ''
const table = (path: string) => {
  const [heading = '', ...lines] = text(path).trimEnd().split('\n')
  return { heading: heading.split(','), rows: lines.map(line => line.split(',')) }
}

const Ring = z.array(z.tuple([z.number(), z.number()]))
const Collection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string(), name: z.string(), parent: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
      ]),
    }),
  ),
})
const shapes = (level: string) =>
  Collection.parse(JSON.parse(text(`boundaries/${level}.geojson`))).features.map(({ properties, geometry }) => ({
    ...properties,
    rings: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  }))
type Shape = ReturnType<typeof shapes>[number]
const area = ({ rings }: Shape) => sum(rings.map(ring => ringArea(ring.slice(0, -1))))
const edgesOf = ({ rings }: Shape) => rings.flatMap(ring => ring.slice(1).map((to, k) => `${at(ring, k)} ${to}`))
const turned = (edge: string) => edge.split(' ').reverse().join(' ')

/** Do two lines cross other than at a shared end? */
function cross(a: number[], b: number[], c: number[], d: number[]): boolean {
  const side = (p: number[], q: number[], r: number[]) =>
    Math.sign((at(q, 0) - at(p, 0)) * (at(r, 1) - at(p, 1)) - (at(q, 1) - at(p, 1)) * (at(r, 0) - at(p, 0)))
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

describe('boundaries', () => {
  const [boroughs, wards, lsoas] = [shapes('boroughs'), shapes('wards'), shapes('lsoas')]

  test('areas of each level add up to the level above', () => {
    for (const [parents, children] of [
      [boroughs, wards],
      [wards, lsoas],
    ] as const)
      for (const parent of parents) {
        const inside = children.filter(child => child.parent === parent.code)
        expect(sum(inside.map(area)) / area(parent)).toBeCloseTo(1, 9)
      }
  })

  test('a border is the same corners from both sides: every inner edge runs once each way', () => {
    for (const level of [wards, lsoas]) {
      const edges = level.flatMap(edgesOf)
      expect(new Set(edges).size).toBe(edges.length)
      const known = new Set(edges)
      const shared = edges.filter(edge => known.has(turned(edge))).length
      expect(shared / edges.length).toBeGreaterThan(0.7)
    }
  })

  test('every ward can be reached from every other over shared borders: the banks meet in the west', () => {
    const owner = new Map(wards.flatMap((ward, w) => edgesOf(ward).map(edge => [edge, w] as const)))
    const seen = new Set([0])
    for (const here of seen)
      for (const edge of edgesOf(at(wards, here))) {
        const next = owner.get(turned(edge))
        if (next !== undefined) seen.add(next)
      }
    expect(seen.size).toBe(120)
  })

  test('no outline crosses itself, and every ring runs anticlockwise', () => {
    for (const shape of lsoas) {
      const ring = at(shape.rings, 0)
      expect(area(shape)).toBeGreaterThan(0)
      for (let i = 1; i < ring.length; i++)
        for (let j = i + 2; j < ring.length; j++)
          expect(cross(at(ring, i - 1), at(ring, i), at(ring, j - 1), at(ring, j)), shape.name).toBe(false)
    }
  })

  test('the city lies on open sea, about 30 by 24 kilometres, and is not a box', () => {
    const points = boroughs.flatMap(shape => shape.rings.flat())
    const [lons, lats] = [points.map(point => point[0]), points.map(point => point[1])]
    expect(Math.min(...lons)).toBeGreaterThan(-13.85)
    expect(Math.max(...lons)).toBeLessThan(-13.15)
    expect(Math.min(...lats)).toBeGreaterThan(56.35)
    expect(Math.max(...lats)).toBeLessThan(56.65)
    const box = (Math.max(...lons) - Math.min(...lons)) * (Math.max(...lats) - Math.min(...lats))
    expect(sum(boroughs.map(area)) / box).toBeLessThan(0.8)
  })
})

describe('recorded offences', () => {
  const [earlier, later] = [
    table('recorded-offences/wards-to-2026-04.csv'),
    table('recorded-offences/wards-2024-10-to-2026-10.csv'),
  ]
  const month = ({ heading, rows }: typeof later, name: string) =>
    sum(rows.map(row => Number(row[heading.indexOf(name)])))

  test('the ward files have the columns of the published ones', () => {
    expect(earlier.heading.slice(0, 6)).toEqual([
      'MajorText',
      'MinorText',
      'WardName',
      'WardCode',
      'LookUp_BoroughName',
      '202111',
    ])
    expect([earlier.heading.at(-1), later.heading[5], later.heading.at(-1)]).toEqual(['202604', '202410', '202610'])
    for (const { heading, rows } of [earlier, later])
      expect(rows.every(row => row.length === heading.length)).toBe(true)
  })

  test('the later snapshot restates months, and begins with a stub', () => {
    expect(month(later, '202410')).toBeLessThan(0.02 * month(earlier, '202410'))
    for (const name of ['202411', '202506', '202604']) expect(month(later, name)).not.toBe(month(earlier, name))
    expect(month(earlier, '202604') / month(later, '202604')).toBeLessThan(0.99)
  })

  test('the incidents with hours are the located offences of the LSOA file, one row each', () => {
    const lsoas = table('recorded-offences/lsoas.csv')
    const last24 = sum(
      lsoas.rows.filter(row => row[4] === 'VIOLENCE WITH INJURY').flatMap(row => row.slice(-24).map(Number)),
    )
    expect(table('incidents/violence-with-injury.csv').rows).toHaveLength(last24)
  })

  test('hours show school days in term and weekend nights', () => {
    const rows = table('incidents/violence-with-injury.csv').rows.map(([when = '']) => new Date(`${when}Z`))
    const share = (keep: (day: Date) => boolean, of = rows) => of.filter(keep).length / of.length
    const schoolHours = (day: Date) => day.getUTCDay() % 6 !== 0 && day.getUTCHours() >= 15 && day.getUTCHours() < 19
    const august = rows.filter(day => day.getUTCMonth() === 7)
    expect(share(schoolHours)).toBeGreaterThan(1.4 * share(schoolHours, august))
    const weekendNight = (day: Date) => day.getUTCHours() < 4 && day.getUTCDay() % 6 === 0
    const otherNight = (day: Date) => day.getUTCHours() < 4 && day.getUTCDay() % 6 !== 0
    expect(share(weekendNight)).toBeGreaterThan(2 * share(otherNight))
  })

  test('the hospital file has the fields of the assault data set, and the free text is empty', () => {
    const { heading, rows } = table('hospital/assault-attendances.csv')
    expect(heading).toHaveLength(9)
    expect(rows.every(row => row.length === 9 && row[7] === '')).toBe(true)
    expect(rows.every(([, , , arrival = '', assault = '']) => arrival === '' || arrival > assault)).toBe(true)
    expect(new Set(rows.map(row => row[2]))).toEqual(new Set(['XRV01', 'XRV02']))
  })
})

describe('nothing in it could be taken for real', () => {
  test('no column or value looks like a person', () => {
    for (const [path, content] of files) {
      const heading = content.slice(0, content.indexOf('\n')).toLowerCase()
      if (path.endsWith('.csv'))
        expect(heading, path).not.toMatch(/surname|forename|first name|birth|nhs|gender|ethnic|police ref|email|phone/)
      expect(content, path).not.toMatch(/\d{3}[ -]\d{3}[ -]\d{4}|@/)
    }
  })

  test('no real area code, and no postcode of a real area', () => {
    for (const [path, content] of files) expect(content.match(/\b[EWSNKJL]\d{8}\b/), path).toBeNull()
    const postcodes = table('postcodes/postcodes.csv').rows.map(([postcode = '']) => postcode)
    expect(postcodes.every(postcode => /^QX[1-8] [1-9][A-Z]{2}$/.test(postcode))).toBe(true)
    expect(new Set(postcodes).size).toBe(postcodes.length)
  })
})
