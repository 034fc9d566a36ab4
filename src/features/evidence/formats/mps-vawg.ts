// Metropolitan Police data on violence against women and girls: by ward (names only), and for London by offence group, age or ethnic appearance.
import { z } from 'zod'
import { openDuck, readTable } from '../../../platform/files/duck.ts'
import { type DataFormat, dataFormat, type LookupUse, type ReadContext, refused } from '../import/format.ts'
import { isNoArea } from '../import/match.ts'
import { type KnownPlace, plainName } from '../import/places.ts'
import { lineFinder, noLookups, readingOf } from '../import/reading.ts'
import { stageTable } from '../import/stage.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { columnOf, findColumns, placesCovered } from './columns.ts'
import { longBlock } from './long.ts'
import { badMonths, badNumbers, dropRows } from './numbers.ts'

const None = z.looseObject({})

const WardCategories = z.looseObject({
  ward: z.looseObject({
    measures: z.array(z.string()),
    aliases: z.array(z.object({ borough: z.string(), ward: z.string(), code: z.string() })).default([]),
  }),
})

const wardRoles = {
  borough: { names: ['borough_name'], required: true },
  ward: { names: ['ward_name_clean_2', 'ward_name'], required: true },
  month: { names: ['recorded_date_months'], required: true },
  count: { names: ['count'], required: true },
}

export const mpsVawgWard: DataFormat = dataFormat<z.output<typeof None>>({
  name: 'mps-vawg-ward',
  title: 'Violence against women and girls by ward',
  kind: 'series',
  options: None,
  help: {
    about:
      'Names, no codes: only pairs of borough and ward that match a ward here are kept at ward level; every row counts to its borough and to the city.',
    columns: [
      { name: 'borough_name, ward_name_clean_2', required: true, meaning: 'Names' },
      { name: 'recorded_date_months', required: true, meaning: 'Month, YYYY-MM' },
      { name: 'count', required: true, meaning: 'Offences' },
    ],
    example:
      'bcu_location,borough_name,ward_name_clean_2,recorded_date_months,count\nCentral East,Hackney,Brownswood,2014-01,7',
  },
  read: async (file, _options, context) => {
    const columns = findColumns(file, wardRoles, 'mps-vawg-ward')
    if (!columns.ok) return columns
    const categories = readCategories(context, file.name, WardCategories)
    if (!categories.ok) return categories
    const measure = idsOf(context, categories.value.ward.measures)[0]
    if (measure === undefined)
      return refused({
        file: file.name,
        reason: 'The pack has no measure for this file',
        remedy: 'Name one under ward.measures of the category mapping.',
      })
    const at = columns.value
    const duck = await openDuck()
    try {
      const unfit = await readTable(
        duck,
        file,
        new Map([
          [at.borough, 'text'],
          [at.ward, 'text'],
          [at.month, 'text'],
          [at.count, 'number'],
        ]),
      )
      const lineOf = lineFinder(file, unfit)
      const bad = [
        ...(await badNumbers(duck, [{ at: at.count, name: 'count' }], lineOf)),
        ...(await badMonths(duck, at.month, file.headings[at.month] ?? '', lineOf)),
      ]
      await dropRows(
        duck,
        bad.map(one => one.row),
      )
      const pairs = await duck.rows(
        `select coalesce(c${at.borough}, ''), coalesce(c${at.ward}, ''), count(*) from file group by all`,
      )
      const areas = matchPairs(
        context,
        categories.value.ward.aliases,
        pairs.map(([borough, ward, n]) => ({ borough: String(borough), ward: String(ward), rows: Number(n) })),
      )
      await stageTable(
        duck,
        'area',
        { borough: 'varchar', ward: 'varchar', borough_id: 'integer', ward_id: 'integer', ours: 'integer' },
        areas.rows,
      )
      await duck.run(`
        create table joined as select ${measure} as measure_id, borough_id, ward_id, ours, c${at.month} || '-01' as period, c${at.count} as amount
        from file join area a on a.borough = coalesce(c${at.borough}, '') and a.ward = coalesce(c${at.ward}, '')`)
      const periods = (await duck.rows('select distinct period from joined order by 1')).map(([period]) =>
        String(period),
      )
      const level = (name: string, column: string, placeIds: number[], where: string) =>
        longBlock(duck, `level_${name}`, {
          label: name,
          grain: 'month',
          periods,
          placeIds,
          cells: `select measure_id, ${column} as place_id, period, sum(amount) as amount from joined where ${where} group by all`,
        })
      const city = context.places.city
      const blocks = [
        await level(
          'ward',
          'ward_id',
          placesCovered(context.places, context.source, 'ward', areas.wards),
          'ward_id is not null',
        ),
        await level(
          'borough',
          'borough_id',
          areas.boroughs.map(place => place.id),
          'borough_id is not null',
        ),
        city && (await level('city', String(city.id), [city.id], 'ours = 1')),
      ].filter(block => block !== undefined)
      const [counts = []] = await duck.rows('select count(*) from file')
      const rejects = [...unfit, ...bad].toSorted((a, b) => a.line - b.line)
      return {
        ok: true,
        value: await readingOf(duck, blocks, {
          rowsRead: Number(counts[0]) + rejects.length,
          rowsUsed: Number(counts[0]),
          rejects,
          rejected: rejects.length,
          odd: areas.odd,
          lookups: areas.lookups,
        }),
      }
    } catch (error) {
      duck.close()
      throw error
    }
  },
})

