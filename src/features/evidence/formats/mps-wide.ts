// Metropolitan Police "Recorded Crime: Geographic Breakdown": one row an area and category, one column a month.
import { z } from 'zod'
import { firstDay, monthRange } from '../../../lib/dates.ts'
import { type Duck, openDuck, readTable } from '../../../platform/files/duck.ts'
import {
  type DataFormat,
  dataFormat,
  type Outcome,
  type ReadContext,
  type Reading,
  type Reject,
  refused,
  type SafeFile,
  type State,
} from '../import/format.ts'
import { areaReject, type Matched, matchAreas } from '../import/match.ts'
import { lineFinder, readingOf } from '../import/reading.ts'
import { type Block, stageTable } from '../import/stage.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { findColumns, placesCovered } from './columns.ts'
import { badNumbers, dropRows } from './numbers.ts'

const Options = z.looseObject({
  scheme: z.enum(['older', 'newer']).optional(),
  allZeroColumn: z.enum(['kept', 'withheld']).default('withheld'),
  stubMonths: z.array(z.string()).default([]),
})
type Options = z.output<typeof Options>

const Categories = z.looseObject({
  schemes: z
    .array(z.looseObject({ id: z.string(), hasMinor: z.string().optional(), lacksMinor: z.string().optional() }))
    .default([]),
  entries: z.array(
    z.object({
      major: z.string(),
      minor: z.string(),
      scheme: z.string().default('any'),
      measures: z.array(z.string()),
    }),
  ),
  areas: z.array(z.looseObject({ value: z.string(), kind: z.string(), countsTo: z.string().nullable() })).default([]),
})
type Categories = z.output<typeof Categories>

const roles = {
  major: { names: ['MajorText', 'major_category'], required: true },
  minor: { names: ['MinorText', 'minor_category'], required: true },
  ward: { names: ['WardCode'], required: false },
  lsoa: { names: ['lsoa_code', 'LSOA Code'], required: false },
  borough: { names: ['BoroughName', 'LookUp_BoroughName', 'borough'], required: false },
}
type Columns = Record<keyof typeof roles, number>

export const mpsWide: DataFormat = dataFormat<Options>({
  name: 'mps-wide',
  title: 'Metropolitan Police recorded crime, geographic breakdown',
  kind: 'series',
  options: Options,
  help: {
    about:
      'One row an area and category, one column a month (YYYYMM). Boroughs by name, wards and LSOAs by code. As published on the London Datastore; both heading styles.',
    columns: [
      { name: 'MajorText', required: true, meaning: 'Major category' },
      { name: 'MinorText', required: true, meaning: 'Minor category; the pack maps it to measures' },
      { name: 'WardCode, lsoa_code or BoroughName', required: true, meaning: 'The area' },
      { name: '202404 …', required: true, meaning: 'Offences of that month, one column each' },
    ],
    example:
      'MajorText,MinorText,WardName,WardCode,LookUp_BoroughName,202402,202403\nROBBERY,ROBBERY OF PERSONAL PROPERTY,Abbey,E05014053,Barking and Dagenham,4,6',
  },
  level: file => levelOf(file),
  read: async (file, options, context) => {
    const columns = findColumns(file, roles, 'mps-wide')
    if (!columns.ok) return columns
    const level = levelOf(file)
    const months = monthColumns(file)
    if (!level)
      return refused({
        file: file.name,
        line: 1,
        reason: 'The file has no column with the area',
        remedy: 'It needs WardCode, lsoa_code or BoroughName.',
      })
    if (months.length === 0)
      return refused({
        file: file.name,
        line: 1,
        reason: 'The file has no column headed with a month such as 202404',
        remedy: 'Send the file as published, or use measure-csv.',
      })
    const categories = readCategories(context, file.name, Categories)
    if (!categories.ok) return categories
    const duck = await openDuck()
    try {
      return await read({
        file,
        options,
        context,
        duck,
        level,
        months,
        columns: columns.value,
        categories: categories.value,
      })
    } catch (error) {
      duck.close()
      throw error
    }
  },
})

type Level = 'borough' | 'ward' | 'lsoa'

function levelOf(file: SafeFile): Level | undefined {
  const found = findColumns(file, roles, 'mps-wide')
  if (!found.ok) return undefined
  return found.value.lsoa >= 0
    ? 'lsoa'
    : found.value.ward >= 0
      ? 'ward'
      : found.value.borough >= 0
        ? 'borough'
        : undefined
}

