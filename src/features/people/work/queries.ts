import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { columns } from '../queries.ts'
import { Account } from '../schemas.ts'

/** The account bound to this person of this provider. */
export const findBound = (db: Db, issuer: string, subject: string) =>
  db.maybe(
    Account,
    sql`
    select ${columns} from accounts a
    where a.issuer = ${issuer} and a.subject = ${subject} and a.active and (a.invited_until is null or a.invited_until > now())`,
  )

/** Binds an account that is not bound yet. None touched: it is another person's. */
export const bind = (tx: Db, accountId: number, issuer: string, subject: string) =>
  tx.run(sql`
    update accounts set issuer = ${issuer}, subject = ${subject} where id = ${accountId} and issuer is null
      and not exists (select 1 from accounts o where o.issuer = ${issuer} and o.subject = ${subject})`)
