import { type Sql, sql } from '../../platform/sql.ts'
import { roleNames, roles } from './roles.ts'

const named = roles.reduce<Sql>((all, role) => sql`${all} when ${role}::text then ${roleNames[role]}::text`, sql``)

/** The expression of a query that says who has a mail address: "VRU officer (Kim Shaw)", the role alone where the name has gone, and the text itself
 * where it is no account's. `role` is the one of that moment, where it was kept. */
export const whoIs = (email: Sql, role: Sql = sql`null::text`): Sql => sql`(
  select case
    when one.role is null then coalesce(one.name, ${email})
    when one.name is null or one.name = one.role then one.role
    else one.role || ' (' || one.name || ')' end
  from (
    select a.name, case coalesce(${role}, a.role) ${named} end as role
    from (select lower(${email}) as email) it left join accounts a on a.email = it.email) one)`

/** In a query over `audit`, who wrote a row, for the history on a page. Mail addresses stay in the audit trail itself. */
export const writer: Sql = whoIs(sql`audit.who`, sql`audit.role`)
