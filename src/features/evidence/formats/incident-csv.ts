// Incidents of any partner: when, where, what. Counted by small area, day and hour; points are looked up and let go.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type ReadContext, type Reading } from '../import/format.ts'
import { readingOf } from '../import/reading.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { eventsOf, lastDayOfEvents } from './events.ts'
import { monthlyBlocks } from './incident-series.ts'
import { type Where, whereOf } from './incident-where.ts'
import { combinations, keyOf, stageKeys, stageMapping } from './keys.ts'
import { stageUses } from './levels.ts'
import { countRows, type Rows, sift, unmapped, withRows } from './rows.ts'
import { addTime, hourSql, timeRemedy } from './times.ts'

const Options = z.looseObject({
  /** Headings. */
  when: z.string().default('when'),
  where: z.string().default('where'),
  category: z.string().default('category'),
  /** Of times that do not say their zone. */
  timezone: z.enum(['Europe/London', 'UTC']).default('Europe/London'),
  /** 'elsewhere': another file gives the months of these measures, and this one the days and hours alone. */
  series: z.enum(['here', 'elsewhere']).default('here'),
})
type Options = z.output<typeof Options>

const Categories = z.looseObject({
  entries: z.array(z.looseObject({ category: z.string(), measures: z.array(z.string()) })),
})
type Categories = z.output<typeof Categories>

const rolesOf = (options: Options) => ({
  when: { names: [options.when], required: true },
  where: { names: [options.where], required: true },
  category: { names: [options.category], required: true },
})
type Role = keyof ReturnType<typeof rolesOf>

export const incidentCsv: DataFormat = dataFormat<Options>({
  name: 'incident-csv',
  title: 'Incidents with time and place',
  kind: 'events',
  options: Options,
  help: {
    about:
      'One row an incident, nothing about people. Counted by small area, day and hour of the United Kingdom. A point is turned into its small area and then dropped.',
    columns: [
      {
        name: 'when',
        required: true,
        meaning: '2026-07-01T22:30 (local), 2026-07-01T21:30Z, 01/07/2026 22:30, or a date',
      },
      { name: 'where', required: true, meaning: 'LSOA code, or “latitude,longitude” in quotation marks; may be blank' },
      {
        name: 'category',
        required: true,
        meaning: 'What happened: a category the source maps, or the code of a measure',
      },
    ],
    example: 'when,where,category\n2026-07-01T22:30,CODE,MEASURE\n2026-07-04T21:15Z,"51.5155,-0.0922",MEASURE',
  },
  exampleIn: ({ lsoa, point, measure, month }) =>
    `when,where,category\n${month}-01T22:30,${lsoa},${measure}\n${month}-04T21:15Z,"${point}",${measure}`,
  read: (file, options, context) => {
    const categories = categoriesOf(context, file.name)
    if (!categories.ok) return Promise.resolve(categories)
    const spec = { format: 'incident-csv', roles: rolesOf(options), individual: true }
    return withRows(file, context, spec, rows => read(rows, categories.value, options))
  },
})

/** The source's mapping; where it names none, every measure by its own code. */
const categoriesOf = (context: ReadContext, file: string): Outcome<Categories> =>
  context.source.categories !== null
    ? readCategories(context, file, Categories)
    : { ok: true, value: { entries: [...context.measures.keys()].map(code => ({ category: code, measures: [code] })) } }

async function read(rows: Rows<Role>, categories: Categories, options: Options): Promise<Outcome<Reading>> {
  const { duck, context } = rows
  const where = await whereOf(context, await combinations(rows, ['where']))
  const mapping = await map(rows, categories)
  await stageAll(rows, where, mapping)
  await addTime(duck, 'local', rows.text('when'), options.timezone)
  const sifted = await sift(rows, checks(rows))
  const count = await countRows(
    duck,
    `${keyOf(rows, ['where'])} in (select key from area union all select key from nowhere)`,
  )
  const odd = [...(await oddTimes(rows)), ...pointWords(where)]
  await makeEvents(rows)
  const measureIds = [...new Set([...mapping.known.values()].flat())]
  const blocks = options.series === 'here' ? await monthlyBlocks(duck, context, where.used, measureIds) : []
  return {
    ok: true,
    value: await readingOf(duck, blocks, {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd,
      lookups: where.lookups,
      snapshotOn: await lastDayOfEvents(duck),
      eventMeasures: measureIds,
      events: eventsOf,
    }),
  }
}

