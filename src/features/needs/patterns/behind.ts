import { monthOfDay, monthWords } from '../../../lib/dates.ts'
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { breaksOf, levelWords, smallAreaWords } from '../../evidence/index.ts'
import { sourceWords } from '../sources.ts'
import { isOpen, type Look, type Span } from './ask.ts'

/** Imports in force that say something of the measure at these places in the period. */
export function importsOf({ store, known }: Look, { from, to }: Span): number[] {
  const ids = new Set(known.areas.map(area => area.id))
  const isInside = (day: string) => monthOfDay(day) >= from && monthOfDay(day) <= to
  const speaking = store.coverage.filter(
    claim =>
      claim.grain === 'month' &&
      claim.measureIds.has(known.measure.id) &&
      claim.periods.some((day, i) => claim.states[i] === 'loaded' && isInside(day)) &&
      [...claim.placeIds].some(id => ids.has(id)),
  )
  return [...new Set(speaking.map(claim => claim.importId))].sort((a, b) => a - b)
}

/** Imports in force of a measure that is not counted month by month, an index of deprivation. */
export const importsOfIndex = ({ coverage }: Look['store'], measureId: number): number[] => [
  ...new Set(coverage.filter(claim => claim.measureIds.has(measureId)).map(claim => claim.importId)),
]

export const sourceOf = (db: Db, { store, known }: Look, span: Span): Promise<string> =>
  sourceWords(
    db,
    store,
    known.measure.id,
    known.areas.map(area => area.id),
    span,
  )

/** A new way of recording that began within the period, said. */
export function breakNotes({ store, known }: Look, { from, to }: Span): string[] {
  const inside = breaksOf(store, known.measure).filter(({ month }) => month > from && month <= to)
  if (inside.length === 0) return []
  const words = inside.map(({ title, month }) => `${title} (${monthWords(month)})`)
  return [`The period crosses a change of recording: ${list(words)}. It may have moved some places more than others.`]
}

/** Why the places' own figures are kept back. */
export const keptWords = ({ known, ground }: Look): string =>
  ground.kind === 'lsoa' ? smallAreaWords : levelWords(known.measure)

/** That only the city's own figures stand here, where the places' are kept back. */
export const keptNote = (look: Look): string[] =>
  isOpen(look)
    ? []
    : [`${keptWords(look)}. So this says how events are spread over the city, and a finding of it names no place.`]

export const missingNote = (unknown: number, many: string): string[] =>
  unknown === 0 ? [] : [`Left out: ${unknown} ${many} without a figure for every month of the period.`]
