// From blocks in DuckDB to the reading that a format hands over.

import { lastDay, monthOfDay } from '../../../lib/dates.ts'
import type { Duck } from '../../../platform/files/duck.ts'
import { lineOf } from '../../../platform/files/duck.ts'
import type { EventsBatch, Grain, LookupUse, Reading, Reject, SafeFile } from './format.ts'
import { type Block, countCells, coverageOf, seriesOf } from './stage.ts'

export const mostRejects = 10_000

/** What a format knows besides its cells. */
export interface Facts {
  rowsRead: number
  rowsUsed: number
  rejects: Reject[]
  rejected: number
  odd: string[]
  lookups: LookupUse
  snapshotOn?: string | null
  eventMeasures?: readonly number[]
  events?: (duck: Duck) => AsyncIterable<EventsBatch>
}

export const noLookups = (): LookupUse => ({ vintages: {}, trimmed: 0, notPlaces: {}, unknown: {}, outside: 0 })

/** Makes the reading of a format from its blocks. Closing it closes DuckDB. */
export async function readingOf(duck: Duck, blocks: readonly Block[], facts: Facts): Promise<Reading> {
  const counts = await eachInTurn(blocks, block => countCells(duck, block))
  const cells = blocks.map((block, i) =>
    block.explicit ? (counts[i]?.written ?? 0) : block.measureIds.length * block.placeIds.length * block.periods.length,
  )
  return {
    rowsRead: facts.rowsRead,
    rowsUsed: facts.rowsUsed,
    rejects: facts.rejects.slice(0, mostRejects),
    rejected: facts.rejected,
    odd: facts.odd,
    lookups: facts.lookups,
    coverage: await eachInTurn(blocks, block => coverageOf(duck, block)),
    eventMeasures: facts.eventMeasures ?? [],
    series: () => inTurn(blocks.map(block => seriesOf(duck, block))),
    events: () => facts.events?.(duck) ?? inTurn<EventsBatch>([]),
    cells: sum(cells),
    cellsNotZero: sum(counts.map(count => count.notZero)),
    rowsToStore: sum(counts.map(count => count.rows)),
    snapshotOn: facts.snapshotOn ?? lastDayOf(blocks),
    close: () => duck.close(),
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

async function eachInTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const out: B[] = []
  for (const item of items) out.push(await work(item))
  return out
}

async function* inTurn<T>(parts: readonly AsyncIterable<T>[]): AsyncIterable<T> {
  for (const part of parts) yield* part
}

const monthsOf: Record<Grain, number> = { month: 1, quarter: 3, year: 12, point: 1 }

/** Last day of the last period of any block. */
function lastDayOf(blocks: readonly Block[]): string | null {
  const ends = blocks.flatMap(block => block.periods.slice(-1).map(period => endOf(period, block.grain)))
  return ends.toSorted().at(-1) ?? null
}

export function endOf(period: string, grain: Grain): string {
  if (grain === 'point') return period
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + monthsOf[grain] - 1
  return lastDay(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`)
}

export const monthWordsOf = (period: string) => monthOfDay(period)

/** The lines of rows (by their number, from 0): rejected and blank lines are not rows and are counted over. */
export function lineFinder(file: SafeFile, unfit: readonly Reject[]): (row: number) => number {
  const skipped = [...file.blankLines, ...unfit.map(reject => reject.line)].toSorted((a, b) => a - b)
  return row => lineOf(row + 1, skipped)
}
