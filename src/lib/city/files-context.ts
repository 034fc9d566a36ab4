import type { Asset, AssetKind } from './assets.ts'
import type { City } from './city.ts'
import { csv, type Field } from './csv.ts'
import { domains, subdomains } from './deprivation.ts'
import { lineNames } from './names.ts'
import { at } from './random.ts'

/** The index in the columns of the published London file: tenths, ranks, scores, then the parts of domains. */
function deprivationFile(city: City): [string, string] {
  const names = ['IMD', ...domains.map(domain => domain.name)]
  const heading = [
    ...['LSOA21CD', 'LSOA21NM', 'LAD22CD', 'LAD22NM'],
    ...['decile', 'rank', 'score'].flatMap(kind => names.map(name => `${name}_${kind}`)),
    ...subdomains.flatMap(name => [`${name}_score`, `${name}_rank`, `${name}_decile`]),
  ]
  const rows = city.lsoas.map((lsoa, i): Field[] => {
    const standings = at(city.deprivation, i)
    const main = standings.slice(0, names.length)
    const parts = standings.slice(names.length)
    const borough = at(city.boroughs, lsoa.borough)
    return [
      ...[lsoa.code, lsoa.name, borough.code, borough.name],
      ...main.map(standing => standing.decile),
      ...main.map(standing => standing.rank),
      ...main.map(standing => standing.score),
      ...parts.flatMap(({ score, rank, decile }) => [score, rank, decile]),
    ]
  })
  return ['deprivation/imd-2025.csv', csv(heading, rows)]
}

const files: [AssetKind, string][] = [
  ['library', 'places/libraries.csv'],
  ['community centre', 'places/community-centres.csv'],
  ['youth club', 'places/youth-clubs.csv'],
]

function assetFiles(city: City): [string, string][] {
  const of = (...kinds: AssetKind[]) => city.assets.filter(asset => kinds.includes(asset.kind))
  const boroughOf = (asset: Asset) => at(city.boroughs, at(city.lsoas, asset.lsoa).borough)
  const heading = ['name', 'address1', 'borough_name', 'borough_code', 'longitude', 'latitude', 'runtime']
  const local = files.map(([kind, path]): [string, string] => {
    const rows = of(kind).map(asset => {
      const borough = boroughOf(asset)
      return [asset.name, '', borough.name, borough.code, ...asset.point, '10/31/2026']
    })
    return [path, csv(heading, rows)]
  })
  const hospitals = of('hospital').map(asset => [
    asset.name,
    boroughOf(asset).name,
    boroughOf(asset).code,
    ...asset.point,
  ])
  const hospitalHeading = ['hospital26_name', 'LAD24NM', 'LAD24CD', 'longitude', 'latitude']
  return [...local, schoolFile(city, of), ['places/hospitals.csv', csv(hospitalHeading, hospitals)]]
}

function schoolFile(city: City, of: (...kinds: AssetKind[]) => Asset[]): [string, string] {
  const heading = [
    ...['URN', 'Local authority (code)', 'Local authority (name)', 'Establishment name', 'Type of establishment'],
    ...['Phase of education', 'Establishment status', 'latitude', 'longitude', 'LSOA21CD', 'LAD24CD'],
  ]
  const rows = of('primary school', 'secondary school').map((asset, k) => {
    const lsoa = at(city.lsoas, asset.lsoa)
    const borough = at(city.boroughs, lsoa.borough)
    const phase = asset.kind === 'primary school' ? 'Primary' : 'Secondary'
    const open = ['Community school', phase, 'Open', asset.point[1], asset.point[0], lsoa.code, borough.code]
    return [`X${100_001 + k}`, borough.code, borough.name, asset.name, ...open]
  })
  return ['places/schools.csv', csv(heading, rows)]
}

/** Stations as the London feed gives them: lines by id, stations by id, with the stop before and after on each line. */
function stationFile(city: City): [string, string] {
  const along = new Map(
    lineNames.map(({ id }) => [id as string, city.stations.filter(stop => stop.lines.includes(id))]),
  )
  const stations = city.stations.map(({ id, name, point, lines }) => {
    const connections = lines.flatMap(line => {
      const stops = along.get(line) ?? []
      const here = stops.findIndex(stop => stop.id === id)
      const [before, after] = [stops[here - 1], stops[here + 1]]
      return [
        ...(before ? [{ to_station: before.id, line, direction: 'inbound' }] : []),
        ...(after ? [{ to_station: after.id, line, direction: 'outbound' }] : []),
      ]
    })
    const where = { id, naptanId: id, name, lat: point[1], lon: point[0], zone: 'yes', modes: ['tram'] }
    return [id, { ...where, lines, connections, connection_count: connections.length }]
  })
  const metadata = {
    fetch_timestamp: '2026-10-31T12:00:00.000000',
    total_stations: city.stations.length,
    total_lines: lineNames.length,
    api_version: 'Demonstration: invented stations',
  }
  const lines = Object.fromEntries(lineNames.map(({ id, name }) => [id, { id, name, modeName: 'tram' }]))
  return [
    'places/stations.json',
    `${JSON.stringify({ metadata, lines, stations: Object.fromEntries(stations) }, null, 1)}\n`,
  ]
}

/** How hard life is, and what is there to build on. */
export const contextFiles = (city: City): [string, string][] => [
  deprivationFile(city),
  ...assetFiles(city),
  stationFile(city),
]
