// Violence against women and girls for the whole city: by offence group, by age or by ethnic appearance of victims, one file each.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading, refused, type SafeFile } from '../import/format.ts'
import { noLookups, readingOf } from '../import/reading.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { columnOf } from './columns.ts'
import { combinations, keyOf, stageChecked, stageMapping } from './keys.ts'
import { longBlock } from './long.ts'
import { stageMonths } from './periods.ts'
import { countRemedy, countRows, notCount, type Rows, sift, unmapped, withRows } from './rows.ts'

const Options = z.looseObject({ column: z.string().optional() })

const Categories = z.looseObject({
  entries: z.array(z.looseObject({ column: z.string(), value: z.string(), measures: z.array(z.string()) })),
})
type Categories = z.output<typeof Categories>

const roles = (column: string) => ({
  month: { names: ['recorded_date_months'], required: true },
  category: { names: [column], required: true },
  value: { names: ['count'], required: true, holds: 'number' as const },
})
type Role = keyof ReturnType<typeof roles>

export const mpsVawgLondon: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-vawg-london',
  title: 'Violence against women and girls, the whole city',
  kind: 'series',
  options: Options,
  help: {
    about: 'One row a month and group. Nothing is crossed: offence group, age and ethnic appearance are a file each.',
    columns: [
      { name: 'recorded_date_months', required: true, meaning: 'Month: 2026-02' },
      {
        name: 'crimsec_group, age_group or ethnic_appearance_group_group',
        required: true,
        meaning: 'The group; the pack maps it to measures. The option “column” names it; otherwise it is found',
      },
      { name: 'count', required: true, meaning: 'Offences or victims in that month' },
    ],
    example: 'recorded_date_months,age_group,count\n2026-02,Aged 10 to 19 years,1055\n2026-02,Aged 20 to 29 years,2199',
  },
  finds: ['column'],
  read: (file, options, context) => {
    const categories = readCategories(context, file.name, Categories)
    if (!categories.ok) return Promise.resolve(categories)
    const column = options.column ?? mappedColumn(file, categories.value)
    if (column === undefined) return Promise.resolve(noColumn(file, categories.value))
    const spec = { format: 'mps-vawg-london', roles: roles(column) }
    return withRows(file, context, spec, rows => read(rows, categories.value, column))
  },
})

const columnsOf = (categories: Categories) => [...new Set(categories.entries.map(entry => entry.column))]

const mappedColumn = (file: SafeFile, categories: Categories): string | undefined =>
  columnsOf(categories).find(column => columnOf(file, [column]) >= 0)

const noColumn = (file: SafeFile, categories: Categories) =>
  refused({
    file: file.name,
    line: 1,
    field: columnsOf(categories).join(', '),
    reason: `The file has no column headed ${columnsOf(categories)
      .map(column => `“${column}”`)
      .join(' or ')}`,
    remedy: 'Send the file as published, or name its column: --option column=HEADING.',
  })

async function read(rows: Rows<Role>, categories: Categories, column: string): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const { city } = context.places
  if (!city)
    return refused({
      file: rows.file.name,
      reason: 'The city itself is not loaded yet',
      remedy: 'Load the boundaries of the pack first.',
    })
  const months = await stageMonths(rows, 'month')
  const mapping = await map(rows, categories, column)
  await stageMapping(duck, 'category', mapping.known)
  const sifted = await sift(rows, [
    { role: 'value', when: notCount(rows.raw('value')), why: countRemedy },
    months.check,
    {
      role: 'category',
      when: await stageChecked(rows, ['category'], 'unknown_category', mapping.unknown),
      why: unmapped(context, 'group'),
    },
  ])
  const block = await longBlock(duck, 'city', {
    label: 'city',
    grain: 'month',
    cells: `select measure_id, ${city.id} as place_id, period, ${rows.raw('value')} as amount
      from file ${months.join} join category on category.key = ${keyOf(rows, ['category'])}`,
    periods: await months.left(),
    placeIds: [city.id],
  })
  const { all } = await countRows(duck)
  const facts = { rowsRead: all + sifted.rejected, rowsUsed: all, ...sifted, odd: [], lookups: noLookups() }
  return { ok: true, value: await readingOf(duck, block ? [block] : [], facts) }
}

async function map(rows: Rows<Role>, categories: Categories, column: string) {
  const known = new Map<string, number[]>()
  const unknown: string[] = []
  const entries = categories.entries.filter(entry => plainCategory(entry.column) === plainCategory(column))
  for (const { key } of await combinations(rows, ['category'])) {
    const entry = entries.find(one => plainCategory(one.value) === plainCategory(key))
    if (entry) known.set(key, idsOf(rows.context, entry.measures))
    else unknown.push(key)
  }
  return { known, unknown }
}
