import { z } from 'zod'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { currentLsoas } from '../load/points.ts'
import * as inside from './inside.ts'
import * as queries from './queries.ts'

/** Places of our own in use, some of whose small areas are no longer of today. */
const stale = (tx: Db) =>
  tx.many(
    z.object({ code: z.string() }),
    sql`
    select distinct p.code from places p join place_members m on m.place_id = p.id
    where p.kind in ('neighbourhood', 'hub') and p.valid_to is null
      and not exists (select 1 from place_vintages v where v.place_id = m.member_id and v.vintage = ${currentLsoas})
    order by p.code`,
  )

/**
 * Carries neighbourhoods and hubs over to a new vintage of small areas: a line and a radius find their centres again; a chosen set follows the
 * look-up, and keeps every area that one of its own became. Their lines stay as they were drawn. Gives the number carried.
 */
export async function carryOwn(tx: Db, by: string): Promise<number> {
  const places = await stale(tx)
  for (const { code } of places) {
    const own = await queries.findOwn(tx, code)
    const members = own ? await membersNow(tx, own) : []
    if (!own || members.length === 0) continue
    const reason = 'New small areas took the place of old ones.'
    await record(tx, by, `${own.kind}.carried`, `place/${code}`, { reason, ...(await become(tx, own, members)) })
  }
  return places.length
}

export interface Carried {
  members: number
  membersBefore: string[]
}

async function become(tx: Db, own: queries.Own, members: number[]): Promise<Carried> {
  const membersBefore = await queries.memberCodes(tx, own.id)
  await queries.setMembers(tx, own.id, members)
  return { members: members.length, membersBefore }
}

/** Carries one place over, if any of its small areas is no longer of today; undefined when nothing had to change. */
export async function carryMembers(tx: Db, own: queries.Own): Promise<Carried | undefined> {
  if (!(await stale(tx)).some(one => one.code === own.code)) return undefined
  const members = await membersNow(tx, own)
  return members.length > 0 ? become(tx, own, members) : undefined
}

function membersNow(tx: Db, own: queries.Own): Promise<number[]> {
  if (own.kind === 'hub') return inside.lsoasNear(tx, own.longitude ?? 0, own.latitude ?? 0, own.radius ?? 0)
  return own.drawn ? inside.lsoasWithin(tx, own.id) : inside.lsoasAfter(tx, own.id)
}
