import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { freeze, groundOf, statementOf } from './evidence.ts'
import * as service from './service.ts'

const Rising = z.object({ place: z.string(), measure: z.string() })

/** Makes one finding of a demonstration, of its ward that rises most surely, and has it agreed; undefined where none rises. */
export async function makeAgreed(
  db: Db,
  pack: Pack,
  hands: { analyst: Actor; director: Actor },
  today: string,
): Promise<{ key: string; place: string } | undefined> {
  const rising = await db.maybe(
    Rising,
    sql`
    select p.code as place, m.code as measure from signals s join assessments a on a.id = s.assessment_id and a.current
    join places p on p.id = s.place_id and p.kind = 'ward' join measures m on m.id = s.measure_id
    where s.change = 'rising' and m.code = ${pack.headlines[0] ?? ''} order by (s.detail->>'q')::float8, p.code limit 1`,
  )
  if (!rising) return undefined
  const bench = openBench()
  try {
    const ground = await groundOf({ db, pack, bench, today: () => today }, rising.place, rising.measure)
    if (!ground) return undefined
    const { area, measure } = ground.firm
    const draft = {
      statement: statementOf(ground),
      strength: 'moderate' as const,
      factor: 'neither' as const,
      contextLevel: '',
      areas: [],
      outcomes: [],
      version: 1,
    }
    const made = { placeId: area.id, measureId: measure.id, evidence: await freeze(db, ground, today), draft }
    const id = await service.make(db, { actor: hands.analyst, today }, made)
    await service.agree(db, { actor: hands.director, today }, id)
    return { key: `finding/${id}`, place: area.code }
  } finally {
    await bench.close()
  }
}
