import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { checkAreas, type GeoProblem, readCrs, toWgs84 } from '../../../lib/geo/index.ts'
import { type Boundary, loadBoundaries, preview } from '../../places/index.ts'
import type { Outcome, SafeFile } from '../import/format.ts'
import { placesFormat, refused } from '../import/format.ts'
import { loadOf } from './places-csv.ts'

const Options = z.looseObject({
  level: z.enum(['borough', 'ward', 'lsoa']),
  vintage: z.string(),
  code: z.string(),
  name: z.string(),
  parent: z.looseObject({ column: z.string(), level: z.string() }).optional(),
})
type Options = z.output<typeof Options>

export const geojsonBoundaries = placesFormat<Options>({
  name: 'geojson-boundaries',
  title: 'Boundaries as GeoJSON',
  kind: 'places',
  options: Options,
  help: {
    about:
      'A FeatureCollection of Polygons or MultiPolygons in longitude and latitude (EPSG:4326). British National Grid is turned into longitude and latitude; anything else is refused. The property names of code, name and parent are options of the source.',
    columns: [
      { name: 'code', required: true, meaning: 'Property with the GSS code of the area' },
      { name: 'name', required: true, meaning: 'Property with its name' },
      { name: 'parent', required: false, meaning: 'Property with the code of its borough' },
    ],
    example:
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"X05000001","name":"Abbot Field","parent":"X09000001"},"geometry":{"type":"Polygon","coordinates":[[[-13.5,56.5],[-13.4,56.5],[-13.4,56.6],[-13.5,56.5]]]}}]}',
  },
  apply: async (db, file, options, context) => {
    const areas = readAreas(file, options)
    if (!areas.ok) return areas
    const set = { kind: options.level, vintage: `${options.level}:${options.vintage}`, areas: areas.value }
    const value = await (context.dryRun
      ? preview(db, tx => loadBoundaries(tx, loadOf(context), set))
      : loadBoundaries(db, loadOf(context), set))
    return { ok: true, value }
  },
})

function readAreas(file: SafeFile, options: Options): Outcome<Boundary[]> {
  const json = parse(file)
  if (!json.ok) return json
  const crs = readCrs(json.value)
  if (typeof crs !== 'string')
    return refused({
      file: file.name,
      field: 'crs',
      reason: crs.refuse,
      remedy: 'Export the map again in EPSG:4326 (longitude and latitude).',
    })
  const checked = checkAreas(crs === 'bng' ? toWgs84(json.value) : json.value)
  if (!checked.ok) return refused(...checked.problems.slice(0, 20).map(problem => refusal(file, problem)))
  return {
    ok: true,
    value: checked.features.map((feature, i) => {
      const text = (name: string | undefined) =>
        name === undefined ? '' : String(feature.properties?.[name] ?? '').trim()
      const borough = options.parent?.level === 'borough' ? text(options.parent.column) : ''
      return {
        line: i + 1,
        code: text(options.code),
        name: text(options.name),
        ...(borough ? { borough } : {}),
        geometry: feature.geometry,
      }
    }),
  }
}

const refusal = (file: SafeFile, { feature, field, message }: GeoProblem) => ({
  file: file.name,
  ...(feature === null ? {} : { line: feature }),
  field,
  reason: feature === null ? message : `Feature ${feature}: ${message}`,
  remedy: 'Put the feature right in the map it came from and export that again.',
})

function parse(file: SafeFile): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(readFileSync(file.path, 'utf8')) }
  } catch (error) {
    return refused({
      file: file.name,
      reason: `The file is not whole JSON: ${error instanceof Error ? error.message : error}`,
      remedy: 'Download or export it again.',
    })
  }
}
