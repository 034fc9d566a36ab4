// The pack of the invented country, made from the demonstration's, in a copy of the program: no pack of the checkout is touched.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Country, kinds, lastMonth, months } from './nation-files.ts'

export const packId = 'simulated-nation'

const Thing = z.looseObject({})
const Source = z.looseObject({ files: z.array(z.looseObject({ options: z.looseObject({}) })).min(1) })
const Categories = z.looseObject({
  entries: z.array(z.looseObject({ minor: z.string(), measures: z.array(z.string()) })),
})
const Measures = z.array(z.looseObject({ id: z.string() }))
const Bands = z.object({ bands: z.array(z.object({ column: z.string() })) })

const read = <T>(path: string, shape: z.ZodType<T>): T => shape.parse(JSON.parse(readFileSync(path, 'utf8')))
const write = (path: string, value: unknown) => writeFileSync(path, JSON.stringify(value, null, 2))

/** Which source of the demonstration reads which file of the country. */
const fileOf: Readonly<Record<string, string>> = {
  'boundaries-boroughs-2024': 'boroughs.geojson',
  'boundaries-wards-2024': 'wards.geojson',
  'boundaries-lsoa-2021': 'lsoas.geojson',
  'lookup-lsoa21-wd24-lad24': 'lookup.csv',
  'census-2021-age-lsoa': 'residents.csv',
  'imd-2025-lsoa': 'deprivation.csv',
  'recorded-offences-borough': 'boroughs.csv',
  'recorded-offences-ward': 'wards.csv',
  'recorded-offences-lsoa': 'lsoas.csv',
}

/** A copy of the built program with one pack. Gives the headings of the ages that its file of residents must have. */
export function makeProgram(root: string, to: string, country: Country): string[] {
  mkdirSync(join(to, 'packs'), { recursive: true })
  for (const name of ['dist', 'src', 'docs', 'migrations', 'package.json', 'package-lock.json'])
    cpSync(join(root, name), join(to, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'))
  const pack = join(to, 'packs', packId)
  cpSync(join(root, 'packs/demo'), pack, { recursive: true })
  writeDescription(pack, country)
  const measures = writeCategories(pack)
  write(join(pack, 'calendars.json'), { calendars: [], missing: 'The simulated country has no calendars.' })
  write(join(pack, 'breaks.json'), [])
  return writeSources(pack, measures)
}

const Level = z.looseObject({ id: z.string() })
const Description = z.looseObject({ words: Thing, levels: z.array(Level) })

function writeDescription(pack: string, { districts, wards, lsoas }: Country): void {
  const path = join(pack, 'pack.json')
  const found = read(path, Description)
  const counts: Record<string, number> = { city: 1, borough: districts.length, ward: wards.length, lsoa: lsoas.length }
  const name = 'Simulated nation'
  write(path, {
    ...found,
    id: packId,
    name,
    unit: 'A simulated unit',
    watermark: 'Simulation: invented data, made to measure speed. No place or person here is real.',
    city: { code: 'X12000001', name },
    words: { ...found.words, city: name, borough: 'district', boroughs: 'districts' },
    levels: found.levels.map(({ earlier, ...level }) => ({ ...level, count: counts[level.id] })),
    policeForces: [
      {
        name: 'Simulated police',
        parents: districts.map(({ code }) => code),
        wards: wards.length,
        lsoas: lsoas.length,
      },
    ],
  })
}

/** Kinds of offence the demonstration does not have get a measure of their own. Gives all the measures that a file of offences feeds. */
function writeCategories(pack: string): string[] {
  const path = join(pack, 'categories/recorded-offences.json')
  const found = read(path, Categories)
  const more = kinds.flatMap(kind => ('measure' in kind ? [kind] : []))
  const known = found.entries.filter(one => kinds.some(({ minor }) => minor === one.minor))
  const entries = more.map(({ major, minor, measure }) => ({ major, minor, scheme: 'any', measures: [measure] }))
  write(path, { ...found, entries: [...known, ...entries] })
  const all = read(join(pack, 'measures.json'), Measures)
  const like = all.find(({ id }) => id === 'violence-with-injury')
  const made = more.map(({ measure: id }) => ({ ...like, id, name: id, short: id, note: 'Simulated.' }))
  write(join(pack, 'measures.json'), [...all, ...made])
  return [...new Set([...known, ...entries].flatMap(({ measures }) => measures))]
}

function writeSources(pack: string, measures: readonly string[]): string[] {
  const folder = join(pack, 'sources')
  for (const name of readdirSync(folder)) {
    const [id, path] = [name.replace('.json', ''), join(folder, name)]
    if (!fileOf[id]) {
      rmSync(path)
      continue
    }
    const { files, ...rest } = read(path, Source)
    const own = id.startsWith('recorded-offences') ? { measures } : {}
    const file = fileIn(id, files.at(-1) ?? { options: {} })
    write(path, { ...rest, ...own, knownFaults: [], notes: 'Simulated.', files: [file] })
  }
  const residents = read(join(folder, 'census-2021-age-lsoa.json'), Source)
  return Bands.parse(residents.files[0]?.options).bands.map(({ column }) => column)
}

function fileIn(id: string, { replaces, ...file }: Record<string, unknown> & { options: Record<string, unknown> }) {
  const path = fileOf[id]
  if (id.startsWith('recorded-offences'))
    return { ...file, path, months: [months[0], lastMonth], options: { ...file.options, stubMonths: [] } }
  if (id !== 'imd-2025-lsoa') return { ...file, path }
  const columns = ['score', 'rank', 'decile'].map(what => ({ column: `IMD_${what}`, measure: `imd-2025-${what}` }))
  return { ...file, path, options: { ...file.options, columns } }
}
