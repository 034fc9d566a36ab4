// What trust asks of somebody: gates, requests about personal data, and news of the audit trail, each for whoever may act on it.
import { addDays, type Day, londonDay } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Duty } from '../duty.ts'
import { decide } from '../permission/decide.ts'
import { roleWords } from '../words.ts'
import { news } from './audit/checks.ts'
import { seesAll } from './audit/scope.ts'
import * as gates from './gates/queries.ts'
import { stateOf } from './gates/rules.ts'
import { type Gate, kinds } from './gates/schemas.ts'
import * as requests from './requests/queries.ts'
import { clockWords, lastDayOf } from './requests/rules.ts'
import { type DataRequest, kindWords } from './requests/schemas.ts'
import { ownerWords } from './words.ts'

/** A review is told of this long before its day. */
const aheadDays = 30

// The analyst's part of governance, frameworks, has no gates in it.
const mayWhole = (actor: Actor, verb: 'view' | 'edit') => {
  const answer = decide(actor, verb, 'governance')
  return answer.allowed && answer.form === 'whole'
}
const mayApprove = (actor: Actor, kind: 'governance' | 'data-request', by: number | null) =>
  decide(actor, 'approve', kind, { handledBy: by === null ? [] : [by] }).allowed

/** What a gate asks of this person today: approve what somebody else filled in, or see to its review. */
export function gateDuty(gate: Gate, actor: Actor, today: Day): Duty | undefined {
  const [state, href, name] = [stateOf(gate, today), `/gates/${gate.id}`, kinds[gate.kind].toLowerCase()]
  const duty = { href, kind: 'Gate', owner: ownerWords(gate.ownerRole), since: null }
  if (state === 'waiting')
    return mayApprove(actor, 'governance', gate.filledBy)
      ? { ...duty, title: `Approve the ${name} of ${gate.title}`, note: 'It stays closed until then', dueOn: null }
      : undefined
  const due = gate.reviewOn !== null && gate.reviewOn <= addDays(today, aheadDays)
  const mine = mayWhole(actor, 'edit') || (mayWhole(actor, 'view') && gate.ownerRole === actor.role)
  if (state === 'empty' || !due || !mine) return undefined
  return {
    ...duty,
    title: `Review the ${name} of ${gate.title}`,
    note: `Reference ${gate.reference}`,
    dueOn: gate.reviewOn,
  }
}

/** What a request about personal data asks of this person: an answer by its last day, or a second look at a refusal. */
export function requestDuty(one: DataRequest, actor: Actor, today: Day): Duty | undefined {
  const refusal = one.state === 'refusal-proposed'
  const may = refusal
    ? mayApprove(actor, 'data-request', one.proposedBy)
    : one.state === 'open' && decide(actor, 'edit', 'data-request').allowed
  if (!may) return undefined
  const what = `data request ${one.id}: ${kindWords[one.kind].replace(/:.*/, '').toLowerCase()}`
  return {
    kind: 'Data request',
    title: refusal ? `Decide the refusal of ${what}` : `Answer ${what}`,
    href: `/data-requests/${one.id}`,
    note: clockWords(one, today),
    owner: ownerWords(one.ownerRole),
    dueOn: lastDayOf(one),
    since: null,
  }
}

// A fault is told for a week after the check that first found it; it stays on the page of the audit trail.
async function auditDuties(db: Db, today: Day): Promise<Duty[]> {
  return (await news(db, addDays(today, -7))).map(({ id, at, faults }) => ({
    kind: 'Audit trail',
    title: `Look into ${plural(faults, 'new fault')} in the audit trail`,
    href: `/audit/checks/${id}`,
    note: 'A row may have been altered or removed. Tell the data protection officer, and compare with a backup',
    owner: `${roleWords('director')} and ${roleWords('administrator').toLowerCase()}`,
    dueOn: londonDay(new Date(at)),
    since: null,
  }))
}

export async function trustDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  const [governance, asked] = [mayWhole(actor, 'view'), decide(actor, 'view', 'data-request').allowed]
  return [
    ...(seesAll(actor) ? await auditDuties(db, today) : []),
    ...(governance ? (await gates.list(db)).flatMap(gate => gateDuty(gate, actor, today) ?? []) : []),
    ...(asked ? (await requests.list(db)).flatMap(one => requestDuty(one, actor, today) ?? []) : []),
  ]
}
