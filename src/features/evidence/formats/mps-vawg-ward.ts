// Violence against women and girls by ward: areas by name, no codes. Only wards found by borough and name together are placed.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading } from '../import/format.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { idsOf, readCategories } from './categories.ts'
import { combinations, keyOf } from './keys.ts'
import { levelBlocks, stageUses } from './levels.ts'
import { pairsOf, VawgCategories } from './mps-vawg-pairs.ts'
import { type Months, stageMonths } from './periods.ts'
import { countRemedy, countRows, notCount, type Rows, sift, withRows } from './rows.ts'

const Options = z.looseObject({})

const roles = {
  month: { names: ['recorded_date_months'], required: true },
  borough: { names: ['borough_name'], required: true },
  ward: { names: ['ward_name_clean_2', 'ward_name'], required: true },
  value: { names: ['count'], required: true, holds: 'number' as const },
}
type Role = keyof typeof roles

export const mpsVawgWard: DataFormat = dataFormat<z.output<typeof Options>>({
  name: 'mps-vawg-ward',
  title: 'Violence against women and girls by ward',
  kind: 'series',
  options: Options,
  help: {
    about:
      'One row a month and ward, by name. A row counts to its ward only where borough and ward name fit together; it counts to its borough where that is named, and to the city.',
    columns: [
      { name: 'recorded_date_months', required: true, meaning: 'Month: 2026-02' },
      { name: 'borough_name', required: true, meaning: 'Borough by name; “Other” where it is not known' },
      { name: 'ward_name_clean_2', required: true, meaning: 'Ward by name; may be blank' },
      { name: 'count', required: true, meaning: 'Offences in that month; an absent row is none' },
    ],
    example:
      'bcu_location,borough_name,ward_name_clean_2,recorded_date_months,count\nCentral East,Hackney,Brownswood,2026-02,7\nCentral East,Hackney,,2026-02,1',
  },
  read: (file, _options, context) => {
    const categories = readCategories(context, file.name, VawgCategories)
    if (!categories.ok) return Promise.resolve(categories)
    return withRows(file, context, { format: 'mps-vawg-ward', roles }, rows => read(rows, categories.value))
  },
})

async function read(rows: Rows<Role>, categories: VawgCategories): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const months = await stageMonths(rows, 'month')
  const sifted = await sift(rows, [
    { role: 'value', when: notCount(rows.raw('value')), why: countRemedy },
    months.check,
  ])
  const pairs = pairsOf(context, categories, await combinations(rows, ['borough', 'ward']))
  await stageUses(duck, pairs.used)
  const count = await countRows(duck, `${keyOf(rows, ['borough', 'ward'])} in (select key from area)`)
  return {
    ok: true,
    value: await readingOf(duck, await blocksOf(rows, categories, pairs.used, months), {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd: pairs.odd,
      lookups: pairs.lookups,
    }),
  }
}

async function blocksOf(
  rows: Rows<Role>,
  categories: VawgCategories,
  uses: Parameters<typeof stageUses>[1],
  months: Months<Role>,
): Promise<Block[]> {
  const { duck, context } = rows
  const measureIds = idsOf(context, categories.ward.measures)
  await duck.run(`
    create table placed as select level, unnest([${measureIds.join(', ')}]::integer[]) as measure_id, place_id, period,
      ${rows.raw('value')} as amount
    from file ${months.join} join area on area.key = ${keyOf(rows, ['borough', 'ward'])}`)
  return levelBlocks(duck, context, {
    uses,
    levels: ['ward', 'borough', 'city'],
    grain: 'month',
    periods: await months.left(),
    measureIds,
  })
}
