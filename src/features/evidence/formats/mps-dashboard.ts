// Metropolitan Police monthly dashboards: one row a month, area, crime type and measure. Boroughs and wards each carry the full total.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading } from '../import/format.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { combinations, keyOf, stageChecked, stageMapping } from './keys.ts'
import { levelBlocks, stageUses } from './levels.ts'
import { type Areas, areasOf, DashboardCategories } from './mps-dashboard-areas.ts'
import { type Months, stageMonths } from './periods.ts'
import { countRemedy, countRows, notCount, type Rows, sift, withRows } from './rows.ts'

const Options = z.looseObject({ levels: z.array(z.enum(['borough', 'ward'])).optional() })

const roles = {
  month: { names: ['month_year'], required: true },
  areaType: { names: ['area_type'], required: true },
  code: { names: ['area_code'], required: true },
  name: { names: ['area_name'], required: true },
  label: { names: ['borough_snt'], required: false },
  crimeType: { names: ['crime_type'], required: true },
  subtype: { names: ['crime_subtype'], required: true },
  measure: { names: ['measure'], required: true },
  value: { names: ['count'], required: true, holds: 'number' as const },
  snapshot: { names: ['refresh_date'], required: false },
}
export type Role = keyof typeof roles
export const areaRoles: Role[] = ['areaType', 'code', 'name', 'label']
const categoryRoles: Role[] = ['crimeType', 'subtype', 'measure']

export const mpsDashboard: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-dashboard',
  title: 'Metropolitan Police monthly dashboard',
  kind: 'series',
  options: Options,
  help: {
    about:
      'One row a month, area, crime type and measure, as published on the London Datastore. Rows of boroughs and of wards (“Safer Neighbourhood Teams”) each carry the full total and are never added together.',
    columns: [
      { name: 'month_year', required: true, meaning: 'First day of the month: 2026-02-01' },
      { name: 'area_type', required: true, meaning: 'Borough, or Safer Neighbourhood Teams (a ward)' },
      { name: 'area_code', required: true, meaning: 'Code of the area; a space round it is taken away' },
      { name: 'area_name', required: true, meaning: 'Its name; tells areas without a code apart' },
      { name: 'crime_type, crime_subtype, measure', required: true, meaning: 'The pack maps the three to measures' },
      { name: 'count', required: true, meaning: 'Number in that month; an absent row is none' },
      { name: 'borough_snt', required: false, meaning: 'Label of the team; “(NOT ACTIVE)” marks a retired ward' },
      { name: 'refresh_date', required: false, meaning: 'The day the file was made: its snapshot date' },
    ],
    example:
      'month_year,area_type,borough_snt,area_name,area_code,crime_type,crime_subtype,measure,count,refresh_date\n2026-02-01,Borough,Westminster,Westminster,E09000033,Knife Crime,Knife Crime,Offences,58,2026-03-18\n2026-02-01,Safer Neighbourhood Teams,Westminster - West End,West End,E05013808,Knife Crime,Knife Crime,Offences,21,2026-03-18',
  },
  read: (file, options, context) => {
    const categories = readCategories(context, file.name, DashboardCategories)
    if (!categories.ok) return Promise.resolve(categories)
    return withRows(file, context, { format: 'mps-dashboard', roles }, rows => read(rows, categories.value, options))
  },
})

async function read(
  rows: Rows<Role>,
  categories: DashboardCategories,
  options: z.output<typeof Options>,
): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const areas = areasOf(context, categories, await combinations(rows, areaRoles), options.levels)
  const { mapping, unknown } = await map(rows, categories)
  await stageUses(duck, areas.used)
  await stageMapping(duck, 'category', mapping)
  const months = await stageMonths(rows, 'month')
  const sifted = await sift(rows, [
    { role: 'value', when: notCount(rows.raw('value')), why: countRemedy },
    months.check,
    { role: 'areaType', when: await stageChecked(rows, areaRoles, 'bad_type', areas.badTypes), why: areas.whyType },
    { role: 'code', when: await stageChecked(rows, areaRoles, 'bad_area', areas.bad), why: areas.why },
    {
      role: 'subtype',
      when: await stageChecked(rows, categoryRoles, 'unknown_category', unknown),
      why: {
        reason: 'The pack does not say which measure this crime type, subtype and measure feed',
        remedy: `Add them to ${context.source.categories ?? 'the category mapping'} of the pack.`,
      },
    },
  ])
  const blocks = await blocksOf(rows, areas, months)
  const count = await countRows(duck, `${keyOf(rows, areaRoles)} in (select key from area)`)
  return {
    ok: true,
    value: await readingOf(duck, blocks, {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd: await oddities(rows, areas),
      lookups: areas.lookups,
      snapshotOn: await snapshotOf(rows),
    }),
  }
}

async function map(rows: Rows<Role>, categories: DashboardCategories) {
  const mapping = new Map<string, number[]>()
  const unknown: string[] = []
  const plain = (values: readonly string[]) => values.map(plainCategory).join('|')
  const entries = new Map(
    categories.entries.map(one => [plain([one.crimeType, one.subtype, one.measure]), one.measures]),
  )
  for (const { key, values } of await combinations(rows, categoryRoles)) {
    const measures = entries.get(plain(values))
    if (measures) mapping.set(key, idsOf(rows.context, measures))
    else unknown.push(key)
  }
  return { mapping, unknown }
}

async function blocksOf(rows: Rows<Role>, areas: Areas, months: Months<Role>): Promise<Block[]> {
  const { duck, context } = rows
  await duck.run(`
    create table placed as select level, measure_id, place_id, period, ${rows.raw('value')} as amount
    from file ${months.join} join category on category.key = ${keyOf(rows, categoryRoles)} join area on area.key = ${keyOf(rows, areaRoles)}`)
  return levelBlocks(duck, context, {
    uses: areas.used,
    levels: ['ward', 'borough', 'city'],
    grain: 'month',
    periods: await months.left(),
  })
}

async function oddities({ duck }: Rows<Role>, areas: Areas): Promise<string[]> {
  const [row = []] = await duck.rows(`
    select coalesce(sum(n - 1), 0) from (select count(*) as n from placed where level <> 'city' group by level, measure_id, place_id, period having count(*) > 1)`)
  return Number(row[0]) > 0
    ? [...areas.odd, `${row[0]} rows repeat an area, month and category of another row; they were added together.`]
    : areas.odd
}

async function snapshotOf(rows: Rows<Role>): Promise<string | null> {
  const [row = []] = await rows.duck.rows(`
    select max(try_cast(day as date))::varchar from (select distinct ${rows.text('snapshot')} as day from file)`)
  return row[0] === null || row[0] === undefined ? null : String(row[0])
}
