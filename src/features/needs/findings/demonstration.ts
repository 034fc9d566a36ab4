import { z } from 'zod'
import { AppError } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { type Coordinates, nowhere } from '../../threads/index.ts'
import type { Looking } from '../analyses/view.ts'
import { basisOf } from './basis.ts'
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
  /** Said after what the figures say. */
  more: string
  strength: 'weak' | 'moderate' | 'strong'
  factor: 'risk' | 'protective' | 'neither'
  madeOn: string
  agreedOn: string
}
interface Hands {
  analyst: Actor
  director: Actor
}

/** Makes a finding of a demonstration of a mark, or of what a way of looking says, and has it agreed; undefined where there is nothing to make it of. */
export async function makeAgreed(
  { db, pack, views }: Pick<Looking, 'db' | 'pack' | 'views'>,
  hands: Hands,
  told: Told & ({ place: string; measure: string } | { view: string; asked: string }),
): Promise<string | undefined> {
  const bench = openBench()
  try {
    const rooms = { db, pack, bench, views, today: () => told.madeOn }
    const basis = await basisOf(rooms, hands.analyst, told).catch(unlessRefused)
    if (!basis) return undefined
    const { strength, factor } = told
    const statement = [basis.statement, told.more].filter(Boolean).join('\n\n')
    const draft = { ...nowhere, ...told.coordinates, statement, strength, factor, version: 1 }
    const id = await service.make(db, { actor: hands.analyst, today: told.madeOn }, basis.made, draft)
    await service.agree(db, { actor: hands.director, today: told.agreedOn }, id, 1)
    return `finding/${id}`
  } finally {
    await bench.close()
  }
}

// Where there is nothing to make a finding of, the story is told without it.
function unlessRefused(error: unknown): undefined {
  if (error instanceof AppError) return undefined
  throw error
}