interface Pair {
  borough: string
  ward: string
  rows: number
}

function matchPairs(
  context: ReadContext,
  aliases: { borough: string; ward: string; code: string }[],
  pairs: readonly Pair[],
) {
  const { places } = context
  const wards = new Map<string, KnownPlace>()
  const ofVintage = (place: KnownPlace) =>
    context.source.vintage === null ||
    place.vintages.length === 0 ||
    place.vintages.includes(`ward:${context.source.vintage}`)
  for (const place of places.all)
    if (place.kind === 'ward' && ofVintage(place))
      wards.set(`${place.boroughId ?? place.parentId}/${plainName(place.name)}`, place)
  const lookups: LookupUse = noLookups()
  const out = {
    rows: [] as (string | number | null)[][],
    wards: [] as KnownPlace[],
    boroughs: [] as KnownPlace[],
    odd: [] as string[],
    lookups,
  }
  let unmatched = 0
  for (const pair of pairs) {
    const borough = places.byName.get('borough')?.get(plainName(pair.borough))
    const alias = aliases.find(
      one => plainName(one.borough) === plainName(pair.borough) && plainName(one.ward) === plainName(pair.ward),
    )
    const ward = alias ? places.byCode.get(alias.code) : borough && wards.get(`${borough.id}/${plainName(pair.ward)}`)
    const elsewhere =
      plainCategory(pair.ward) === 'NON MET POLICE FORCE' || plainCategory(pair.borough) === 'NON MET POLICE FORCE'
    out.rows.push([pair.borough, pair.ward, borough?.id ?? null, ward?.id ?? null, elsewhere ? 0 : 1])
    if (borough && !out.boroughs.includes(borough)) out.boroughs.push(borough)
    if (ward) {
      if (!out.wards.includes(ward))
        lookups.vintages[ward.vintages.at(-1) ?? 'no vintage'] =
          (lookups.vintages[ward.vintages.at(-1) ?? 'no vintage'] ?? 0) + 1
      out.wards.push(ward)
    } else if (isNoArea(pair.ward))
      lookups.notPlaces[pair.ward.trim() || 'blank'] = (lookups.notPlaces[pair.ward.trim() || 'blank'] ?? 0) + pair.rows
    else {
      unmatched++
      lookups.unknown[`${pair.borough}: ${pair.ward}`] = pair.rows
    }
  }
  if (unmatched > 0)
    out.odd.push(
      `${unmatched} of ${pairs.length} pairs of borough and ward match no ward of ${context.source.vintage ?? 'this city'}: they count to the borough and the city only.`,
    )
  return out
}

const LondonOptions = z.looseObject({ column: z.string().optional() })
const LondonCategories = z.looseObject({
  entries: z.array(z.looseObject({ column: z.string(), value: z.string(), measures: z.array(z.string()) })),
})

