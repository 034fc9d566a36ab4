import type { Db } from '../../../platform/db.ts'
import { openEvidence } from '../../evidence/index.ts'
import { groundOf } from '../signals/ground.ts'
import { type Drawing, drawingOf } from './drawing.ts'

export type WardDrawing = Omit<Drawing, 'shapes' | 'backdrop'>

/** The drawing of the wards in force, of the city or of one borough's part; undefined where no boundaries are loaded. */
export async function wardDrawing(db: Db, borough?: string): Promise<WardDrawing | undefined> {
  const store = await openEvidence(db)
  const ground = await groundOf(db, store, 'ward')
  if (!ground) return undefined
  const within = borough === undefined ? ground.areas : ground.areas.filter(area => area.boroughCode === borough)
  return drawingOf(db, store, ground, within)
}
