import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { type Coordinates, nowhere } from '../../threads/index.ts'
import { freeze, groundOf, statementOf } from './evidence.ts'
import * as service from './service.ts'

const Rising = z.object({ place: z.string() })

/** The ward of a demonstration that rises most surely; undefined where none rises. */
export const risingWard = async (db: Db, pack: Pack): Promise<string | undefined> =>
  (
    await db.maybe(
      Rising,
      sql`
      select p.code as place from signals s join assessments a on a.id = s.assessment_id and a.current
      join places p on p.id = s.place_id and p.kind = 'ward' join measures m on m.id = s.measure_id
      where s.change = 'rising' and m.code = ${pack.headlines[0] ?? ''} order by (s.detail->>'q')::float8, p.code limit 1`,
    )
  )?.place

export interface Told {
  coordinates: Partial<Coordinates>
  place: string
  measure: string
  /** Said after what the figures say. */
  more: string
  strength: 'weak' | 'moderate' | 'strong'
  factor: 'risk' | 'protective' | 'neither'
  madeOn: string
  agreedOn: string
}

/** Makes a finding of a demonstration in the words of its figures and has it agreed; undefined where the place has no mark. */
export async function makeAgreed(
  db: Db,
  pack: Pack,
  hands: { analyst: Actor; director: Actor },
  told: Told,
): Promise<string | undefined> {
  const bench = openBench()
  try {
    const ground = await groundOf({ db, pack, bench, today: () => told.madeOn }, told.place, told.measure)
    if (!ground) return undefined
    const { area, measure } = ground.firm
    const { strength, factor } = told
    const statement = [statementOf(ground), told.more].filter(Boolean).join('\n\n')
    const draft = { ...nowhere, ...told.coordinates, statement, strength, factor, version: 1 }
    const made = { placeId: area.id, measureId: measure.id, evidence: await freeze(db, ground, told.madeOn), draft }
    const id = await service.make(db, { actor: hands.analyst, today: told.madeOn }, made)
    await service.agree(db, { actor: hands.director, today: told.agreedOn }, id)
    return `finding/${id}`
  } finally {
    await bench.close()
  }
}
