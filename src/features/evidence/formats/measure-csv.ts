// The general shape any partner can fill: one row a place, period and measure. Or, where the source names columns, one column a measure.
import { type Duck, openDuck, readTable } from '../../../platform/files/duck.ts'
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
import { lineFinder, readingOf } from '../import/reading.ts'
import { type Block, stageTable } from '../import/stage.ts'
import { columnOf } from './columns.ts'
import { longBlock } from './long.ts'
import { isMissing, readCsvTable, TableOptions } from './table.ts'

const names = {
  place: ['place code', 'place', 'code', 'area code', 'place_code'],
  period: ['period'],
  measure: ['measure', 'measure code'],
  numerator: ['numerator', 'value', 'count'],
  denominator: ['denominator'],
  note: ['note'],
}
type Role = keyof typeof names

export const measureCsv: DataFormat = dataFormat<TableOptions>({
  name: 'measure-csv',
  title: 'Figures by place and period (measure CSV)',
  kind: 'series',
  options: TableOptions,
  help: {
    about:
      'One row a place, period and measure. A place and period that is not written down is unknown, not 0: write 0 where there were none. Send counts, never people.',
    columns: [
      { name: 'place code', required: true, meaning: 'Official code of an LSOA, ward, borough or the city: E05009317' },
      {
        name: 'period',
        required: true,
        meaning: 'Month 2024-02, quarter 2024-Q1, year 2024, or a day 2024-03-31 for a state on that day',
      },
      {
        name: 'measure',
        required: true,
        meaning: 'Code of a measure of this pack: violence-with-injury (see the catalogue of measures)',
      },
      { name: 'numerator', required: true, meaning: 'The count, or the value itself' },
      { name: 'denominator', required: false, meaning: 'What a rate is taken of: 412 pupils' },
      { name: 'note', required: false, meaning: 'Shown with the figure: "provisional"' },
    ],
    example:
      'place code,period,measure,numerator,denominator,note\nE05009317,2024-02,violence-with-injury,12,,\nE09000033,2024-Q1,school-suspensions,184,24100,provisional',
  },
  read: (file, options, context) =>
    options.columns.length > 0 ? readCsvTable(file, options, context) : readGeneral(file, options, context),
})

const readGeneral: DataFormat<TableOptions>['read'] = async (file, options, context) => {
  const at = Object.fromEntries(
    Object.entries(names).map(([role, headings]) => [role, columnOf(file, headings)]),
  ) as Record<Role, number>
  const missing = (['place', 'period', 'measure', 'numerator'] as const).filter(role => at[role] < 0)
  if (missing.length > 0)
    return refused({
      file: file.name,
      line: 1,
      field: missing.join(', '),
      reason: `The file has no column headed ${missing.map(role => `“${names[role][0]}”`).join(', ')}`,
      remedy: 'See the columns and an example with: import --help measure-csv',
    })
  const duck = await openDuck()
  try {
    return await read(duck, file, options, context, at)
  } catch (error) {
    duck.close()
    throw error
  }
}

interface Period {
  grain: Grain
  startsOn: string
}

/** '2024-02', '2024-Q1', '2024', '2024-03-31'. */
export function parsePeriod(text: string): Period | undefined {
  const clean = text.trim().toUpperCase()
  if (/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(clean)) return { grain: 'month', startsOn: `${clean}-01` }
  const quarter = /^((?:19|20)\d{2})-?Q([1-4])$/.exec(clean)
  if (quarter)
    return { grain: 'quarter', startsOn: `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01` }
  if (/^(19|20)\d{2}$/.test(clean)) return { grain: 'year', startsOn: `${clean}-01-01` }
  const day = Date.parse(`${clean}T00:00:00Z`)
  return /^(19|20)\d{2}-\d{2}-\d{2}$/.test(clean) && !Number.isNaN(day) && new Date(day).toISOString().startsWith(clean)
    ? { grain: 'point', startsOn: clean }
    : undefined
}

