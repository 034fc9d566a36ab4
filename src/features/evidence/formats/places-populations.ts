import { z } from 'zod'
import { loadPopulations, type PopulationRow, preview } from '../../places/index.ts'
import type { PlacesFormat, Reject } from '../import/format.ts'
import { placesFormat } from '../import/format.ts'
import { loadOf, readText, type TextRow, withRejects } from './places-csv.ts'

const Options = z.looseObject({
  code: z.string(),
  period: z.string().regex(/^\d{4}$/),
  total: z.looseObject({ column: z.string() }),
  bands: z.array(z.looseObject({ column: z.string(), from: z.number(), to: z.number().nullable() })).default([]),
})
type Options = z.output<typeof Options>

const bandName = ({ from, to }: { from: number; to: number | null }) => (to === null ? `${from}+` : `${from}-${to}`)

/** Both population files have one shape; they differ in what the residents rest on. */
const populations = (name: string, title: string, basis: (year: string) => string): PlacesFormat =>
  placesFormat<Options>({
    name,
    title,
    kind: 'places',
    options: Options,
    help: {
      about:
        'Residents of small areas, one row an area, one column an age band. Wards, boroughs and the city are added up from them.',
      columns: [
        { name: 'code', required: true, meaning: 'GSS code of the area' },
        { name: 'total', required: true, meaning: 'Residents of all ages' },
        {
          name: 'bands',
          required: false,
          meaning: 'Residents of each age band; which ages a column holds is an option of the source',
        },
      ],
      example:
        'date,geography,geography code,Age: Total,Age: Aged 4 years and under\n2021,Abbot Field 001A,X01000001,1473,52\n',
    },
    apply: async (db, file, options, context) => {
      const read = await readText(file, [options.code, options.total.column, ...options.bands.map(b => b.column)], name)
      if (!read.ok) return read
      const found = read.value.rows.map(row => personsOf(row, options))
      const set = {
        year: Number(options.period),
        basis: basis(options.period),
        rows: found.flatMap(f => ('code' in f ? [f] : [])),
      }
      const rejects = [...read.value.rejects, ...found.flatMap(f => ('reason' in f ? [f] : []))]
      const value = await (context.dryRun
        ? preview(db, tx => loadPopulations(tx, loadOf(context), set))
        : loadPopulations(db, loadOf(context), set))
      return { ok: true, value: withRejects(value, rejects) }
    },
  })

export const censusAge = populations('census-age', 'Census residents by age', year => `Census ${year}`)
export const midYearPopulation = populations(
  'mid-year-population',
  'Mid-year estimates by age',
  () => 'Mid-year estimate',
)

function personsOf(row: TextRow, options: Options): PopulationRow | Reject {
  const persons = count(row.cell(options.total.column))
  if (persons === undefined) return noNumber(row, options.total.column)
  const bands = options.bands.map(band => ({ band, n: count(row.cell(band.column)) }))
  const wrong = bands.find(({ n }) => n === undefined)
  if (wrong) return noNumber(row, wrong.band.column)
  return {
    line: row.line,
    code: row.cell(options.code),
    persons,
    bands: Object.fromEntries(bands.map(({ band, n }) => [bandName(band), n ?? 0])),
  }
}

const count = (text: string) => (/^\d+(\.0+)?$/.test(text) ? Math.round(Number(text)) : undefined)

const noNumber = (row: TextRow, field: string): Reject => ({
  line: row.line,
  field,
  value: row.cell(field),
  reason: 'This is not a whole number of people',
  remedy: 'Write a whole number, 0 or more.',
})
