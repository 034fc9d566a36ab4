// What a finding is about, whichever kind of evidence it rests on.
import { addMonths, type Month, monthWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { levels } from '../../evidence/index.ts'
import type { Evidence, MarkEvidence, Place } from './schemas.ts'

export const placesOf = (evidence: Evidence): Place[] =>
  evidence.kind === 'reading' ? evidence.places : [evidence.place]

export const measuresOf = (evidence: Evidence): MarkEvidence['measure'][] =>
  evidence.kind === 'reading' ? evidence.measures : [evidence.measure]

export const methodOf = (evidence: Evidence): string =>
  evidence.kind === 'reading' ? evidence.reading.method : evidence.method

/** Its first and last month. */
export const monthsOf = (evidence: Evidence): { from: Month; to: Month } =>
  evidence.kind === 'reading'
    ? { from: evidence.reading.from, to: evidence.reading.to }
    : { from: addMonths(evidence.end, 1 - 2 * evidence.window), to: evidence.end }

/** The months it stands at in the calendar: of a mark the later window. */
export const calendarOf = (evidence: Evidence): { from: Month; to: Month } =>
  evidence.kind === 'reading'
    ? monthsOf(evidence)
    : { from: addMonths(evidence.end, 1 - evidence.window), to: evidence.end }

/** What must be said wherever the finding stands. */
export const notesOf = (evidence: Evidence): string[] => (evidence.kind === 'reading' ? evidence.reading.notes : [])

/** "Brickfields", or "Brickfields and 3 more places". */
export function placeWords(evidence: Evidence): string {
  const [first, ...more] = placesOf(evidence)
  return more.length === 0 ? (first?.name ?? '') : `${first?.name} and ${plural(more.length, 'more place')}`
}

/** What it is about, without a word of what was found. */
export const topicOf = (evidence: Evidence): string =>
  evidence.kind === 'reading'
    ? evidence.reading.title
    : `${evidence.place.name}, ${evidence.measure.name.toLowerCase()}`

/** What a finding is called where its statement is not shown. */
export const titleOf = (evidence: Evidence): string => `Finding: ${topicOf(evidence)}`

/** Because of what it was made, in the words of its thread. */
export const becauseOf = (evidence: Evidence): string =>
  evidence.kind === 'reading'
    ? evidence.reading.title
    : `The marks of ${evidence.place.name} for ${evidence.measure.name.toLowerCase()}, 12 months to ${monthWords(evidence.end)}`

/** "March 2026 to May 2026"; one month by itself. */
export const periodWords = ({ from, to }: { from: Month; to: Month }): string =>
  from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`

/** The kind of place whose figures stand in the evidence: what must be open to who reads it. */
export function kindOf(evidence: Evidence, place: Place): string {
  const level = evidence.kind === 'reading' ? evidence.level : undefined
  return level !== undefined && isFiner(level, place.kind) ? level : place.kind
}

const order: readonly string[] = levels
const isFiner = (level: string, than: string): boolean =>
  order.includes(level) && (!order.includes(than) || order.indexOf(level) < order.indexOf(than))

/** The first words of a statement, for a list or a link. */
export function shortened(statement: string, most: number): string {
  const line = statement.split('\n')[0] ?? ''
  return line.length > most ? `${line.slice(0, most).replace(/\s+\S*$/, '')}…` : line
}
