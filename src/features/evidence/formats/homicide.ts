// Metropolitan Police homicide dashboard: one row a victim or an accused. Counted by borough and period while reading; never kept as people.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Help, type Outcome, type Reading, refused } from '../import/format.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { idsOf, readCategories } from './categories.ts'
import { boroughsOf } from './homicide-boroughs.ts'
import { HomicideCategories, headingsOf, isOneOf, type Part, periodSql, unlistedWords } from './homicide-values.ts'
import { combinations, keyOf, stageKeys } from './keys.ts'
import { levelBlocks, stageUses, type Use } from './levels.ts'
import { heldBack } from './long.ts'
import { periodsIn } from './periods.ts'
import { type Check, countRemedy, countRows, notCount, type Rows, type Sifted, sift, withRows } from './rows.ts'

const Options = z.looseObject({ heldBack: z.array(z.string()).default([]) })
type Options = z.output<typeof Options>

interface Kind {
  name: 'homicide-victims' | 'homicide-accused'
  part: 'victims' | 'accused'
  title: string
  columns: Help['columns']
  example: string
}

const format = ({ name, part, title, columns, example }: Kind): DataFormat =>
  dataFormat<Options>({
    name,
    title,
    kind: 'series',
    options: Options,
    help: {
      about:
        'One row a person, without names, as the dashboard publishes it. Counted by borough and period while reading; no row is kept. The pack says which values are counted apart; other columns are never read.',
      columns,
      example,
    },
    read: async (file, options, context) => {
      const categories = readCategories(context, file.name, HomicideCategories)
      if (!categories.ok) return categories
      const found = categories.value[part]
      if (!found)
        return refused({
          file: file.name,
          reason: `The category mapping has no part “${part}”`,
          remedy: 'Add it in the pack.',
        })
      const roles = Object.fromEntries(
        headingsOf(found).map(heading => [
          heading,
          {
            names: [heading],
            required: true,
            holds: heading === found.headings.value ? ('number' as const) : ('text' as const),
          },
        ]),
      )
      return withRows(file, context, { format: name, roles, individual: true }, rows =>
        read(rows, found, categories.value, options),
      )
    },
  })

export const homicideVictims = format({
  name: 'homicide-victims',
  part: 'victims',
  title: 'Homicide victims, counted by borough and year',
  columns: [
    { name: 'Borough', required: true, meaning: 'Borough by name' },
    { name: 'Year', required: true, meaning: 'Calendar year' },
    { name: 'Method_of_Killing, Domestic_Abuse, Age_Group', required: true, meaning: 'Counted apart as the pack says' },
  ],
  example:
    'Age_Group,Sex,Method_of_Killing,Domestic_Abuse,Solved_Status,Borough,Ethnicity,Year,BCU\nAdult,Male,Knife or Sharp Implement,Not Domestic Abuse,Solved,Wandsworth,White,2003,South West',
})

export const homicideAccused = format({
  name: 'homicide-accused',
  part: 'accused',
  title: 'People proceeded against for homicide, counted by borough and month',
  columns: [
    { name: 'count_of_ppa', required: true, meaning: 'Number of people: 1' },
    { name: 'borough', required: true, meaning: 'Borough by name' },
    { name: 'proceedings_date', required: true, meaning: 'Month: Jan-03, or 2003-01' },
    { name: 'age_group, charged_summonsed', required: true, meaning: 'Counted apart or left out as the pack says' },
  ],
  example:
    'count_of_ppa,borough,gender,age_group,self_classified_ethnicity,offence_type,charged_summonsed,proceedings_date\n1,Westminster,Male,40 to 44,SCE Not Recorded,Murder,Charge or Summons,Jan-03',
})

async function read(
  rows: Rows<string>,
  part: Part,
  categories: HomicideCategories,
  options: Options,
): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const period = periodSql(rows, part)
  const boroughs = boroughsOf(context, categories, await combinations(rows, [part.headings.borough]))
  await stageUses(duck, boroughs.used)
  await stageKeys(duck, 'bad_borough', boroughs.bad)
  const sifted = await sift(rows, checks(rows, part, period, boroughs.why))
  const odd = [...(await leaveOut(rows, part)), ...(await unlistedWords(rows, part))]
  const count = await countRows(duck, `${keyOf(rows, [part.headings.borough])} in (select key from area)`)
  return {
    ok: true,
    value: await readingOf(duck, await blocksOf(rows, part, boroughs.used, period, options), {
      ...total(count, sifted, await leftOut(rows)),
      odd,
      lookups: boroughs.lookups,
    }),
  }
}

const total = (count: { all: number; some: number }, sifted: Sifted, left: number) => ({
  rowsRead: count.all + sifted.rejected + left,
  rowsUsed: count.some,
  ...sifted,
})

function checks(rows: Rows<string>, part: Part, period: string, why: Check<string>['why']): Check<string>[] {
  const { borough, year, month, value } = part.headings
  const when = { role: month ?? year ?? '', when: `${period} is null` }
  return [
    {
      ...when,
      why: {
        reason: 'The period cannot be read',
        remedy: month ? 'Write months as Jan-03 or 2003-01.' : 'Write a year of four digits.',
      },
    },
    ...(value ? [{ role: value, when: notCount(rows.raw(value)), why: countRemedy }] : []),
    { role: borough, when: `${keyOf(rows, [borough])} in (select key from bad_borough)`, why },
  ]
}

// Rows the pack leaves out (recording errors) are put aside and counted.
async function leaveOut(rows: Rows<string>, part: Part): Promise<string[]> {
  const reasons = Object.entries(part.exclude).map(([heading, values]) => isOneOf(rows, heading, values))
  await rows.duck.run(
    `create table left_out as select rowid as n from file where ${reasons.length > 0 ? reasons.join(' or ') : 'false'}`,
  )
  await rows.duck.run('delete from file where rowid in (select n from left_out)')
  const left = await leftOut(rows)
  const words = Object.values(part.exclude).flat().join(', ')
  return left > 0 ? [`${left} ${left === 1 ? 'row is' : 'rows are'} left out because the pack says so (${words}).`] : []
}

async function leftOut(rows: Rows<string>): Promise<number> {
  const [row = []] = await rows.duck.rows('select count(*) from left_out')
  return Number(row[0])
}

async function blocksOf(
  rows: Rows<string>,
  part: Part,
  uses: readonly Use[],
  period: string,
  options: Options,
): Promise<Block[]> {
  const { duck, context } = rows
  const amount = part.headings.value ? `sum(${rows.raw(part.headings.value)})` : 'count(*)'
  const selects = part.entries.flatMap(entry => {
    const where = Object.entries(entry.where).map(([heading, values]) => isOneOf(rows, heading, values))
    return idsOf(context, entry.measures).map(
      id => `select level, ${id} as measure_id, place_id, ${period} as period, ${amount} as amount
        from file join area on area.key = ${keyOf(rows, [part.headings.borough])}
        ${where.length > 0 ? `where ${where.join(' and ')}` : ''} group by all`,
    )
  })
  await duck.run(`create table placed as ${selects.join(' union all ')}`)
  return levelBlocks(duck, context, {
    uses,
    levels: ['borough', 'city'],
    grain: part.headings.month ? 'month' : 'year',
    periods: await periodsIn(duck, period),
    measureIds: [...new Set(part.entries.flatMap(entry => idsOf(context, entry.measures)))],
    states: heldBack(options.heldBack),
    keepZero: true,
  })
}
