import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AssetRow, loadAssets, loadPostcodes, preview } from '../../places/index.ts'
import { placesFormat, refused } from '../import/format.ts'
import { loadOf, readText, type TextRow, withRejects } from './places-csv.ts'

const number = (text: string) => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : null)

const PostcodeOptions = z.looseObject({
  postcode: z.string(),
  lat: z.string(),
  lon: z.string(),
  lsoa: z.string().optional(),
})

export const postcodes = placesFormat<z.output<typeof PostcodeOptions>>({
  name: 'postcodes',
  title: 'Postcodes',
  kind: 'places',
  options: PostcodeOptions,
  help: {
    about: 'One row a unit postcode, with its point and, where known, the code of the small area it lies in.',
    columns: [
      { name: 'postcode', required: true, meaning: 'SW9 8JG' },
      { name: 'latitude, longitude', required: true, meaning: 'Degrees (WGS84)' },
      { name: 'lsoa', required: false, meaning: 'Code of its small area of today; without it the point decides' },
    ],
    example: 'Postcode,latitude,longitude,LSOA21CD\nQX1 1AA,56.51,-13.48,X01000001\n',
  },
  apply: async (db, file, options, context) => {
    const read = await readText(
      file,
      [options.postcode, options.lat, options.lon, ...(options.lsoa ? [options.lsoa] : [])],
      'postcodes',
    )
    if (!read.ok) return read
    const rows = read.value.rows.map(row => ({
      line: row.line,
      postcode: row.cell(options.postcode),
      lsoa: options.lsoa ? row.cell(options.lsoa) || null : null,
      longitude: number(row.cell(options.lon)),
      latitude: number(row.cell(options.lat)),
    }))
    const work = (tx: typeof db) => loadPostcodes(tx, loadOf(context), rows)
    return { ok: true, value: withRejects(await (context.dryRun ? preview(db, work) : work(db)), read.value.rejects) }
  },
})

const AssetOptions = z.looseObject({
  kind: z.string(),
  id: z.string().optional(),
  name: z.string(),
  lat: z.string(),
  lon: z.string(),
  address: z.array(z.string()).default([]),
  website: z.string().optional(),
  /** What stands for an empty cell. */
  missing: z.array(z.string()).default(['']),
  kindsFrom: z.string().optional(),
  kinds: z.record(z.string(), z.string()).default({}),
})
type AssetOptions = z.output<typeof AssetOptions>

export const assets = placesFormat<AssetOptions>({
  name: 'assets',
  title: 'Community places',
  kind: 'places',
  options: AssetOptions,
  help: {
    about:
      'Libraries, community centres, schools, hospitals and the like, one row a place with its point. No names of people are kept.',
    columns: [
      { name: 'name', required: true, meaning: 'Its name' },
      { name: 'latitude, longitude', required: true, meaning: 'Degrees (WGS84)' },
      { name: 'address, id, website', required: false, meaning: 'Kept where the source names the columns' },
    ],
    example: 'name,address1,latitude,longitude\nAbbot Field Library,1 Mill Lane,56.51,-13.48\n',
  },
  apply: async (db, file, options, context) => {
    const optional = [options.id, options.website, options.kindsFrom].filter(c => c !== undefined)
    const read = await readText(
      file,
      [options.name, options.lat, options.lon, ...options.address, ...optional],
      'assets',
    )
    if (!read.ok) return read
    const rows = read.value.rows.map(row => assetOf(row, options))
    const work = (tx: typeof db) => loadAssets(tx, loadOf(context), rows)
    return { ok: true, value: withRejects(await (context.dryRun ? preview(db, work) : work(db)), read.value.rejects) }
  },
})

function assetOf(row: TextRow, options: AssetOptions): AssetRow {
  const text = (column: string | undefined) => {
    const cell = column === undefined ? '' : row.cell(column)
    return options.missing.includes(cell) ? '' : cell
  }
  const website = text(options.website)
  return {
    line: row.line,
    kind: options.kinds[text(options.kindsFrom)] ?? options.kind,
    ref: text(options.id) || null,
    name: text(options.name),
    address:
      options.address
        .map(text)
        .filter(part => part !== '')
        .join(', ') || null,
    detail: website ? { website } : {},
    longitude: number(text(options.lon)),
    latitude: number(text(options.lat)),
  }
}

const StationOptions = z.looseObject({
  path: z.string(),
  id: z.string(),
  name: z.string(),
  lat: z.string(),
  lon: z.string(),
  modes: z.string(),
  lines: z.string(),
})
type StationOptions = z.output<typeof StationOptions>

export const stations = placesFormat<StationOptions>({
  name: 'stations',
  title: 'Stations',
  kind: 'places',
  options: StationOptions,
  help: {
    about:
      'A JSON file of stations, keyed by their id or as a list, each with a name, a point, and the modes and lines that call.',
    columns: [
      { name: 'name', required: true, meaning: 'Its name' },
      { name: 'lat, lon', required: true, meaning: 'Degrees (WGS84)' },
      { name: 'lines', required: false, meaning: 'List of lines' },
    ],
    example:
      '{"stations":{"S1":{"naptanId":"S1","name":"Old Quay","lat":56.51,"lon":-13.48,"modes":["tube"],"lines":["river"]}}}',
  },
  apply: async (db, file, options, context) => {
    const found = z.record(z.string(), z.unknown()).safeParse(parse(readFileSync(file.path, 'utf8')))
    const list = found.success ? found.data[options.path] : undefined
    if (typeof list !== 'object' || list === null)
      return refused({
        file: file.name,
        field: options.path,
        reason: `There is no list called “${options.path}” in this file`,
        remedy: 'Send JSON of the shape shown by: import --help stations',
      })
    const rows = Object.values(list).map((station, i) => stationOf(station, i, options))
    const work = (tx: typeof db) => loadAssets(tx, loadOf(context), rows)
    return { ok: true, value: await (context.dryRun ? preview(db, work) : work(db)) }
  },
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // said by the caller, with what the file should hold
  }
}

function stationOf(value: unknown, i: number, options: StationOptions): AssetRow {
  const station = z.record(z.string(), z.unknown()).catch({}).parse(value)
  const text = (key: string) => String(station[key] ?? '').trim()
  return {
    line: i + 1,
    kind: 'station',
    ref: text(options.id) || null,
    name: text(options.name).replace(/ (Underground|DLR|Rail) Station$/, ''),
    address: null,
    detail: { modes: station[options.modes] ?? [], lines: station[options.lines] ?? [] },
    longitude: number(text(options.lon)),
    latitude: number(text(options.lat)),
  }
}
