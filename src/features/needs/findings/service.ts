import { addMonths, firstDay, lastDay, monthWords } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { Coordinates, keep } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { subjectOf, titleOf } from './rules.ts'
import { type Draft, type Evidence, statusNames } from './schemas.ts'

const moved = 'Somebody changed this finding meanwhile. Open it again and look before you go on.'

export interface Doing {
  actor: Actor
  today: string
}

/** Brings the finding's line in the threads up to date. */
async function line(tx: Db, id: number, { actor, today }: Doing, because: readonly string[] = []): Promise<void> {
  const finding = await queries.find(tx, id)
  if (!finding) return
  const { evidence } = finding
  const subject = subjectOf(finding)
  await keep(
    tx,
    {
      key: `finding/${id}`,
      // The statement may tell counts: it is on the finding's own page, which asks more than threads, lists and search can.
      title: titleOf(evidence),
      href: `/findings/${id}`,
      state: statusNames[finding.status].toLowerCase(),
      places: [...(subject.places ?? [])],
      startsOn: firstDay(addMonths(evidence.end, 1 - evidence.window)),
      endsOn: lastDay(evidence.end),
      ...Coordinates.parse(finding),
      // a draft waits to be agreed; what is agreed waits for nobody, and is with the director once nothing follows for long
      ownerRole: finding.status === 'draft' ? 'director' : null,
      because: `The marks of ${evidence.place.name} for ${evidence.measure.name.toLowerCase()}, 12 months to ${monthWords(evidence.end)}`,
      facts: { handledBy: [...(subject.handledBy ?? [])] },
      ended: finding.status === 'dropped',
    },
    { by: actor.email, today, because },
  )
}

export const make = (
  db: Db,
  doing: Doing,
  made: { placeId: number; measureId: number; evidence: Evidence; draft: Draft },
): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, { ...made, by: doing.actor.accountId, on: doing.today })
    const { place, measure } = made.evidence
    await record(tx, doing.actor.email, 'finding.made', `finding/${id}`, { place: place.code, measure: measure.code })
    const question = await queries.questionOf(tx, made.placeId, made.measureId)
    await line(tx, id, doing, question ? [question.key] : [])
    return id
  })

export const save = (db: Db, doing: Doing, id: number, draft: Draft): Promise<void> =>
  step(db, doing, id, 'finding.changed', {}, tx => queries.save(tx, id, draft))

export const agree = (db: Db, doing: Doing, id: number): Promise<void> =>
  step(db, doing, id, 'finding.agreed', {}, tx => queries.agree(tx, id, doing.actor.accountId, doing.today))

export const drop = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'finding.dropped', { reason }, tx => queries.drop(tx, id, reason))

/** One change with its audit row and its line; nothing is kept when somebody else moved first. */
const step = (
  db: Db,
  doing: Doing,
  id: number,
  what: string,
  detail: Record<string, unknown>,
  deed: (tx: Db) => Promise<number>,
): Promise<void> =>
  db.transaction(async tx => {
    if ((await deed(tx)) === 0) throw conflict(moved)
    await record(tx, doing.actor.email, what, `finding/${id}`, detail)
    await line(tx, id, doing)
  })
