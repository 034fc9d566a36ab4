// Data that need an assessment are not read before it is signed.
import { londonDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type GateAnswer, gateOpen } from '../../people/index.ts'
import type { ImportRequest } from './request.ts'
import type { Source } from './schemas.ts'

/** Is the gate of a source open? Every gate it asks for, and any other that stands on it. */
export const sourceGate = (
  db: Db,
  { source, today, by }: Pick<ImportRequest, 'source' | 'today' | 'by'>,
): Promise<GateAnswer> => gateOpen(db, objectOf(source), today ?? londonDay(new Date()), needsOf(source), by)

export const objectOf = ({ id }: Pick<Source, 'id'>): string => `source/${id}`

export const needsOf = (source: Source) =>
  source.needs.map(kind => ({ object: objectOf(source), kind, title: source.title }))

/** Assessments whose review is late: said with the report of a file, and no reason to refuse it. */
export async function lateReviews(db: Db, request: Pick<ImportRequest, 'source' | 'today' | 'by'>): Promise<string[]> {
  const gate = await sourceGate(db, request)
  return gate.open ? gate.warnings : []
}
