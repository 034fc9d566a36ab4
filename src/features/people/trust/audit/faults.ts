import type { Fault } from './check-queries.ts'

const keyOf = ({ kind, position, auditId }: Fault): string => `${kind} ${position} ${auditId}`

/** The faults an earlier check had not found. A fault stands in every check after it, so only the first to find it is news. */
export function newFaults(found: readonly Fault[], before: readonly Fault[]): Fault[] {
  const known = new Set(before.map(keyOf))
  return found.filter(fault => !known.has(keyOf(fault)))
}
