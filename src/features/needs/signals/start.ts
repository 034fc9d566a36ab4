import type { Month } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openEvidence } from '../../evidence/index.ts'
import { levelText } from '../words.ts'
import { groundOf } from './ground.ts'
import { keptMarks } from './marked.ts'
import { type Row, rowsOf, type Tally, tally } from './rows.ts'

export interface WardMarks extends Tally {
  measure: string
  end: Month
}

/** The marks of the wards in force for the first headline measure, as the list of signals shows them to this person. */
export async function wardMarks(db: Db, pack: Pack, actor: Actor): Promise<WardMarks | undefined> {
  const found = await wardRows(db, pack, actor)
  return found && { ...tally(actor, found.rows, pack.city.name), measure: found.measure, end: found.end }
}

/** The same, ward by ward: what the list of signals says of each to this person. */
export async function marksOfWards(db: Db, pack: Pack, actor: Actor): Promise<MarksOfWards | undefined> {
  const found = await wardRows(db, pack, actor)
  const marks = found?.rows.map(({ area, mark }) => [area.id, { change: mark.change, level: levelText(mark) }] as const)
  return found && { measure: found.measure, end: found.end, marks: new Map(marks) }
}

export interface MarksOfWards {
  measure: string
  end: Month
  /** By the ward's id. */
  marks: Map<number, { change: Row['mark']['change']; level: string }>
}

async function wardRows(db: Db, pack: Pack, actor: Actor) {
  const store = await openEvidence(db)
  const ground = await groundOf(db, store, 'ward')
  const known = ground?.known.find(({ measure }) => measure.code === pack.headlines[0])
  const marked = ground && known && (await keptMarks(db, store, ground, known))
  if (!marked) return undefined
  const { rows } = await rowsOf(db, actor, { store, ground, known }, marked, new Map())
  return rows.length === 0 ? undefined : { rows, measure: known.measure.name, end: marked.end }
}
