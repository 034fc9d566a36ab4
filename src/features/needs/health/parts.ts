// What the attendances are made up of: by hour, time of the week, kind of place and weapon.
import { barsUp } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import * as figures from './figures.ts'
import type { Look } from './look.ts'
import { hidden } from './reading.ts'

export interface Table {
  caption: string
  heads: string[]
  rows: string[][]
  textColumns?: number[]
}

const partWords = (part: figures.Part) => (part.hidden ? hidden : whole(part.count ?? 0))
const percent = ({ count, of }: figures.Part, step = 1): number =>
  of === 0 ? 0 : step * Math.round((100 * (count ?? 0)) / of / step)

/** Parts of the attendances of a month as a table, beside their share where none is hidden. */
export const partsTable = (caption: string, head: string, parts: readonly figures.Part[]): Table => {
  const shares = !parts.some(part => part.hidden)
  const rows = parts.map(part => [sentence(part.name), partWords(part), ...(shares ? [`${percent(part)}%`] : [])])
  return { caption, heads: [head, 'Attendances', ...(shares ? ['Share'] : [])], rows }
}

// Of so many, one in a hundred is twenty: more than any count that is hidden.
const manyEnough = 2_000
const stepOf = ({ of }: figures.Part): number => (of >= manyEnough ? 1 : 5)

/**
 * Parts of a year. Each month’s agenda tells counts of its own, so that a year’s count less eleven months’ would be the twelfth month’s,
 * hidden or not: whoever does not see every count is told shares, rounded so that no small number can be worked out.
 */
export function yearTable(caption: string, head: string, parts: readonly figures.Part[], under: number): Table {
  if (under === 0) return partsTable(caption, head, parts)
  const rows = parts.map(part => [sentence(part.name), part.hidden ? hidden : `${percent(part, stepOf(part))}%`])
  return { caption: `${caption}, as shares`, heads: [head, 'Share'], rows }
}

const clock = (hour: number) =>
  hour === 0 ? 'Midnight' : hour === 12 ? 'Noon' : hour < 12 ? `${hour}am` : `${hour - 12}pm`

const chartOf = (parts: readonly figures.Part[], under: number): string =>
  barsUp({
    id: 'health-hours',
    title: under === 0 ? 'Attendances by hour of the assault.' : 'Share of attendances by hour of the assault.',
    unit: under === 0 ? 'Attendances' : 'Per cent of attendances',
    rows: parts.map(part => ({
      name: clock(Number(part.name)),
      short: part.name,
      value: part.hidden ? null : under === 0 ? part.count : percent(part, stepOf(part)),
      ...(part.hidden && { why: hidden }),
    })),
  })

/** The hours of the twelve months: the picture, its table, and how many hours are known. */
export function hoursOf(look: Look): { svg: string; table: Table; note: string } {
  const parts = figures.byHour(look, look.months)
  const timed = figures.wholeness(look, 'timed').all
  const named = parts.map(part => ({ ...part, name: clock(Number(part.name)) }))
  return {
    svg: chartOf(parts, look.under),
    table: yearTable('Attendances by hour of the assault', 'Hour', named, look.under),
    note: `The hour of the assault, as told. It is known for ${figures.shareWords(timed)} of attendances; people who come long after may be less sure.`,
  }
}