type Bad = { reason: string; remedy: string }

async function read(
  duck: Duck,
  file: SafeFile,
  options: TableOptions,
  context: ReadContext,
  at: Record<Role, number>,
): Promise<Outcome<Reading>> {
  const used = Object.values(at).filter(i => i >= 0)
  const unfit = await readTable(duck, file, new Map(used.map(i => [i, 'text'])))
  const lineOf = lineFinder(file, unfit)
  const distinct = async (i: number) =>
    (await duck.rows(`select coalesce(c${i}, ''), count(*) from file group by all`)).map(([value, n]) => ({
      value: String(value),
      rows: Number(n),
    }))
  const areas = matchAreas(context.places, await distinct(at.place), 'code', {
    kinds: ['lsoa', 'ward', 'borough', 'city', 'neighbourhood', 'hub'],
  })
  const bad = new Map<string, Bad>([...areas.bad].map(([value, why]) => [`place ${value}`, why]))
  for (const value of Object.keys(areas.lookups.notPlaces))
    bad.set(`place ${value === 'blank' ? '' : value}`, {
      reason: `“${value}” is not a place`,
      remedy: 'Write the official code of the place.',
    })
  await stageTable(
    duck,
    'place',
    { key: 'varchar', place_id: 'integer', kind: 'varchar' },
    [...areas.places].map(([key, place]) => [key, place.id, place.kind]),
  )
  await stageTable(
    duck,
    'period',
    { key: 'varchar', grain: 'varchar', starts_on: 'varchar' },
    (await distinct(at.period)).flatMap(({ value }) => {
      const period = parsePeriod(value)
      if (!period)
        bad.set(`period ${value}`, {
          reason: `“${value}” is not a period`,
          remedy: 'Write 2024-02, 2024-Q1, 2024 or 2024-03-31.',
        })
      return period ? [[value, period.grain, period.startsOn]] : []
    }),
  )
  await stageTable(
    duck,
    'measure',
    { key: 'varchar', measure_id: 'integer', whole: 'integer' },
    (await distinct(at.measure)).flatMap(({ value }) => {
      const measure = context.measures.get(value.trim())
      if (!measure)
        bad.set(`measure ${value}`, {
          reason: `This pack has no measure “${value}”`,
          remedy: 'Use a code from the catalogue of measures; an administrator may add one to the pack.',
        })
      return measure ? [[value, measure.id, measure.kind === 'count' ? 1 : 0]] : []
    }),
  )
  await stageTable(
    duck,
    'missing',
    { word: 'varchar' },
    (await distinct(at.numerator)).flatMap(({ value }) => (isMissing(value, options.missing) ? [[value]] : [])),
  )
  const denominator = at.denominator < 0 ? 'null' : `c${at.denominator}`
  await duck.run(`
    create table cell as select f.rowid as row_no, ${at.note < 0 ? 'null' : `nullif(trim(c${at.note}), '')`} as note, measure_id, whole, place_id, grain, starts_on as period, c${at.numerator} as text,
      try_cast(c${at.numerator} as double) as amount, try_cast(${denominator} as double) as denominator
    from file f join place on coalesce(c${at.place}, '') = place.key join period on coalesce(c${at.period}, '') = period.key join measure on coalesce(c${at.measure}, '') = measure.key
    where coalesce(c${at.numerator}, '') not in (select word from missing)`)
  const strays = await badRows(duck, file, at, bad, lineOf)
  const numbers = await badCells(duck, file, at, lineOf)
  const twice = await duck.rows(
    'select count(*) from (select 1 from cell group by measure_id, place_id, grain, period having count(*) > 1)',
  )
  const grains = (await duck.rows('select distinct grain from cell order by 1')).map(([grain]) => grain as Grain)
  const blocks = []
  const hasDenominator = at.denominator >= 0
  for (const grain of grains) {
    const placeIds = (
      await duck.rows(`select distinct place_id from cell where grain = '${grain}' and amount is not null`)
    ).map(([id]) => Number(id))
    blocks.push(
      await longBlock(duck, `of_${grain}`, {
        label: 'places',
        grain,
        placeIds,
        explicit: true,
        whole: false,
        denominators: hasDenominator,
        cells: `select measure_id, place_id, period, amount, denominator from cell where grain = '${grain}' and amount is not null and isfinite(amount) and not (whole = 1 and amount < 0)`,
      }),
    )
  }
  for (const block of blocks) if (block && at.note >= 0) await addNotes(duck, block)
  const rejects: Reject[] = [...unfit, ...strays, ...numbers].toSorted((a, b) => a.line - b.line)
  const [counts = []] = await duck.rows(
    'select (select count(*) from file), (select count(*) from cell where amount is not null and isfinite(amount))',
  )
  const odd =
    Number(twice[0]?.[0]) > 0
      ? [`${twice[0]?.[0]} cells stand in more than one row; the rows were added together.`]
      : []
  return {
    ok: true,
    value: await readingOf(
      duck,
      blocks.filter(block => block !== undefined),
      {
        rowsRead: Number(counts[0]) + unfit.length,
        rowsUsed: Number(counts[1]),
        rejects,
        rejected: rejects.length,
        odd,
        lookups: areas.lookups,
      },
    ),
  }
}

