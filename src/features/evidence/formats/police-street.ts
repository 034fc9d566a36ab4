// data.police.uk street-level crime: one row a crime, its place an LSOA code of 2011 or 2021. Counted while reading; Crime ID and point are never kept.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading } from '../import/format.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { type Combination, combinations, keyOf, stageChecked, stageMapping } from './keys.ts'
import { levelBlocks, stageUses } from './levels.ts'
import { longBlock } from './long.ts'
import { type Months, stageMonths } from './periods.ts'
import { type Codes, codesOf } from './police-street-codes.ts'
import { countRows, type Rows, sift, unmapped, withRows } from './rows.ts'

const Options = z.looseObject({
  /** Crime types that the file speaks for; every type of the pack when left out. */
  crimeTypes: z.array(z.string()).optional(),
})
type Options = z.output<typeof Options>

const Categories = z.looseObject({
  entries: z.array(z.looseObject({ crimeType: z.string(), measures: z.array(z.string()) })),
})
type Categories = z.output<typeof Categories>

const roles = {
  month: { names: ['Month'], required: true },
  code: { names: ['LSOA code'], required: true },
  category: { names: ['Crime type'], required: true },
  // The rest is read only to count rows that are alike in every column; none of it is kept.
  id: { names: ['Crime ID'], required: false, holds: 'compared' as const },
  reporter: { names: ['Reported by'], required: false, holds: 'compared' as const },
  force: { names: ['Falls within'], required: false, holds: 'compared' as const },
  longitude: { names: ['Longitude'], required: false, holds: 'compared' as const },
  latitude: { names: ['Latitude'], required: false, holds: 'compared' as const },
  location: { names: ['Location'], required: false, holds: 'compared' as const },
  name: { names: ['LSOA name'], required: false, holds: 'compared' as const },
  outcome: { names: ['Last outcome category'], required: false, holds: 'compared' as const },
  context: { names: ['Context'], required: false, holds: 'compared' as const },
}
type Role = keyof typeof roles

export const policeStreet: DataFormat = dataFormat<Options>({
  name: 'police-street',
  title: 'data.police.uk street-level crime',
  kind: 'series',
  options: Options,
  knownHeadings: ['Crime ID'],
  help: {
    about:
      'The street file of one force and month (or several months in one file), .csv or .csv.gz. Counted by LSOA and borough: the code in the file is used, never the point, which is moved to a nearby anonymous one. Rows alike in every column are all counted: crimes of one street and month look alike.',
    columns: [
      { name: 'Month', required: true, meaning: '2024-02' },
      { name: 'LSOA code', required: true, meaning: 'Code of 2011 or 2021; blank where the place is not known' },
      { name: 'Crime type', required: true, meaning: 'The pack maps it to measures' },
      { name: 'Crime ID, Longitude, Latitude', required: false, meaning: 'Never kept' },
    ],
    example:
      'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n,2019-01,City of London Police,City of London Police,-0.097601,51.514444,On or near Star Yard,E01000001,City of London 001A,Burglary,,',
  },
  read: (file, options, context) => {
    const categories = readCategories(context, file.name, Categories)
    if (!categories.ok) return Promise.resolve(categories)
    const spec = { format: 'police-street', roles, individual: true }
    return withRows(file, context, spec, rows => read(rows, categories.value, options))
  },
})

async function read(rows: Rows<Role>, categories: Categories, options: Options): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const months = await stageMonths(rows, 'month')
  const codes = codesOf(context, await combinations(rows, ['code']))
  const found = await combinations(rows, ['category'])
  const mapping = map(rows, categories, found)
  await stageUses(duck, codes.used)
  await stageMapping(duck, 'category', mapping.known)
  const sifted = await sift(rows, [
    months.check,
    { role: 'code', when: await stageChecked(rows, ['code'], 'bad_code', codes.bad), why: codes.why },
    {
      role: 'category',
      when: await stageChecked(rows, ['category'], 'unknown_category', mapping.unknown),
      why: unmapped(context, 'crime type'),
    },
  ])
  const left = sifted.rejected === rows.unfit.length ? found : await combinations(rows, ['category'])
  const count = await countRows(duck, `${keyOf(rows, ['code'])} in (select key from area)`)
  return {
    ok: true,
    value: await readingOf(duck, await blocksOf(rows, categories, options, codes, months), {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd: [...codes.odd, ...(await repeats(rows)), ...unlisted(left, options)],
      lookups: codes.lookups,
    }),
  }
}

function map(rows: Rows<Role>, categories: Categories, found: readonly Combination[]) {
  const known = new Map<string, number[]>()
  const unknown: string[] = []
  for (const { key } of found) {
    const entry = categories.entries.find(one => plainCategory(one.crimeType) === plainCategory(key))
    if (entry) known.set(key, idsOf(rows.context, entry.measures))
    else unknown.push(key)
  }
  return { known, unknown }
}

async function blocksOf(
  rows: Rows<Role>,
  categories: Categories,
  options: Options,
  codes: Codes,
  months: Months<Role>,
): Promise<Block[]> {
  const { duck, context } = rows
  const wanted = options.crimeTypes?.map(plainCategory)
  const spoken = categories.entries.filter(one => !wanted || wanted.includes(plainCategory(one.crimeType)))
  const measureIds = idsOf(
    context,
    spoken.flatMap(one => one.measures),
  )
  await duck.run(`
    create table placed as select level, measure_id, place_id, period, count(*) as amount
    from file ${months.join} join category on category.key = ${keyOf(rows, ['category'])} join area on area.key = ${keyOf(rows, ['code'])}
    where measure_id in (${measureIds.join(', ') || 'null'}) group by all`)
  const common = { grain: 'month' as const, periods: await months.left(), measureIds, keepZero: true }
  const lsoas = await longBlock(duck, 'lsoa', {
    ...common,
    label: 'lsoa',
    cells: `select measure_id, place_id, period, amount from placed where level = 'lsoa'`,
    placeIds: codes.covered,
  })
  const boroughs = await levelBlocks(duck, context, { ...common, uses: codes.used, levels: ['borough'] })
  return lsoas ? [lsoas, ...boroughs] : boroughs
}

// Rows alike in every column: counted all the same, because two crimes of one street and month look alike where they have no Crime ID.
async function repeats(rows: Rows<Role>): Promise<string[]> {
  const [row = []] = await rows.duck.rows('select count(*) - count(distinct alike) from file')
  return Number(row[0]) > 0
    ? [`${Number(row[0]).toLocaleString('en-GB')} rows are like another row in every column; all are counted.`]
    : []
}

function unlisted(found: readonly Combination[], { crimeTypes }: Options): string[] {
  if (!crimeTypes) return []
  const wanted = crimeTypes.map(plainCategory)
  const others = found.filter(one => !wanted.includes(plainCategory(one.key)))
  const total = others.reduce((sum, one) => sum + one.rows, 0)
  return total > 0
    ? [`${total} rows are of crime types the source does not speak for: ${others.map(one => one.key).join(', ')}.`]
    : []
}
