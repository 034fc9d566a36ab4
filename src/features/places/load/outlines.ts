import { z } from 'zod'
import type { Area } from '../../../lib/geo/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { batches } from './loaded.ts'

const Fault = z.object({ n: z.number(), reason: z.string() })

/**
 * Which of these shapes are no proper areas (a line that crosses itself, a hole outside its area), by position, in words. Such shapes are sent back and never
 * mended here: the geometry engine mends them by way of exceptions, which the embedded database does not survive.
 */
export async function faultsIn(db: Db, areas: readonly Area[]): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  const numbered = areas.map((area, n) => ({ n, shape: JSON.stringify(area) }))
  for (const some of batches(numbered, 500)) {
    const rows = await db.many(
      Fault,
      sql`
      select n, ST_IsValidReason(g) as reason
      from (
        select n, ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326) as g
        from unnest(${some.map(one => one.n)}::int[], ${some.map(one => one.shape)}::text[]) as t (n, shape)
      ) shapes
      where not ST_IsValid(g)`,
    )
    for (const { n, reason } of rows) found.set(n, faultWords(reason))
  }
  return found
}

/** PostGIS says 'Self-intersection[-0.11 51.46]'. */
export function faultWords(reason: string): string {
  const [, x, y] = /\[(-?[\d.e-]+) (-?[\d.e-]+)/.exec(reason) ?? []
  const where = x && y ? ` near longitude ${Number(x).toFixed(5)}, latitude ${Number(y).toFixed(5)}` : ''
  if (/self-intersection/i.test(reason)) return `The outline crosses or touches itself${where}.`
  if (/hole|nested/i.test(reason)) return `A part of the outline lies where it cannot${where}.`
  return `The outline is not a proper area${where}.`
}
