import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import type { Point } from './outline.ts'
import { ageBands } from './people.ts'
import type { Lsoa } from './places.ts'
import { contains, dissolve, ringArea } from './polygon.ts'
import { at } from './random.ts'

type Feature = { code: string; name: string; parent: string; lsoas: readonly Lsoa[] }

/** Rings of positions into closed GeoJSON polygons: a ring that runs clockwise is a hole in the one around it. */
function polygons(city: City, lsoas: readonly Lsoa[]): Point[][][] {
  const { degrees, km } = city.ground.outline
  const rings =
    lsoas.length === 1
      ? [at(lsoas, 0).block.ring]
      : dissolve(
          lsoas.map(lsoa => lsoa.block.ring),
          km.length,
        )
  const closed = (ring: readonly number[]): Point[] => [...ring, at(ring, 0)].map(id => at(degrees, id))
  const flat = (ring: readonly number[]) => ring.map(id => at(km, id))
  const outer = rings.filter(ring => ringArea(flat(ring)) > 0)
  const holes = rings.filter(ring => ringArea(flat(ring)) <= 0)
  return outer.map(ring => [
    closed(ring),
    ...holes.filter(hole => contains(flat(ring), at(km, at(hole, 0)))).map(closed),
  ])
}

/** Every polygon lies along its neighbours' corners exactly. */
function geojson(city: City, name: string, features: readonly Feature[]): string {
  const lines = features.map(({ lsoas, ...properties }) => {
    const parts = polygons(city, lsoas)
    const [only] = parts
    const geometry =
      parts.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: parts }
    return JSON.stringify({ type: 'Feature', properties, geometry })
  })
  const head = `{"type":"FeatureCollection","name":"${name}","note":"Demonstration: invented boundaries","features":[`
  return `${head}\n${lines.join(',\n')}\n]}\n`
}

const lsoasOf = (city: City, numbers: readonly number[]): Lsoa[] => numbers.map(i => at(city.lsoas, i))

function boundaryFiles(city: City): [string, string][] {
  const { boroughs, wards, lsoas, vintages, recipe } = city
  const parentOf = (borough: number) => at(boroughs, borough).code
  const asFeature = (ward: { code: string; name: string; borough: number; lsoas: number[] }): Feature => ({
    code: ward.code,
    name: ward.name,
    parent: parentOf(ward.borough),
    lsoas: lsoasOf(city, ward.lsoas),
  })
  const boroughFeatures = boroughs.map(({ code, name }, b) => ({
    code,
    name,
    parent: recipe.code,
    lsoas: lsoas.filter(lsoa => lsoa.borough === b),
  }))
  const small = lsoas.map(lsoa => ({
    code: lsoa.code,
    name: lsoa.name,
    parent: at(wards, lsoa.ward).code,
    lsoas: [lsoa],
  }))
  return [
    ['boundaries/boroughs.geojson', geojson(city, 'riverton_boroughs', boroughFeatures)],
    ['boundaries/wards.geojson', geojson(city, 'riverton_wards', wards.map(asFeature))],
    ['boundaries/lsoas.geojson', geojson(city, 'riverton_lsoas', small)],
    ['boundaries/wards-2018.geojson', geojson(city, 'riverton_wards_2018', vintages.wards.map(asFeature))],
  ]
}

function lookupFiles(city: City): [string, string][] {
  const { boroughs, wards, vintages } = city
  const best = city.lsoas.map(lsoa => {
    const [ward, borough] = [at(wards, lsoa.ward), at(boroughs, lsoa.borough)]
    return [lsoa.code, lsoa.name, ward.code, ward.name, borough.code, borough.name]
  })
  const changes = vintages.lsoas.map(({ oldCode, oldName, change, lsoa }) => {
    const borough = at(boroughs, lsoa.borough)
    return [oldCode, oldName, change, lsoa.code, lsoa.name, borough.code, borough.name]
  })
  const shares = vintages.shares.map(({ old, ward, weight }) => [
    old.code,
    old.name,
    ward.code,
    ward.name,
    weight.toFixed(6),
  ])
  return [
    [
      'lookups/lsoa21-ward24-borough24.csv',
      csv(['LSOA21CD', 'LSOA21NM', 'WD24CD', 'WD24NM', 'LAD24CD', 'LAD24NM'], best),
    ],
    [
      'lookups/lsoa11-lsoa21.csv',
      csv(['LSOA11CD', 'LSOA11NM', 'CHGIND', 'LSOA21CD', 'LSOA21NM', 'LAD22CD', 'LAD22NM'], changes),
    ],
    ['lookups/ward18-ward24.csv', csv(['WD18CD', 'WD18NM', 'WD24CD', 'WD24NM', 'weight'], shares)],
  ]
}

function peopleFile(city: City): [string, string] {
  const heading = ['date', 'geography', 'geography code', 'Age: Total', ...ageBands.map(band => `Age: ${band}`)]
  const rows = city.lsoas.map(lsoa => ['2021', lsoa.name, lsoa.code, lsoa.people, ...lsoa.ages])
  return ['population/census-2021-ts007a.csv', csv(heading, rows)]
}

function postcodeFile(city: City): [string, string] {
  const heading = ['Postcode', 'Positional_quality_indicator', 'Eastings', 'Northings', 'latitude', 'longitude']
  const added = ['LAD14CD', 'WD14CD', 'LSOA11CD', 'LSOA21CD', 'WD24CD', 'LAD24CD']
  const oldCodes = new Map(city.vintages.lsoas.map(({ lsoa, oldCode }) => [lsoa.code, oldCode]))
  const rows = city.postcodes.map(({ postcode, lsoa, km, point }): Field[] => {
    const { code, ward, borough } = at(city.lsoas, lsoa)
    const [wardCode, boroughCode] = [at(city.wards, ward).code, at(city.boroughs, borough).code]
    // Metres on the city's own grid, whose middle is 50,000 by 50,000: no place on the national grid.
    const grid = km.map(value => 50_000 + Math.round(value * 1_000))
    return [
      postcode,
      10,
      ...grid,
      point[1],
      point[0],
      boroughCode,
      wardCode,
      oldCodes.get(code) ?? code,
      code,
      wardCode,
      boroughCode,
    ]
  })
  return ['postcodes/postcodes.csv', csv([...heading, ...added], rows)]
}

/** Where places are, how they fit together, and who lives there. */
export const placeFiles = (city: City): [string, string][] => [
  ...boundaryFiles(city),
  ...lookupFiles(city),
  peopleFile(city),
  postcodeFile(city),
]