interface MonthColumn {
  at: number
  month: string
}

const monthColumns = (file: SafeFile): MonthColumn[] =>
  file.headings
    .flatMap((heading, at) =>
      /^(19|20)\d{2}(0[1-9]|1[0-2])$/.test(heading)
        ? [{ at, month: `${heading.slice(0, 4)}-${heading.slice(4)}` }]
        : [],
    )
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))

interface Work {
  file: SafeFile
  options: Options
  context: ReadContext
  duck: Duck
  level: Level
  months: MonthColumn[]
  columns: Columns
  categories: Categories
}

async function read(work: Work): Promise<Outcome<Reading>> {
  const { file, context, duck, level, months, columns } = work
  const area = columns[level]
  const used = new Map([columns.major, columns.minor, area].map((at): [number, 'text' | 'number'] => [at, 'text']))
  for (const { at } of months) used.set(at, 'number')
  context.progress(0, file.lines, 'Reading the file')
  const unfit = await readTable(duck, file, used)
  const lineOf = lineFinder(file, unfit)
  const bad = await badNumbers(
    duck,
    months.map(month => ({ at: month.at, name: file.headings[month.at] ?? '' })),
    lineOf,
  )
  const areas = await match(work, area)
  const mapping = await map(work)
  await stageTable(
    duck,
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  await stageTable(duck, 'category', { major: 'varchar', minor: 'varchar', measure_id: 'integer' }, mapping.rows)
  const misfits = await rejectRows(work, area, areas, mapping.unknown, lineOf)
  await dropRows(
    duck,
    [...bad, ...misfits].map(one => one.row),
  )
  const blocks = await blocksOf(work, area, areas)
  const rejects = [...unfit, ...bad, ...misfits].toSorted((a, b) => a.line - b.line)
  const [counts = []] = await duck.rows(
    `select count(*), count(*) filter (exists (select 1 from place where key = c${area})) from file`,
  )
  const rejected = new Set(rejects.map(reject => reject.line)).size
  return {
    ok: true,
    value: await readingOf(duck, blocks, {
      rowsRead: Number(counts[0]) + rejected,
      rowsUsed: Number(counts[1]),
      rejects,
      rejected,
      odd: await oddities(work, area, mapping.scheme),
      lookups: areas.lookups,
    }),
  }
}

async function match({ duck, context, level }: Work, area: number): Promise<Matched> {
  const found = await duck.rows(`select coalesce(c${area}, ''), count(*) from file group by all`)
  return matchAreas(
    context.places,
    found.map(([value, rows]) => ({ value: String(value), rows: Number(rows) })),
    level === 'borough' ? 'name' : 'code',
    { kinds: [level] },
  )
}

// Which measures each category feeds under the file's scheme; categories the pack does not have are left over.
async function map({ duck, columns, categories, context }: Work) {
  const found = await duck.rows(
    `select distinct coalesce(c${columns.major}, ''), coalesce(c${columns.minor}, '') from file`,
  )
  const pairs = found.map(([major, minor]) => ({ major: String(major), minor: String(minor) }))
  const minors = new Set(pairs.map(pair => plainCategory(pair.minor)))
  const scheme = categories.schemes.find(one =>
    one.hasMinor ? minors.has(one.hasMinor) : one.lacksMinor ? !minors.has(one.lacksMinor) : false,
  )?.id
  const rows: (string | number)[][] = []
  const unknown: { major: string; minor: string }[] = []
  for (const pair of pairs) {
    const entry = categories.entries.find(
      one =>
        one.major === plainCategory(pair.major) &&
        one.minor === plainCategory(pair.minor) &&
        (one.scheme === 'any' || one.scheme === scheme),
    )
    if (!entry) unknown.push(pair)
    else for (const id of idsOf(context, entry.measures)) rows.push([pair.major, pair.minor, id])
  }
  return { rows, unknown, scheme }
}

async function rejectRows(
  work: Work,
  area: number,
  areas: Matched,
  unknown: { major: string; minor: string }[],
  lineOf: (row: number) => number,
) {
  const { duck, columns, file } = work
  await stageTable(
    duck,
    'bad_area',
    { key: 'varchar' },
    [...areas.bad.keys()].map(key => [key]),
  )
  await stageTable(
    duck,
    'bad_category',
    { major: 'varchar', minor: 'varchar' },
    unknown.map(one => [one.major, one.minor]),
  )
  const rows = await duck.rows(`
    select rowid, coalesce(c${area}, ''), c${columns.minor}, c${columns.major}, coalesce(c${area}, '') in (select key from bad_area) from file
    where coalesce(c${area}, '') in (select key from bad_area)
      or (coalesce(c${columns.major}, ''), coalesce(c${columns.minor}, '')) in (select (major, minor) from bad_category) order by rowid`)
  return rows.map(([row, place, minor, major, isArea]): Reject & { row: number } => {
    const line = lineOf(Number(row))
    const why = isArea ? areas.bad.get(String(place)) : undefined
    if (why) return { row: Number(row), ...areaReject(line, file.headings[area] ?? '', String(place), why) }
    return {
      row: Number(row),
      line,
      field: file.headings[columns.minor] ?? '',
      value: `${major}: ${minor}`,
      reason: 'The pack does not say which measure this category feeds',
      remedy: `Add it to ${work.context.source.categories ?? 'the category mapping'} of the pack.`,
    }
  })
}

async function blocksOf(work: Work, area: number, areas: Matched): Promise<Block[]> {
  const { duck, months, columns, context, level } = work
  const calendar = monthRange(months[0]?.month ?? '', months.at(-1)?.month ?? '')
  const at = new Map(months.map(column => [column.month, column.at]))
  const amounts = calendar
    .map(month => (at.has(month) ? `sum(coalesce(c${at.get(month)}, 0))` : 'null::double'))
    .join(', ')
  const joined = `from file join category on coalesce(c${columns.major}, '') = major and coalesce(c${columns.minor}, '') = minor`
  await duck.run(
    `create table areas as select measure_id, place_id, [${amounts}] as amounts ${joined} join place on c${area} = key group by all`,
  )
  const measureIds = (await duck.rows(`select distinct measure_id from category order by 1`)).map(([id]) => Number(id))
  const states = new Map(work.options.stubMonths.map((month): [string, State] => [firstDay(month), 'stub']))
  const base = {
    grain: 'month' as const,
    startsOn: firstDay(months[0]?.month ?? ''),
    calendar: calendar.map(firstDay),
    periods: months.map(column => firstDay(column.month)),
    measureIds,
    explicit: false,
    whole: true,
    states,
    keepZero: work.options.allZeroColumn === 'kept',
  }
  const blocks: Block[] = [
    {
      ...base,
      label: level,
      table: 'areas',
      placeIds: placesCovered(context.places, context.source, level, [...areas.places.values()]),
    },
  ]
  const city = context.places.city
  if (level !== 'borough' || !city) return blocks
  const toCity = [...areas.places.keys(), ...cityValues(work, city.code)]
  await stageTable(
    duck,
    'to_city',
    { key: 'varchar' },
    toCity.map(key => [key.trim().toLowerCase()]),
  )
  await duck.run(
    `create table city as select measure_id, ${city.id} as place_id, [${amounts}] as amounts ${joined} where lower(trim(c${area})) in (select key from to_city) group by all`,
  )
  return [...blocks, { ...base, label: 'city', table: 'city', placeIds: [city.id] }]
}

// Rows without a borough that count to the city all the same: "Unknown", the airports.
const cityValues = ({ categories }: Work, city: string) =>
  categories.areas.filter(area => area.countsTo === city).map(area => area.value)

async function oddities(
  { duck, columns, options, months }: Work,
  area: number,
  scheme: string | undefined,
): Promise<string[]> {
  const odd: string[] = []
  if (options.scheme && scheme && options.scheme !== scheme)
    odd.push(`The pack says the ${options.scheme} category scheme; the file is in the ${scheme} one, which was used.`)
  const [row = []] = await duck.rows(`
    select coalesce(sum(n - 1), 0) from (select count(*) as n from file where c${area} in (select key from place)
      group by c${area}, c${columns.major}, c${columns.minor} having count(*) > 1)`)
  if (Number(row[0]) > 0)
    odd.push(`${row[0]} rows repeat an area and category of another row; they were added together.`)
  const empty = months.map(column => `count(*) - count(c${column.at})`).join(' + ')
  const [blank = []] = await duck.rows(`select ${empty} from file`)
  if (Number(blank[0]) > 0) odd.push(`${blank[0]} cells are empty and were read as 0.`)
  return odd
}
