// Wide files, read: areas and categories matched, months summed in DuckDB as they stand.
import { z } from 'zod'
import { firstDay, monthRange } from '../../../lib/dates.ts'
import type { Outcome, Reading, State } from '../import/format.ts'
import { type Matched, matchAreas } from '../import/match.ts'
import { readingOf } from '../import/reading.ts'
import type { Block } from '../import/stage.ts'
import { idsOf, plainCategory } from './categories.ts'
import { placesCovered } from './columns.ts'
import { combinations, keyOf, stageChecked, stageKeys, stageMapping } from './keys.ts'
import { countRows, notAmount, type Rows, sift, unmapped } from './rows.ts'

export const WideOptions = z.looseObject({
  scheme: z.enum(['older', 'newer']).optional(),
  allZeroColumn: z.enum(['kept', 'withheld']).default('withheld'),
  stubMonths: z.array(z.string()).default([]),
})
export type WideOptions = z.output<typeof WideOptions>

export const WideCategories = z.looseObject({
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
export type WideCategories = z.output<typeof WideCategories>

export type Level = 'borough' | 'ward' | 'lsoa'

/** A month and the role of its column, which is its heading: '202404'. */
export interface MonthColumn {
  role: string
  month: string
}

/** 'major', 'minor', 'area' and each month by its heading. */
export type Role = string

export interface Work {
  rows: Rows<Role>
  level: Level
  months: readonly MonthColumn[]
  options: WideOptions
  categories: WideCategories
}

const category = ['major', 'minor']

export async function readWide(work: Work): Promise<Outcome<Reading>> {
  const { rows, months } = work
  const { duck, context } = rows
  const areas = await matchArea(work)
  const mapping = await mapCategories(work)
  await stageMapping(duck, 'category', mapping.measures)
  await duck.fill(
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([key, place]) => [key, place.id]),
  )
  const sifted = await sift(rows, [
    ...months.map(({ role }) => ({ role, when: notAmount(rows.raw(role)), why: countWords })),
    {
      role: 'area',
      when: await stageChecked(rows, ['area'], 'bad_area', areas.bad.keys()),
      why: value => areas.bad.get(value) ?? noWhy,
    },
    {
      role: 'minor',
      when: await stageChecked(rows, category, 'bad_category', mapping.unknown),
      why: unmapped(context, 'category'),
    },
  ])
  await stageKeys(duck, 'to_city', cityKeys(work, areas))
  const used = `${areaKey(rows)} in (select key from place) or ${areaKey(rows)} in (select key from to_city)`
  const count = await countRows(duck, used)
  return {
    ok: true,
    value: await readingOf(duck, await blocksOf(work, areas), {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.some,
      ...sifted,
      odd: await oddities(work, mapping.scheme),
      lookups: areas.lookups,
    }),
  }
}

const areaKey = (rows: Rows<Role>) => `coalesce(${rows.raw('area')}, '')`
const countWords = {
  reason: 'A count is negative or not a number',
  remedy: 'Counts are 0 or more; leave an unknown cell empty.',
}
const noWhy = { reason: 'The area is not known here', remedy: 'Load the boundaries of its vintage first.' }

async function matchArea({ rows, level }: Work): Promise<Matched> {
  const found = await combinations(rows, ['area'])
  return matchAreas(
    rows.context.places,
    found.map(one => ({ value: one.key, rows: one.rows })),
    level === 'borough' ? 'name' : 'code',
    { kinds: [level] },
  )
}

/** Which measures each category feeds under the file's scheme; categories the pack does not have are left over. */
async function mapCategories({ rows, categories }: Work) {
  const found = await combinations(rows, category)
  const minors = new Set(found.map(one => plainCategory(one.values[1] ?? '')))
  const scheme = categories.schemes.find(one =>
    one.hasMinor ? minors.has(one.hasMinor) : one.lacksMinor ? !minors.has(one.lacksMinor) : false,
  )?.id
  const measures = new Map<string, number[]>()
  const unknown: string[] = []
  for (const { key, values } of found) {
    const [major = '', minor = ''] = values.map(plainCategory)
    const entry = categories.entries.find(
      one => one.major === major && one.minor === minor && (one.scheme === 'any' || one.scheme === scheme),
    )
    if (entry) measures.set(key, idsOf(rows.context, entry.measures))
    else unknown.push(key)
  }
  return { measures, unknown, scheme }
}

/** Values of the area column that count to the city: the boroughs, and what has no borough ("Unknown", the airports). Of borough files only. */
function cityKeys({ rows, level, categories }: Work, areas: Matched): string[] {
  const city = rows.context.places.city
  if (level !== 'borough' || !city) return []
  const counted = categories.areas.filter(area => area.countsTo === city.code).map(area => plainCategory(area.value))
  const unplaced = Object.keys(areas.lookups.notPlaces).filter(value => counted.includes(plainCategory(value)))
  return [...areas.places.keys(), ...unplaced]
}

async function blocksOf(work: Work, areas: Matched): Promise<Block[]> {
  const { rows, months, level, options } = work
  const { duck, context } = rows
  const calendar = monthRange(months[0]?.month ?? '', months.at(-1)?.month ?? '')
  const ids = await duck.rows('select distinct measure_id from category order by 1')
  const base = {
    grain: 'month' as const,
    startsOn: firstDay(months[0]?.month ?? ''),
    calendar: calendar.map(firstDay),
    periods: months.map(column => firstDay(column.month)),
    measureIds: ids.map(([id]) => Number(id)),
    explicit: false,
    whole: true,
    states: new Map(options.stubMonths.map((month): [string, State] => [firstDay(month), 'stub'])),
    keepZero: options.allZeroColumn === 'kept',
  }
  await sumInto(work, 'areas', 'place_id', `join place on place.key = ${areaKey(rows)}`, calendar)
  const placeIds = placesCovered(context.places, context.source, level, [...areas.places.values()])
  const blocks: Block[] = [{ ...base, label: level, table: 'areas', placeIds }]
  const city = context.places.city
  if (level !== 'borough' || !city) return blocks
  await sumInto(work, 'city', String(city.id), `join to_city on to_city.key = ${areaKey(rows)}`, calendar)
  return [...blocks, { ...base, label: 'city', table: 'city', placeIds: [city.id] }]
}

/** Sums the months as they stand beside one another: one list a place and measure. */
function sumInto({ rows, months }: Work, table: string, place: string, join: string, calendar: readonly string[]) {
  const roles = new Map(months.map(column => [column.month, column.role]))
  const amounts = calendar.map(month => {
    const role = roles.get(month)
    return role === undefined ? 'null::double' : `sum(coalesce(${rows.raw(role)}, 0))`
  })
  return rows.duck.run(`
    create table ${table} as select measure_id, ${place} as place_id, [${amounts.join(', ')}] as amounts
    from file join category on category.key = ${keyOf(rows, category)} ${join} group by all`)
}

async function oddities({ rows, options, months }: Work, scheme: string | undefined): Promise<string[]> {
  const odd: string[] = []
  if (options.scheme && scheme && options.scheme !== scheme)
    odd.push(`The pack says the ${options.scheme} category scheme; the file is in the ${scheme} one, which was used.`)
  const [twice = []] = await rows.duck.rows(`
    select coalesce(sum(n - 1), 0) from (select count(*) as n from file join place on place.key = ${areaKey(rows)}
      group by place_id, ${keyOf(rows, category)} having count(*) > 1)`)
  if (Number(twice[0]) > 0)
    odd.push(`${twice[0]} rows repeat an area and category of another row; they were added together.`)
  const filled = months.map(({ role }) => `count(${rows.raw(role)})`).join(' + ')
  const [blank = []] = await rows.duck.rows(`select count(*) * ${months.length} - (${filled}) from file`)
  if (Number(blank[0]) > 0) odd.push(`${blank[0]} cells are empty and were read as 0.`)
  return odd
}
