// Metropolitan Police homicide dashboard: one row a victim or an accused. Counted by borough and period while reading; never kept as people.
import { z } from 'zod'
import { type Duck, openDuck, quoted, readTable } from '../../../platform/files/duck.ts'
import {
  type DataFormat,
  dataFormat,
  type Grain,
  type Outcome,
  type ReadContext,
  type Reading,
  type Reject,
  refused,
  type SafeFile,
} from '../import/format.ts'
import { areaReject, matchAreas } from '../import/match.ts'
import { plainName } from '../import/places.ts'
import { lineFinder, readingOf } from '../import/reading.ts'
import { stageTable } from '../import/stage.ts'
import { idsOf, readCategories } from './categories.ts'
import { columnOf, placesCovered } from './columns.ts'
import { heldBack, longBlock } from './long.ts'
import { dropRows } from './numbers.ts'

const Options = z.looseObject({ heldBack: z.array(z.string()).default([]) })
type Options = z.output<typeof Options>

const Part = z.looseObject({
  headings: z.looseObject({
    borough: z.string(),
    year: z.string().optional(),
    month: z.string().optional(),
    value: z.string().optional(),
  }),
  exclude: z.record(z.string(), z.array(z.string())).default({}),
  entries: z.array(z.object({ where: z.record(z.string(), z.array(z.string())), measures: z.array(z.string()) })),
})
type Part = z.output<typeof Part>
const Categories = z.looseObject({
  boroughAliases: z.record(z.string(), z.string()).default({}),
  areas: z.array(z.looseObject({ value: z.string(), countsTo: z.string().nullable() })).default([]),
  victims: Part.optional(),
  accused: Part.optional(),
})

const format = (
  name: 'homicide-victims' | 'homicide-accused',
  part: 'victims' | 'accused',
  title: string,
  example: string,
): DataFormat =>
  dataFormat<Options>({
    name,
    title,
    kind: 'series',
    options: Options,
    help: {
      about:
        'One row a person, without names. Counted by borough and period while reading; no row is kept. The pack says which values are counted apart.',
      columns: [
        { name: 'Borough', required: true, meaning: 'Borough by name' },
        {
          name: part === 'victims' ? 'Year' : 'proceedings_date',
          required: true,
          meaning: part === 'victims' ? 'Calendar year' : 'Month as Jan-03',
        },
      ],
      example,
    },
    read: async (file, options, context) => {
      const categories = readCategories(context, file.name, Categories)
      if (!categories.ok) return categories
      const found = categories.value[part]
      if (!found)
        return refused({
          file: file.name,
          reason: `The category mapping has no part “${part}”`,
          remedy: 'Add it in the pack.',
        })
      const duck = await openDuck()
      try {
        return await read(duck, file, options, context, found, categories.value)
      } catch (error) {
        duck.close()
        throw error
      }
    },
  })

export const homicideVictims = format(
  'homicide-victims',
  'victims',
  'Homicide victims, counted by borough and year',
  'Age_Group,Sex,Method_of_Killing,Domestic_Abuse,Solved_Status,Borough,Ethnicity,Year,BCU\nAdult,Male,Knife or Sharp Implement,Not Domestic Abuse,Solved,Wandsworth,White,2003,South West',
)
export const homicideAccused = format(
  'homicide-accused',
  'accused',
  'People proceeded against for homicide, counted by borough and month',
  'count_of_ppa,borough,gender,age_group,self_classified_ethnicity,offence_type,charged_summonsed,proceedings_date\n1,Westminster,Male,40 to 44,SCE Not Recorded,Murder,Charge or Summons,Jan-03',
)

