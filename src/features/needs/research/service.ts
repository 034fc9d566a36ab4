import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { Coordinates, keep, tasks } from '../../threads/index.ts'
import { type Doing, stepOf } from '../register.ts'
import * as queries from './queries.ts'
import { nextDay, outcomeOf, stageNames, stageOf } from './rules.ts'
import type { Action, Draft, VisitDraft } from './schemas.ts'

async function line(tx: Db, id: number, { actor, today }: Doing): Promise<void> {
  const item = await queries.find(tx, id)
  if (!item) return
  const stage = stageOf(item)
  const ended = stage === 'published' || stage === 'stopped'
  await keep(
    tx,
    {
      key: `research/${id}`,
      title: item.question,
      href: `/research/${id}`,
      state: stageNames[stage].toLowerCase(),
      ...Coordinates.parse(item),
      ownerRole: ended ? null : item.ownerRole,
      because: 'A question that our own figures cannot answer',
      dueOn: nextDay(item),
      ended,
    },
    { by: actor.email, today },
  )
}

const step = stepOf('research', 'question', line)

export const make = (db: Db, doing: Doing, draft: Draft): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, draft, doing.actor.accountId, doing.today)
    await record(tx, doing.actor.email, 'research.made', `research/${id}`, { cost: draft.costPence })
    await line(tx, id, doing)
    return id
  })

/** Keeps what was written; what it held before stays in the audit trail. */
export const save = (db: Db, doing: Doing, id: number, draft: Draft): Promise<void> =>
  step(db, doing, id, 'changed', { stage: stageOf(draft), cost: draft.costPence }, tx => queries.save(tx, id, draft))

async function visitLine(tx: Db, id: number, { actor, today }: Doing): Promise<void> {
  const visit = await queries.findVisit(tx, id)
  if (!visit) return
  const ended = visit.result !== '' || (visit.actions === 0 && visit.noAction !== '')
  await keep(
    tx,
    {
      key: `exchange/${id}`,
      title: `Learned from ${visit.withWhom}`,
      href: `/research/exchange/${id}`,
      state: outcomeOf(visit).toLowerCase(),
      startsOn: visit.visitedOn,
      endsOn: visit.visitedOn,
      ...Coordinates.parse(visit),
      ownerRole: ended ? null : visit.ownerRole,
      because: `A visit or exchange with ${visit.withWhom}`,
      ended,
    },
    { by: actor.email, today },
  )
}

const visitStep = stepOf('exchange', 'note', visitLine)

/** Keeps the note of a visit with the task that follows from it, or the reason why none does. */
export const makeVisit = (db: Db, doing: Doing, visit: VisitDraft, action: Action): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insertVisit(tx, visit, doing.actor.accountId, doing.today)
    await record(tx, doing.actor.email, 'exchange.made', `exchange/${id}`)
    await visitLine(tx, id, doing)
    if (action.title === '') return id
    const by = { by: doing.actor.email, today: doing.today, above: [] }
    const task = { ...Coordinates.parse(visit), title: action.title, ownerRole: visit.ownerRole, dueOn: action.on }
    await tasks.open(tx, by, task, [`exchange/${id}`])
    await visitLine(tx, id, doing) // its state says that something follows
    return id
  })

export const saveVisit = (db: Db, doing: Doing, id: number, visit: VisitDraft): Promise<void> =>
  visitStep(db, doing, id, 'changed', {}, tx => queries.saveVisit(tx, id, visit))
