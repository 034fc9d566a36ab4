// One measure a file: one row a small area, one column a calendar year.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading, refused, type SafeFile } from '../import/format.ts'
import { matchAreas } from '../import/match.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { placesCovered } from './columns.ts'
import { combinations, stageChecked } from './keys.ts'
import { heldBack } from './long.ts'
import { countRows, notAmount, type Roles, type Rows, sift, withRows } from './rows.ts'

const Options = z.looseObject({
  code: z.string().default('LSOA11CD'),
  measure: z.string({ error: 'name the measure the file holds' }),
  heldBack: z.array(z.string()).default([]),
  allZeroColumn: z.enum(['kept', 'withheld']).default('withheld'),
})
type Options = z.output<typeof Options>

export const lsoaAnnual: DataFormat = dataFormat<Options>({
  name: 'lsoa-annual',
  title: 'Counts by small area and calendar year',
  kind: 'series',
  options: Options,
  help: {
    about:
      'One file a measure (option measure), one row an LSOA, one column a calendar year. Years are kept as years and never spread over months.',
    columns: [
      { name: 'LSOA11CD', required: true, meaning: 'LSOA code (option code)' },
      { name: '2011 …', required: true, meaning: 'Count of the year, one column each' },
    ],
    example: 'LSOA11CD,LSOA11NM,2011,2012\nE01000006,Barking and Dagenham 016A,3.0,5.0',
  },
  read: async (file, options, context) => {
    const years = yearsOf(file)
    const measure = context.measures.get(options.measure)
    if (years.length === 0)
      return refused({
        file: file.name,
        line: 1,
        reason: 'The file has no column headed with a year such as 2021',
        remedy: 'See the columns with: import --help lsoa-annual',
      })
    if (!measure)
      return refused({
        file: file.name,
        reason: `This pack has no measure “${options.measure}”`,
        remedy: 'Check the option measure.',
      })
    const roles: Roles<string> = {
      code: { names: [options.code], required: true },
      ...Object.fromEntries(years.map(year => [year, { names: [year], required: true, holds: 'number' as const }])),
    }
    return withRows(file, context, { format: 'lsoa-annual', roles }, rows => read(rows, options, measure.id, years))
  },
})

const yearsOf = (file: SafeFile): string[] => file.headings.filter(heading => /^(19|20)\d{2}$/.test(heading)).toSorted()

async function read(
  rows: Rows<string>,
  options: Options,
  measureId: number,
  years: string[],
): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const code = `coalesce(${rows.raw('code')}, '')`
  const found = await combinations(rows, ['code'])
  const areas = matchAreas(
    context.places,
    found.map(one => ({ value: one.key, rows: one.rows })),
    'code',
    { kinds: ['lsoa'] },
  )
  await duck.fill(
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  const sifted = await sift(rows, [
    ...years.map(year => ({ role: year, when: notAmount(rows.raw(year)), why: yearWords })),
    {
      role: 'code',
      when: await stageChecked(rows, ['code'], 'bad_area', areas.bad.keys()),
      why: value => areas.bad.get(value) ?? yearWords,
    },
  ])
  const count = await countRows(duck, `${code} in (select key from place)`)
  const placeIds = placesCovered(context.places, context.source, 'lsoa', [...areas.places.values()])
  const block = await blockOf(rows, options, measureId, years, placeIds)
  return {
    ok: true,
    value: await readingOf(duck, [block], {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd: [],
      lookups: areas.lookups,
    }),
  }
}

const yearWords = {
  reason: 'A count is negative or not a number',
  remedy: 'Counts are 0 or more; leave an unknown cell empty.',
}

/** Amounts from the first year to the last; a year that has no column is unknown. */
async function blockOf(
  rows: Rows<string>,
  options: Options,
  measureId: number,
  years: readonly string[],
  placeIds: number[],
): Promise<Block> {
  const [first, last] = [Number(years[0]), Number(years.at(-1))]
  const calendar = Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
  const amounts = calendar.map(year => (years.includes(year) ? `sum(coalesce(${rows.raw(year)}, 0))` : 'null::double'))
  await rows.duck.run(`
    create table areas as select ${measureId} as measure_id, place_id, [${amounts.join(', ')}] as amounts
    from file join place on coalesce(${rows.raw('code')}, '') = place.key group by all`)
  return {
    label: 'lsoa',
    grain: 'year',
    table: 'areas',
    startsOn: `${first}-01-01`,
    calendar: calendar.map(year => `${year}-01-01`),
    periods: years.map(year => `${year}-01-01`),
    measureIds: [measureId],
    placeIds,
    explicit: false,
    whole: true,
    states: heldBack(options.heldBack),
    keepZero: options.allZeroColumn === 'kept',
  }
}
