import { firstDay, lastDay } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { Coordinates, keep } from '../../threads/index.ts'
import { type Doing, stepOf } from '../register.ts'
import { becauseOf, calendarOf, measuresOf, placesOf, titleOf } from './about.ts'
import type { Made } from './made.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import { type Change, type Draft, statusNames } from './schemas.ts'

const moved = 'Somebody changed this finding meanwhile. Open it again and look before you go on.'

/** Brings the finding's line in the threads up to date. */
async function line(tx: Db, id: number, { actor, today }: Doing, because: readonly string[] = []): Promise<void> {
  const finding = await queries.find(tx, id)
  if (!finding) return
  const { evidence } = finding
  const subject = subjectOf(finding)
  const { from, to } = calendarOf(evidence)
  await keep(
    tx,
    {
      key: `finding/${id}`,
      // The statement may tell counts: it is on the finding's own page, which asks more than threads, lists and search can.
      title: titleOf(evidence),
      href: `/findings/${id}`,
      state: statusNames[finding.status].toLowerCase(),
      places: [...(subject.places ?? [])],
      startsOn: firstDay(from),
      endsOn: lastDay(to),
      ...Coordinates.parse(finding),
      // a draft waits to be agreed; what is agreed waits for nobody, and is with the director once nothing follows for long
      ownerRole: finding.status === 'draft' ? 'director' : null,
      because: becauseOf(evidence),
      facts: { handledBy: [...(subject.handledBy ?? [])] },
      ended: finding.status === 'dropped',
    },
    { by: actor.email, today, because },
  )
}

export const make = (db: Db, doing: Doing, made: Made, draft: Draft): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, { made, draft, by: doing.actor.accountId, on: doing.today })
    const [place, measure] = [placesOf(made.evidence)[0]?.code, measuresOf(made.evidence)[0]?.code]
    await record(tx, doing.actor.email, 'finding.made', `finding/${id}`, { place, measure })
    const question = await queries.questionOf(tx, made.placeIds[0] ?? 0, made.measureId)
    await line(tx, id, doing, question ? [question.key] : [])
    return id
  })

/** Its words hold, says who looked, in spite of these changes. */
export const stand = (db: Db, doing: Doing, id: number, changes: readonly Change[], version: string): Promise<void> =>
  db.transaction(async tx => {
    await queries.setChanges(tx, id, { version, changes, today: doing.today })
    if ((await queries.stand(tx, id, doing.actor.accountId, doing.today)) === 0) throw conflict(moved)
    await record(tx, doing.actor.email, 'finding.stands', `finding/${id}`, { changes: changes.length })
  })

/** Keeps what comparing a finding's figures with today's has shown; true where they have changed since the last time. */
export const keepChanges = (db: Db, by: string, kept: Kept): Promise<boolean> =>
  db.transaction(async tx => {
    const { id, before, ...now } = kept
    await queries.setChanges(tx, id, now)
    const isNew = now.changes.length > 0 && JSON.stringify(now.changes) !== JSON.stringify(before)
    if (isNew) await record(tx, by, 'finding.revised', `finding/${id}`, { figures: now.changes.length })
    return isNew
  })

interface Kept {
  id: number
  before: readonly Change[]
  changes: readonly Change[]
  version: string
  today: string
}

const step = stepOf('finding', 'finding', line)

export const save = (db: Db, doing: Doing, id: number, draft: Draft): Promise<void> =>
  step(db, doing, id, 'changed', {}, tx => queries.save(tx, id, draft))

export const agree = (db: Db, doing: Doing, id: number, version: number): Promise<void> =>
  step(db, doing, id, 'agreed', {}, tx => queries.agree(tx, id, version, doing.actor.accountId, doing.today))

export const drop = (db: Db, doing: Doing, id: number, reason: string): Promise<void> =>
  step(db, doing, id, 'dropped', { reason }, tx => queries.drop(tx, id, reason))