/** Notes beside the amounts, as JSON by period: {"2024-02-01": "provisional"}. */
async function addNotes(duck: Duck, block: Block): Promise<void> {
  const notes = await duck.rows(`
    select measure_id, place_id, period, string_agg(distinct note, '; ') from cell where grain = '${block.grain}' and note is not null group by all`)
  const byRow = new Map<string, Record<string, string>>()
  for (const [measure, place, period, note] of notes) {
    const key = `${measure} ${place}`
    byRow.set(key, { ...byRow.get(key), [String(period)]: String(note) })
  }
  await stageTable(
    duck,
    `${block.table}_notes`,
    { measure_id: 'integer', place_id: 'integer', notes: 'varchar' },
    [...byRow].map(([key, note]) => [...key.split(' ').map(Number), JSON.stringify(note)]),
  )
  await duck.run(`
    create or replace table ${block.table} as select b.*, n.notes from ${block.table} b left join ${block.table}_notes n using (measure_id, place_id)`)
  block.notes = true
}

async function badRows(
  duck: Duck,
  file: SafeFile,
  at: Record<Role, number>,
  bad: Map<string, Bad>,
  lineOf: (row: number) => number,
): Promise<Reject[]> {
  if (bad.size === 0) return []
  const rows = await duck.rows(`
    select rowid, coalesce(c${at.place}, ''), coalesce(c${at.period}, ''), coalesce(c${at.measure}, '') from file
    where rowid not in (select row_no from cell) order by rowid`)
  return rows.flatMap(([row, place, period, measure]) => {
    const roles = [
      ['place', place],
      ['period', period],
      ['measure', measure],
    ] as const
    const found = roles.flatMap(([role, value]) => {
      const why = bad.get(`${role} ${role === 'place' && String(value).trim() === '' ? '' : value}`)
      return why ? [areaReject(lineOf(Number(row)), file.headings[at[role]] ?? '', String(value), why)] : []
    })
    return found.slice(0, 1)
  })
}

async function badCells(
  duck: Duck,
  file: SafeFile,
  at: Record<Role, number>,
  lineOf: (row: number) => number,
): Promise<Reject[]> {
  const rows = await duck.rows(
    'select row_no, text from cell where amount is null or not isfinite(amount) or (whole = 1 and amount < 0) order by row_no',
  )
  return rows.map(([row, text]) => ({
    line: lineOf(Number(row)),
    field: file.headings[at.numerator] ?? '',
    value: String(text),
    reason: /^[=+@]/.test(String(text))
      ? 'The cell holds a formula, not a number'
      : 'This is not a number, or a count below 0',
    remedy: 'Write the number itself; leave an unknown cell empty.',
  }))
}