async function map(rows: Rows<Role>, categories: Categories) {
  const known = new Map<string, number[]>()
  const unknown: string[] = []
  for (const { key } of await combinations(rows, ['category'])) {
    const code = rows.context.measures.get(key.trim())
    const entry = categories.entries.find(one => plainCategory(one.category) === plainCategory(key))
    if (entry) known.set(key, idsOf(rows.context, entry.measures))
    else if (code) known.set(key, [code.id])
    else unknown.push(key)
  }
  return { known, unknown }
}

async function stageAll({ duck }: Rows<Role>, where: Where, mapping: Awaited<ReturnType<typeof map>>): Promise<void> {
  await stageUses(duck, where.used)
  await stageKeys(duck, 'nowhere', where.nowhere)
  await stageKeys(duck, 'bad_code', where.badCodes)
  await stageKeys(duck, 'bad_point', where.badPoints)
  await stageMapping(duck, 'category', mapping.known)
  await stageKeys(duck, 'unknown_category', mapping.unknown)
}

// What stands in `where` may be an address or a point of somebody's home: it is never listed, unless it looks like a code.
const checks = (rows: Rows<Role>) => {
  const where = keyOf(rows, ['where'])
  const why = {
    reason: 'The place is neither an area code of this source’s level nor a point',
    remedy: 'Write an LSOA code such as E01000001, or “latitude,longitude” such as "51.5155,-0.0922".',
  }
  const future = rows.context.snapshotOn
  return [
    { role: 'when' as const, when: 'local is null', why: timeRemedy },
    {
      role: 'when' as const,
      when: `local < '1990-01-01'${future ? ` or local::date > '${future}'` : ''}`,
      why: {
        reason: 'The day lies before 1990 or after the snapshot date of the file',
        remedy: 'Check the year, and that the day stands before the month.',
      },
    },
    {
      role: 'where' as const,
      when: `${where} in (select key from bad_point)`,
      why: {
        reason: 'The point is not a latitude and a longitude in degrees',
        remedy:
          'Write degrees, latitude first: "51.5155,-0.0922"; turn eastings and northings into degrees before sending.',
      },
      hide: true,
    },
    {
      role: 'where' as const,
      when: `${where} in (select key from bad_code) and regexp_full_match(${rows.text('where')}, '[A-Za-z0-9]{1,12}')`,
      why,
    },
    { role: 'where' as const, when: `${where} in (select key from bad_code)`, why, hide: true },
    {
      role: 'category' as const,
      when: `${keyOf(rows, ['category'])} in (select key from unknown_category)`,
      why: unmapped(rows.context, 'category'),
    },
  ]
}

// Counts the incidents and lets the rows go, with the points in them.
async function makeEvents(rows: Rows<Role>): Promise<void> {
  await rows.duck.run(`
    create table events as
    select measure_id, place_id, null::varchar as site_code, local::date as day, ${hourSql(rows.text('when'), 'local')} as hour,
      '' as setting, '' as method, null::boolean as known_to_police, count(*) as n
    from file join category on category.key = ${keyOf(rows, ['category'])} left join area on area.key = ${keyOf(rows, ['where'])}
    where place_id is not null or ${keyOf(rows, ['where'])} in (select key from nowhere)
    group by all`)
  for (const table of ['file', 'area', 'nowhere', 'bad_code', 'bad_point', 'unfit'])
    await rows.duck.run(`drop table ${table}`)
}

async function oddTimes(rows: Rows<Role>): Promise<string[]> {
  const count = await countRows(rows.duck, `regexp_matches(${rows.text('when')}, '[T ]00:00')`)
  return count.some >= 20 && count.some > count.all * 0.2
    ? [
        `${count.some.toLocaleString('en-GB')} of ${count.all.toLocaleString('en-GB')} incidents are at midnight to the minute: often how an unknown time is written.`,
      ]
    : []
}

const pointWords = (where: Where): string[] =>
  where.points > 0
    ? [`${where.points.toLocaleString('en-GB')} rows had a point, which was turned into its small area and dropped.`]
    : []