export const mpsVawgLondon: DataFormat = dataFormat<z.output<typeof LondonOptions>>({
  name: 'mps-vawg-london',
  title: 'Violence against women and girls, city-wide, by offence group, age or ethnic appearance',
  kind: 'series',
  options: LondonOptions,
  help: {
    about: 'City level only. The pack says which group feeds which measure; nothing is crossed.',
    columns: [
      { name: 'recorded_date_months', required: true, meaning: 'Month, YYYY-MM' },
      { name: 'crimsec_group, age_group or ethnic_appearance_group_group', required: true, meaning: 'The group' },
      { name: 'count', required: true, meaning: 'Offences or victims' },
    ],
    example: 'recorded_date_months,age_group,count\n2014-01,Aged 10 to 19 years,1055',
  },
  read: async (file, options, context) => {
    const categories = readCategories(context, file.name, LondonCategories)
    if (!categories.ok) return categories
    const names = options.column ? [options.column] : [...new Set(categories.value.entries.map(one => one.column))]
    const at = {
      month: columnOf(file, ['recorded_date_months']),
      group: columnOf(file, names),
      count: columnOf(file, ['count']),
    }
    const city = context.places.city
    if (at.month < 0 || at.group < 0 || at.count < 0 || !city)
      return refused({
        file: file.name,
        line: 1,
        reason: `The file lacks recorded_date_months, count or one of ${names.join(', ')}`,
        remedy: 'See the columns with: import --help mps-vawg-london',
      })
    const duck = await openDuck()
    try {
      const unfit = await readTable(
        duck,
        file,
        new Map([
          [at.month, 'text'],
          [at.group, 'text'],
          [at.count, 'number'],
        ]),
      )
      const lineOf = lineFinder(file, unfit)
      const bad = [
        ...(await badNumbers(duck, [{ at: at.count, name: 'count' }], lineOf)),
        ...(await badMonths(duck, at.month, file.headings[at.month] ?? '', lineOf)),
      ]
      const groups = (await duck.rows(`select distinct coalesce(c${at.group}, '') from file`)).map(([value]) =>
        String(value),
      )
      const entryOf = (group: string) =>
        categories.value.entries.find(
          one => one.column === file.headings[at.group] && plainCategory(one.value) === plainCategory(group),
        )
      await stageTable(
        duck,
        'category',
        { value: 'varchar', measure_id: 'integer' },
        groups.flatMap(group => idsOf(context, entryOf(group)?.measures ?? []).map(id => [group, id])),
      )
      await stageTable(
        duck,
        'unmapped',
        { value: 'varchar' },
        groups.filter(group => !entryOf(group)).map(group => [group]),
      )
      const strays = (
        await duck.rows(
          `select rowid, c${at.group} from file where coalesce(c${at.group}, '') in (select value from unmapped) order by rowid`,
        )
      ).map(([row, value]) => ({
        row: Number(row),
        line: lineOf(Number(row)),
        field: file.headings[at.group] ?? '',
        value: String(value),
        reason: 'The pack does not say which measure this group feeds',
        remedy: `Add it to ${context.source.categories ?? 'the category mapping'} of the pack.`,
      }))
      await dropRows(
        duck,
        [...bad, ...strays].map(one => one.row),
      )
      const block = await longBlock(duck, 'city', {
        label: 'city',
        grain: 'month',
        placeIds: [city.id],
        cells: `select measure_id, ${city.id} as place_id, c${at.month} || '-01' as period, sum(c${at.count}) as amount from file join category on coalesce(c${at.group}, '') = value group by all`,
      })
      const rejects = [...unfit, ...bad, ...strays].toSorted((a, b) => a.line - b.line)
      const [counts = []] = await duck.rows('select count(*) from file')
      return {
        ok: true,
        value: await readingOf(duck, block ? [block] : [], {
          rowsRead: Number(counts[0]) + rejects.length,
          rowsUsed: Number(counts[0]),
          rejects,
          rejected: rejects.length,
          odd: [],
          lookups: { ...noLookups(), vintages: { city: 1 } },
        }),
      }
    } catch (error) {
      duck.close()
      throw error
    }
  },
})
