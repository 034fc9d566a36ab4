// What an import tells: kept with it, shown before and after.

import { plural } from '../../../lib/words.ts'
import type { Comparison, Revision } from './comparison.ts'
import type { LookupUse, MeasureRef, Reading } from './format.ts'
import type { Judged, Judgement } from './judge.ts'
import type { Share } from './parent.ts'
import type { PlaceBook } from './places.ts'

export interface Named extends Omit<Revision, 'measureId' | 'placeId'> {
  measure: string
  placeCode: string
  placeName: string
}

export interface Report {
  rowsRead: number
  rowsUsed: number
  rejected: number
  cells: number
  cellsNotZero: number
  /** What was put right in the file, and what is odd in it: plain sentences. */
  notes: string[]
  odd: string[]
  /** What to know before it counts: places left as they are, periods that have not ended, other sources of the same figures. */
  cautions: string[]
  /** Was it held against the files in force? A file loaded with a whole pack is not. */
  compared: boolean
  /** What each part speaks for: 'ward', 41 measures, 679 places, 2024-03-01 to 2026-02-01. */
  covers: {
    label: string
    grain: string
    measures: number
    places: number
    from: string
    to: string
    periods: number
  }[]
  judgements: Judgement[]
  withheld: { label: string; measures: string[] }[]
  revisions: Omit<Comparison, 'biggest' | 'unlikely'> & {
    biggest: Named[]
    unlikely: { cells: number; biggest: (Named & { usual: number })[] }
  }
  parents: Share[]
  lookups: LookupUse
  seconds: { reading: number; comparing: number; storing: number }
}

export function reportOf(
  reading: Reading,
  judged: Judged,
  comparison: Comparison,
  parents: Share[],
  notes: string[],
  book: PlaceBook,
  measures: Map<string, MeasureRef>,
): Report {
  const codes = new Map([...measures.values()].map(measure => [measure.id, measure.code]))
  const { rowsRead, rowsUsed, rejected, cells, cellsNotZero, lookups } = reading
  return {
    rowsRead,
    rowsUsed,
    rejected,
    cells,
    cellsNotZero,
    lookups,
    notes,
    parents,
    cautions: [],
    compared: false,
    odd: [...reading.odd, ...unlikelyWords(comparison), ...oddSentences(judged, lookups, codes)],
    covers: judged.coverage.map(one => ({
      label: one.label,
      grain: one.grain,
      measures: one.measureIds.length,
      places: one.placeIds.length,
      from: one.periods[0] ?? '',
      to: one.periods.at(-1) ?? '',
      periods: one.periods.length,
    })),
    judgements: judged.judgements,
    withheld: judged.withheld.map(one => ({
      label: one.label,
      measures: one.measureIds.map(id => codes.get(id) ?? String(id)),
    })),
    revisions: {
      ...comparison,
      biggest: comparison.biggest.map(one => named(one, book, codes)),
      unlikely: {
        ...comparison.unlikely,
        biggest: comparison.unlikely.biggest.map(one => ({ ...named(one, book, codes), usual: one.usual })),
      },
    },
    seconds: { reading: 0, comparing: 0, storing: 0 },
  }
}

function named({ measureId, placeId, ...rest }: Revision, book: PlaceBook, codes: Map<number, string>): Named {
  const place = book.byId.get(placeId)
  return { ...rest, measure: codes.get(measureId) ?? '', placeCode: place?.code ?? '', placeName: place?.name ?? '' }
}

// How many, and no cell: the sentence is read by people who may not see one.
const unlikelyWords = ({ unlikely: { cells } }: Comparison): string[] =>
  cells === 0
    ? []
    : [
        `${plural(cells, 'changed cell is', 'changed cells are')} far from ${cells === 1 ? 'its' : 'their'} own last 12 months, further than before and than chance makes likely. Check with whoever sent the file.`,
      ]

function oddSentences(judged: Judged, lookups: LookupUse, codes: Map<number, string>): string[] {
  const odd = judged.judgements.map(
    one =>
      `${one.period.slice(0, 7)} (${one.label}) is ${one.state === 'stub' ? 'a stub' : 'held back'}: ${one.reason}.`,
  )
  for (const one of judged.withheld)
    odd.push(
      `Nought in every cell, so withheld and not none (${one.label}): ${one.measureIds.map(id => codes.get(id)).join(', ')}.`,
    )
  if (lookups.trimmed > 0)
    odd.push(`${lookups.trimmed.toLocaleString('en-GB')} rows had a space round the area code, which was taken away.`)
  for (const [value, rows] of Object.entries(lookups.notPlaces))
    odd.push(`“${value}” is not a place: ${rows.toLocaleString('en-GB')} rows.`)
  if (lookups.outside > 0)
    odd.push(`${lookups.outside.toLocaleString('en-GB')} rows are of areas outside this city and were left out.`)
  return odd
}
