import type { Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openEvidence } from '../../evidence/index.ts'
import { groundOf } from './ground.ts'
import { keptMarks } from './marked.ts'
import { rowsOf, type Tally, tally } from './rows.ts'

export interface WardMarks extends Tally {
  measure: string
  end: Month
}

/** The marks of the wards in force for the first headline measure, as the list of signals shows them to this person. */
export async function wardMarks(db: Db, pack: Pack, actor: Actor): Promise<WardMarks | undefined> {
  const store = await openEvidence(db)
  const ground = await groundOf(db, store, 'ward')
  const known = ground?.known.find(({ measure }) => measure.code === pack.headlines[0])
  const marked = ground && known && (await keptMarks(db, store, ground, known))
  if (!marked) return undefined
  const { rows } = await rowsOf(db, actor, { store, ground, known }, marked, new Map())
  if (rows.length === 0) return undefined
  return { ...tally(actor, rows, pack.city.name), measure: known.measure.name, end: marked.end }
}
