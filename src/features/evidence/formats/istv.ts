// Hospital attendances after assault (Information Sharing to Tackle Violence, ISB 1594). Counted by site, day, hour, method and kind of place.
import { z } from 'zod'
import { type DataFormat, dataFormat, type Outcome, type Reading, refused } from '../import/format.ts'
import { noLookups, readingOf } from '../import/reading.ts'
import { idsOf, plainCategory, readCategories } from './categories.ts'
import { eventsOf } from './events.ts'
import { Options, type Role, rolesOf } from './istv-columns.ts'
import { monthlyAttendances, timeOf } from './istv-series.ts'
import { combinations, keyOf, stageKeys, stageMapping } from './keys.ts'
import { countRows, type Rows, sift, unmapped, withRows } from './rows.ts'
import { addTime, hourSql, timeRemedy } from './times.ts'

const Categories = z.looseObject({
  entries: z.array(z.looseObject({ category: z.string(), measures: z.array(z.string()) })),
})
type Categories = z.output<typeof Categories>

export const istv: DataFormat = dataFormat<Options>({
  name: 'istv',
  title: 'Hospital attendances after assault (ISTV, ISB 1594)',
  kind: 'events',
  options: Options,
  knownHeadings: ['Assault location description', 'Assault method other description', 'Assault description other'],
  help: {
    about:
      'The national minimum data set of emergency departments, one row an attendance after an assault, sent at least monthly. Counted by site, day and hour. The free text of where it happened is never read.',
    columns: [
      { name: 'Reporting period start', required: true, meaning: 'First day: 2026-10-01 or 01/10/2026' },
      { name: 'Reporting period end', required: true, meaning: 'Last day' },
      { name: 'Site code of treatment', required: true, meaning: 'Code of the hospital site' },
      { name: 'Arrival date and time', required: false, meaning: 'May be blank' },
      {
        name: 'Assault date and time',
        required: true,
        meaning: 'When the assault happened, as told; may be blank where the arrival is known',
      },
      { name: 'Assault method', required: true, meaning: 'Weapon or body part, from a list' },
      {
        name: 'Assault location type',
        required: true,
        meaning: 'Home, public place, licensed premises …, from a list',
      },
      { name: 'Assault location description', required: false, meaning: 'Free text: never read' },
      {
        name: 'Known to police',
        required: false,
        meaning: 'Yes, No or blank, where the department asks it; not of the national data set',
      },
    ],
    example:
      'Reporting period start,Reporting period end,Site code of treatment,Arrival date and time,Assault date and time,Assault method,Assault location type,Assault location description\n2026-10-01,2026-10-31,XRV01,2026-10-04 00:50,2026-10-03 23:40,Body part,Public place,\n2026-10-01,2026-10-31,XRV02,,2026-10-09 15:30,Sharp object,Public transport,',
  },
  read: (file, options, context) => {
    const categories = readCategories(context, file.name, Categories)
    if (!categories.ok) return Promise.resolve(categories)
    const spec = { format: 'istv', roles: rolesOf(options), individual: true }
    return withRows(file, context, spec, rows => read(rows, categories.value, options))
  },
})

async function read(rows: Rows<Role>, categories: Categories, options: Options): Promise<Outcome<Reading>> {
  const { duck } = rows
  const free = await freeText(rows)
  if (free) return free
  const mapping = await map(rows, categories)
  await stageMapping(duck, 'category', mapping.known)
  await stageKeys(duck, 'unknown_category', mapping.unknown)
  for (const role of ['start', 'end', 'arrival', 'assault'] as const) await addTime(duck, timeOf[role], rows.text(role))
  const sifted = await sift(rows, checks(rows))
  await makeEvents(rows)
  const series = await monthlyAttendances(rows, options, mapping.ids)
  const { all } = await countRows(duck)
  await duck.run('drop table file')
  return {
    ok: true,
    value: await readingOf(duck, series.blocks, {
      rowsRead: all + sifted.rejected,
      rowsUsed: all,
      ...sifted,
      odd: series.odd,
      lookups: noLookups(),
      snapshotOn: series.lastDay,
      events: eventsOf,
    }),
  }
}

const mostKinds = 40

// Method and kind of place come from lists. A column with many different values is free text, and free text can name somebody.
async function freeText(rows: Rows<Role>): Promise<Outcome<never> | undefined> {
  for (const role of ['method', 'location'] as const) {
    const [row = []] = await rows.duck.rows(`select count(distinct ${rows.text(role)}) from file`)
    if (Number(row[0]) > mostKinds) {
      const field = rows.file.headings[rows.columns[role]] ?? ''
      return refused({
        file: rows.file.name,
        field,
        reason: `The column “${field}” holds ${row[0]} different values: it looks like free text, which may name people`,
        remedy: 'Send the coded list (body part, sharp object …; home, public place …) and leave free text out.',
      })
    }
  }
  return undefined
}

async function map(rows: Rows<Role>, categories: Categories) {
  const known = new Map<string, number[]>()
  const unknown: string[] = []
  for (const { key } of await combinations(rows, ['method'])) {
    const entries = categories.entries.filter(
      one => one.category === '*' || plainCategory(one.category) === plainCategory(key),
    )
    const ids = entries.flatMap(one => idsOf(rows.context, one.measures))
    if (entries.length > 0) known.set(key, ids)
    else unknown.push(key)
  }
  return { known, unknown, ids: [...new Set([...known.values()].flat())] }
}

const checks = (rows: Rows<Role>) => {
  const { start, end, arrival, assault } = timeOf
  const unread = (role: 'arrival' | 'assault') => ({
    role,
    when: `${rows.text(role)} <> '' and ${timeOf[role]} is null`,
    why: timeRemedy,
  })
  const period = {
    reason: 'The reporting period is not two dates, the first before the second',
    remedy: 'Write the first and last day of the period: 2026-10-01, 2026-10-31.',
  }
  return [
    { role: 'start' as const, when: `${start} is null or ${end} is null or ${end} < ${start}`, why: period },
    {
      role: 'site' as const,
      when: `${rows.text('site')} = ''`,
      why: { reason: 'The site code is missing', remedy: 'Give the code of the hospital site in every row.' },
    },
    unread('assault'),
    unread('arrival'),
    {
      role: 'assault' as const,
      when: `${assault} is null and ${arrival} is null`,
      why: { reason: 'Neither assault nor arrival has a date', remedy: 'Give at least the date of one of the two.' },
    },
    {
      role: 'method' as const,
      when: `${keyOf(rows, ['method'])} in (select key from unknown_category)`,
      why: unmapped(rows.context, 'assault method'),
    },
  ]
}

// Anything but a plain yes or no is not known, and goes no further than here.
const knownSql = (text: string) =>
  `case when lower(${text}) in ('yes', 'y', 'true', '1') then true when lower(${text}) in ('no', 'n', 'false', '0') then false end`

const makeEvents = (rows: Rows<Role>): Promise<void> =>
  rows.duck.run(`
    create table events as
    select measure_id, null::integer as place_id, upper(${rows.text('site')}) as site_code, coalesce(${timeOf.assault}, ${timeOf.arrival})::date as day,
      ${hourSql(rows.text('assault'), timeOf.assault)} as hour, ${rows.text('location')} as setting, ${rows.text('method')} as method,
      ${knownSql(rows.text('known'))} as known_to_police, count(*) as n
    from file join category on category.key = ${keyOf(rows, ['method'])}
    group by all`)
