import type { Db } from '../../../platform/db.ts'
import { sql, when } from '../../../platform/sql.ts'
import { whoIs } from '../../people/index.ts'
import { type Change, Proposal } from './schemas.ts'

const columns = sql`id, kind, node_code as code, value, reason, starts_on as "startsOn", proposed_by as "proposedBy", proposer_id as "proposerId",
  proposed_on as "proposedOn", state, decided_by as "decidedBy", decided_on as "decidedOn", decision_reason as "decisionReason",
  ${whoIs(sql`proposed_by`)} as proposer, ${whoIs(sql`decided_by`)} as decider`

/** Proposals, waiting ones first, then the newest. */
export const list = (db: Db, filter: { code?: string; state?: string } = {}) =>
  db.many(
    Proposal,
    sql`
    select ${columns} from framework_proposals where true
      ${when(filter.code, code => sql`and node_code = ${code}`)}
      ${when(filter.state, state => sql`and state = ${state}`)}
    order by state = 'waiting' desc, id desc limit 500`,
  )

export const find = (db: Db, id: number) =>
  db.maybe(Proposal, sql`select ${columns} from framework_proposals where id = ${id}`)

/** Undefined where the same waits already. */
export const insert = (tx: Db, change: Change, by: { email: string; accountId: number | null }, today: string) =>
  tx.maybe(
    Proposal,
    sql`
    insert into framework_proposals (kind, node_code, value, reason, starts_on, proposed_by, proposer_id, proposed_on)
    values (${change.kind}, ${change.code}, ${change.value}, ${change.reason}, ${change.startsOn}, ${by.email}, ${by.accountId}, ${today})
    on conflict (kind, node_code, value) where state = 'waiting' do nothing
    returning ${columns}`,
  )

/** Gives 0 where somebody else decided it first. */
export const settle = (tx: Db, id: number, state: 'approved' | 'declined', by: string, today: string, reason: string) =>
  tx.run(sql`
    update framework_proposals set state = ${state}, decided_by = ${by}, decided_on = ${today}, decision_reason = ${reason || null}
    where id = ${id} and state = 'waiting'`)

export const addWords = (tx: Db, p: Proposal, by: string, today: string) =>
  tx.run(sql`
    insert into framework_words (node_code, text, starts_on, written_by, approved_by)
    values (${p.code}, ${p.value}, greatest(${p.startsOn ?? today}::date, ${today}::date), ${p.proposedBy}, ${by})`)

export const answer = (tx: Db, p: Proposal, by: string, today: string) =>
  tx.run(sql`
    update framework_settings set value = ${p.value}, reason = ${p.reason}, decided_on = ${today}, decided_by = ${by} where code = ${p.code}`)

export const addMeasure = (tx: Db, p: Proposal, by: string, today: string) =>
  tx.run(sql`
    insert into framework_measures (node_code, measure_code, why, added_on, added_by, approved_by)
    values (${p.code}, ${p.value}, ${p.reason}, ${today}, ${p.proposedBy}, ${by}) on conflict do nothing`)

export const removeMeasure = (tx: Db, p: Proposal) =>
  tx.run(sql`delete from framework_measures where node_code = ${p.code} and measure_code = ${p.value}`)

export const addGoal = (tx: Db, p: Proposal, by: string, today: string) =>
  tx.run(sql`
    insert into framework_goals (outcome_code, goal_code, why, added_on, added_by, approved_by)
    values (${p.code}, ${p.value}, ${p.reason}, ${today}, ${p.proposedBy}, ${by}) on conflict do nothing`)

export const removeGoal = (tx: Db, p: Proposal) =>
  tx.run(sql`delete from framework_goals where outcome_code = ${p.code} and goal_code = ${p.value}`)
