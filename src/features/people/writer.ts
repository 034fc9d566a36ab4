import { type Sql, sql } from '../../platform/sql.ts'
import { roleNames, roles } from './roles.ts'

const named = roles.reduce<Sql>((all, role) => sql`${all} when ${role}::text then ${roleNames[role]}::text`, sql``)

/**
 * In a query over `audit`, who wrote a row, for the history on a page: "VRU officer (Kim Shaw)", the role alone where the name has gone, and what
 * the row says where no account did it. The role is the one of that moment. Mail addresses stay in the audit trail itself.
 */
export const writer: Sql = sql`(
  select case
    when one.role is null then coalesce(one.name, audit.who)
    when one.name is null or one.name = one.role then one.role
    else one.role || ' (' || one.name || ')' end
  from (
    select a.name, case coalesce(audit.role, a.role) ${named} end as role
    from (select lower(audit.who) as email) it left join accounts a on a.email = it.email) one)`