async function read(
  duck: Duck,
  file: SafeFile,
  options: Options,
  context: ReadContext,
  part: Part,
  all: z.output<typeof Categories>,
): Promise<Outcome<Reading>> {
  const names = [
    ...new Set([
      part.headings.borough,
      part.headings.year,
      part.headings.month,
      part.headings.value,
      ...Object.keys(part.exclude),
      ...part.entries.flatMap(one => Object.keys(one.where)),
    ]),
  ]
  const at = new Map(
    names.filter(name => name !== undefined).map((name): [string, number] => [name, columnOf(file, [name])]),
  )
  const missing = [...at].filter(([, i]) => i < 0).map(([name]) => name)
  if (missing.length > 0) {
    duck.close()
    return refused({
      file: file.name,
      line: 1,
      field: missing.join(', '),
      reason: `The file has no column headed ${missing.join(', ')}`,
      remedy: 'Send the file as published.',
    })
  }
  const column = (name: string | undefined) => `c${at.get(name ?? '')}`
  const grain: Grain = part.headings.month ? 'month' : 'year'
  const unfit = await readTable(duck, file, new Map([...at.values()].map(i => [i, 'text'])))
  const lineOf = lineFinder(file, unfit)
  const period = part.headings.month
    ? `strftime(try_strptime('01-' || trim(${column(part.headings.month)}), '%d-%b-%y'), '%Y-%m-%d')`
    : `case when regexp_full_match(trim(${column(part.headings.year)}), '(19|20)[0-9][0-9]') then trim(${column(part.headings.year)}) || '-01-01' end`
  const amount = part.headings.value ? `try_cast(${column(part.headings.value)} as double)` : '1.0'
  const bad = (
    await duck.rows(
      `select rowid, ${column(part.headings.month ?? part.headings.year)} from file where ${period} is null or ${amount} is null or ${amount} < 0 order by rowid`,
    )
  ).map(([row, value]): Reject & { row: number } => ({
    row: Number(row),
    line: lineOf(Number(row)),
    field: part.headings.month ?? part.headings.year ?? '',
    value: String(value),
    reason: 'The period or the count cannot be read',
    remedy: grain === 'month' ? 'Write months as Jan-03.' : 'Write a year of four digits.',
  }))
  await dropRows(
    duck,
    bad.map(one => one.row),
  )
  const excluded = Object.entries(part.exclude).map(
    ([name, values]) => `trim(${column(name)}) in (${values.map(quoted).join(', ')})`,
  )
  const [left = []] =
    excluded.length > 0 ? await duck.rows(`select count(*) from file where ${excluded.join(' or ')}`) : [[0]]
  if (excluded.length > 0) await duck.run(`delete from file where ${excluded.join(' or ')}`)
  const boroughs = await duck.rows(
    `select coalesce(${column(part.headings.borough)}, ''), count(*), min(rowid) from file group by all`,
  )
  const aliases = new Map(Object.entries(all.boroughAliases).map(([from, to]) => [plainName(from), to]))
  const areas = matchAreas(
    context.places,
    boroughs.map(([value, n]) => ({ value: String(value), rows: Number(n) })),
    'name',
    { kinds: ['borough'], aliases },
  )
  const strays = boroughs.flatMap(([value, , row]): Reject[] => {
    const why = areas.bad.get(String(value))
    return why ? [areaReject(lineOf(Number(row)), part.headings.borough, String(value), why)] : []
  })
  await stageTable(
    duck,
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  const joined = part.entries.flatMap(entry => {
    const where = Object.entries(entry.where).map(
      ([name, values]) => `trim(${column(name)}) in (${values.map(quoted).join(', ')})`,
    )
    return idsOf(context, entry.measures).map(
      id =>
        `select ${id} as measure_id, coalesce(${column(part.headings.borough)}, '') as borough, ${period} as period, ${amount} as amount from file ${where.length > 0 ? `where ${where.join(' and ')}` : ''}`,
    )
  })
  await duck.run(`create table joined as ${joined.join(' union all ')}`)
  const measureIds = [...new Set(part.entries.flatMap(entry => idsOf(context, entry.measures)))]
  const periods = (await duck.rows('select distinct period from joined order by 1')).map(([value]) => String(value))
  const base = { grain, periods, measureIds, states: heldBack(options.heldBack), keepZero: true }
  const city = context.places.city
  const toCity = [
    ...areas.places.keys(),
    ...all.areas.filter(area => area.countsTo === city?.code).map(area => area.value),
  ]
  const blocks = [
    await longBlock(duck, 'areas', {
      ...base,
      label: 'borough',
      placeIds: placesCovered(context.places, context.source, 'borough', [...areas.places.values()]),
      cells:
        'select measure_id, place_id, period, sum(amount) as amount from joined join place on borough = key group by all',
    }),
    city &&
      (await longBlock(duck, 'city', {
        ...base,
        label: 'city',
        placeIds: [city.id],
        cells: `select measure_id, ${city.id} as place_id, period, sum(amount) as amount from joined where trim(borough) in (${toCity.map(name => quoted(name.trim())).join(', ')}) group by all`,
      })),
  ].filter(block => block !== undefined)
  const rejects = [...unfit, ...bad, ...strays].toSorted((a, b) => a.line - b.line)
  const [counts = []] = await duck.rows('select count(*) from file')
  const odd =
    Number(left[0]) > 0
      ? [`${left[0]} rows are left out because the pack says so (${Object.values(part.exclude).flat().join(', ')}).`]
      : []
  return {
    ok: true,
    value: await readingOf(duck, blocks, {
      rowsRead: Number(counts[0]) + unfit.length + bad.length + Number(left[0]),
      rowsUsed: Number(counts[0]) - [...areas.bad.values()].length,
      rejects,
      rejected: rejects.length,
      odd,
      lookups: areas.lookups,
    }),
  }
}
