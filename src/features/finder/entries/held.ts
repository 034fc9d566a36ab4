import { conflict, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'
import { writers } from './writers.ts'

/** The entry, until the transaction ends nobody else's to change. */
export const held = async (tx: Db, id: string): Promise<queries.Entry> => {
  const entry = await queries.hold(tx, id)
  if (!entry) throw notFound('That entry')
  return entry
}

export const audit = (tx: Db, by: string, what: string, id: string, detail: Record<string, unknown>): Promise<void> =>
  record(tx, by, `opportunity.${what}`, `opportunity/${id}`, detail)

/** Whoever wrote some of a version does not also approve it. */
export async function mustBeAnother(tx: Db, id: string, version: number, by: string): Promise<void> {
  const wrote = await writers(tx, id, version)
  if (wrote.some(({ email }) => email.toLowerCase() === by.toLowerCase()))
    throw conflict('A second person must approve this: you wrote some of it.')
}
