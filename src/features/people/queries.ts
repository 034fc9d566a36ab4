import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/sql.ts'
import { Account, type Invitation } from './schemas.ts'

/** Of an account called `a`. */
export const columns = sql`a.id, a.email, a.name, a.role, a.organisation, a.programmes, a.active,
  coalesce((select array_agg(p.place_code order by p.place_code) from account_places p where p.account_id = a.id), '{}') as places`

export const list = (db: Db) => db.many(Account, sql`select ${columns} from accounts a order by a.role, a.name`)

export const findByEmail = (db: Db, email: string) =>
  db.maybe(Account, sql`select ${columns} from accounts a where a.email = ${email.toLowerCase()}`)

export const findById = (db: Db, id: number) =>
  db.maybe(Account, sql`select ${columns} from accounts a where a.id = ${id}`)

/** May still come in: open, and with an invitation taken up or still good. */
export const findWelcome = (db: Db, email: string) =>
  db.maybe(
    Account,
    sql`
    select ${columns} from accounts a
    where a.email = ${email.toLowerCase()} and a.active and (a.invited_until is null or a.invited_until > now())`,
  )

const Saved = z.object({ id: z.number() })

/** Makes an account, or renews the one of this address. Who has taken up an invitation needs no other. */
export async function save(tx: Db, person: Invitation, invitedDays: number | null = null): Promise<number> {
  const { id } = await tx.one(
    Saved,
    sql`
    insert into accounts (email, name, role, organisation, programmes, invited_until)
    values (${person.email}, ${person.name}, ${person.role}, ${person.organisation}, ${person.programmes},
      now() + make_interval(days => ${invitedDays}::integer))
    on conflict (email) do update set name = excluded.name, role = excluded.role, organisation = coalesce(excluded.organisation, accounts.organisation),
      programmes = case when excluded.programmes = '{}' then accounts.programmes else excluded.programmes end, invited_until = case when accounts.active and accounts.invited_until is null then null else excluded.invited_until end, active = true, closed_at = null
    returning id`,
  )
  await setPlaces(tx, id, person.places)
  return id
}

export async function setPlaces(tx: Db, id: number, places: readonly string[]): Promise<void> {
  await tx.run(sql`delete from account_places where account_id = ${id}`)
  await tx.run(sql`
    insert into account_places (account_id, place_code) select distinct ${id}::integer, unnest(${places}::text[])`)
}
