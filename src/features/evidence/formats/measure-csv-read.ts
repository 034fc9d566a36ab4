// Partners' tables, read: places, periods and measures looked up, cells that are no number sifted out.
import { daysBetween } from '../../../lib/dates.ts'
import { type Outcome, type Reading, refused } from '../import/format.ts'
import { type Matched, matchAreas } from '../import/match.ts'
import { readingOf } from '../import/reading.ts'
import { combinations, stageKeys } from './keys.ts'
import { blocksOf, key, makeCells, number, oddities, type Role } from './measure-csv-cells.ts'
import { notYetWhy, parsePeriod } from './period-text.ts'
import { countRows, type Rows, sift, unfitCount, unfitCountWhy } from './rows.ts'
import { isMissing, type TableOptions } from './table-columns.ts'

type Why = { reason: string; remedy: string }

const kinds = ['lsoa', 'ward', 'borough', 'city', 'neighbourhood', 'hub']
/** Days in one file lie at most this far apart: they are stored as one list a place. */
const mostDays = 4_000

export async function readMeasures(rows: Rows<Role>, options: TableOptions): Promise<Outcome<Reading>> {
  const { duck, file } = rows
  const areas = await stagePlaces(rows)
  await stageMeasures(rows)
  const span = await stagePeriods(rows)
  if (span > mostDays)
    return refused({
      file: file.name,
      field: 'period',
      reason: `The days in the file lie ${span.toLocaleString('en-GB')} days apart; at most ${mostDays.toLocaleString('en-GB')} fit in one file`,
      remedy: 'Send months or years, or one file a few years.',
    })
  await stageMissing(rows, options)
  const sifted = await sift(rows, checksOf(rows, areas))
  await makeCells(rows)
  const blocks = await blocksOf(rows)
  const count = await countRows(duck)
  return {
    ok: true,
    value: await readingOf(duck, blocks, {
      rowsRead: count.all + sifted.rejected,
      rowsUsed: count.all,
      ...sifted,
      odd: await oddities(duck),
      lookups: areas.lookups,
    }),
  }
}

async function stagePlaces(rows: Rows<Role>): Promise<Matched> {
  const found = await combinations(rows, ['place'])
  const areas = matchAreas(
    rows.context.places,
    found.map(one => ({ value: one.key, rows: one.rows })),
    'code',
    { kinds },
  )
  await rows.duck.fill(
    'place',
    { key: 'varchar', place_id: 'integer' },
    [...areas.places].map(([value, place]) => [value, place.id]),
  )
  return areas
}

async function stageMeasures(rows: Rows<Role>): Promise<void> {
  const found = await combinations(rows, ['measure'])
  await rows.duck.fill(
    'measure',
    { key: 'varchar', measure_id: 'integer', whole: 'integer' },
    found.flatMap(one => {
      const measure = rows.context.measures.get(one.key.trim())
      return measure ? [[one.key, measure.id, measure.kind === 'count' ? 1 : 0]] : []
    }),
  )
}

/** Gives how many days lie between the first and the last single day of the file. */
async function stagePeriods(rows: Rows<Role>): Promise<number> {
  const found = (await combinations(rows, ['period'])).flatMap(one => {
    const period = parsePeriod(one.key)
    return period ? [{ key: one.key, ...period }] : []
  })
  const past = found.filter(one => one.startsOn <= rows.context.lastOn)
  await rows.duck.fill(
    'period',
    { key: 'varchar', grain: 'varchar', starts_on: 'varchar' },
    past.map(one => [one.key, one.grain, one.startsOn]),
  )
  const days = past.flatMap(one => (one.grain === 'point' ? [one.startsOn] : [])).toSorted()
  return daysBetween(days[0] ?? '2000-01-01', days.at(-1) ?? '2000-01-01')
}

async function stageMissing(rows: Rows<Role>, options: TableOptions): Promise<void> {
  const found = await combinations(rows, ['numerator'])
  await stageKeys(
    rows.duck,
    'missing',
    found.flatMap(one => (isMissing(one.key, options.missing) ? [one.key] : [])),
  )
}

function checksOf(rows: Rows<Role>, areas: Matched) {
  const unknown = (role: Role, table: string) => `${key(rows, role)} not in (select key from ${table})`
  const amount = number(rows, 'numerator')
  const counted = `${key(rows, 'measure')} in (select key from measure where whole = 1)`
  return [
    { role: 'place' as const, when: unknown('place', 'place'), why: (value: string) => placeWhy(areas, value) },
    { role: 'period' as const, when: unknown('period', 'period'), why: periodWhy },
    { role: 'measure' as const, when: unknown('measure', 'measure'), why: measureWhy },
    {
      role: 'numerator' as const,
      when: `${key(rows, 'numerator')} not in (select key from missing) and (${amount} is null or not isfinite(${amount}))`,
      why: numberWhy,
    },
    {
      role: 'numerator' as const,
      when: `${key(rows, 'numerator')} not in (select key from missing) and ${counted} and ${unfitCount(amount)}`,
      why: unfitCountWhy,
    },
  ]
}

const placeWhy = (areas: Matched, value: string): Why =>
  areas.bad.get(value) ?? { reason: `“${value}” is not a place`, remedy: 'Write the official code of the place.' }
const periodWhy = (value: string): Why =>
  parsePeriod(value)
    ? notYetWhy
    : { reason: `“${value}” is not a period`, remedy: 'Write 2024-02, 2024-Q1, 2024 or 2024-03-31.' }
const measureWhy = (value: string): Why => ({
  reason: `This pack has no measure “${value}”`,
  remedy: 'Use a code from the catalogue of measures; an administrator may add one to the pack.',
})
const numberWhy = (value: string): Why => ({
  reason: /^[=+@]/.test(value) ? 'The cell holds a formula, not a number' : 'This is not a number',
  remedy: 'Write the number itself; leave an unknown cell empty.',
})
