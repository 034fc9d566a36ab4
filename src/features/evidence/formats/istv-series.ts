// Attendances a month for the whole city, and months in which a hospital did not send its part.
import type { State } from '../import/format.ts'
import type { Block } from '../import/stage.ts'
import type { Options, Role } from './istv-columns.ts'
import { keyOf } from './keys.ts'
import { longBlock } from './long.ts'
import type { Rows } from './rows.ts'

/** Columns of `file` that hold the times once they are worked out. */
export const timeOf = { start: 'from_at', end: 'to_at', arrival: 'arrived_at', assault: 'assaulted_at' }

export interface Attendances {
  blocks: Block[]
  odd: string[]
  lastDay: string | null
}

/**
 * By the month of the reporting period (a late comer's assault may lie in the month before, which this file does not speak for). A month in which
 * one of the sites that are to report is missing is held back.
 */
export async function monthlyAttendances(
  rows: Rows<Role>,
  options: Options,
  measureIds: readonly number[],
): Promise<Attendances> {
  const { duck, context } = rows
  const month = periodMonth()
  const [last = []] = await duck.rows(`select max(${timeOf.end}::date)::varchar from file`)
  const lastDay = last[0] === null || last[0] === undefined ? null : String(last[0])
  const { city } = context.places
  if (!city) return { blocks: [], odd: ['The city is not loaded: no monthly series was made.'], lastDay }
  const missing = await missingSites(rows, options, month)
  const block = await longBlock(duck, 'attendances', {
    label: 'city',
    grain: 'month',
    cells: `select measure_id, ${city.id} as place_id, ${month} as period, count(*) as amount
      from file join category on category.key = ${keyOf(rows, ['method'])} group by all`,
    measureIds,
    placeIds: [city.id],
    states: new Map(missing.map(({ period }): [string, State] => [period, 'held'])),
  })
  return {
    blocks: block ? [block] : [],
    odd: [...missing.map(missingWords(options)), ...(await late(rows))],
    lastDay,
  }
}

// The month of the period; where a period runs over the end of a month, that of the arrival or assault.
function periodMonth(): string {
  const { start, end, arrival, assault } = timeOf
  const same = `date_trunc('month', ${start}) = date_trunc('month', ${end})`
  return `strftime(date_trunc('month', case when ${same} then ${start} else coalesce(${arrival}, ${assault}) end), '%Y-%m-%d')`
}

interface Missing {
  period: string
  sites: string[]
}

async function missingSites(rows: Rows<Role>, options: Options, month: string): Promise<Missing[]> {
  const found = await rows.duck.rows(`
    select ${month} as period, string_agg(distinct upper(${rows.text('site')}), '|') from file group by period order by period`)
  const declared = Object.keys(options.sites).map(code => code.toUpperCase())
  return found
    .map(([period, sites]): Missing => {
      const there = String(sites).split('|')
      return { period: String(period), sites: declared.filter(code => !there.includes(code)) }
    })
    .filter(one => one.sites.length > 0)
}

const missingWords =
  (options: Options) =>
  ({ period, sites }: Missing): string =>
    `${period.slice(0, 7)} has nothing from ${sites.map(code => options.sites[code] ?? code).join(', ')}: the month is held back.`

async function late(rows: Rows<Role>): Promise<string[]> {
  const [row = []] = await rows.duck.rows(
    `select count(*) filter (where ${timeOf.assault} > ${timeOf.arrival}) from file`,
  )
  return Number(row[0]) > 0 ? [`${row[0]} rows have an assault after the arrival.`] : []
}
