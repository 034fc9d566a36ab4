import { methodOf, notesOf } from './about.ts'
import type { ReadingEvidence } from './schemas.ts'

const columns = [
  'figure',
  'value',
  'count',
  'denominator',
  'period',
  'interval',
  'places',
  'source',
  'method',
  'settings',
  'notes',
  'seen_on',
  'finding',
]

/** The figures of a reading as they were kept; each row says where it comes from and what must be said with it. */
export function figuresFile(evidence: ReadingEvidence, statement: string): { columns: string[]; rows: string[][] } {
  const { reading, places, seenOn } = evidence
  const notes = notesOf(evidence).join(' ')
  const where = places.map(place => place.code).join(' ')
  const beside = [where, reading.source, methodOf(evidence), reading.settings, notes, seenOn, statement]
  const rows = reading.figures.map(({ label, value, count, denominator, period, interval }) => [
    label,
    value,
    count,
    denominator,
    period,
    interval,
    ...beside,
  ])
  return { columns, rows }
}
