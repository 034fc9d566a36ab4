import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { Coordinates, keep, whereOf } from '../../threads/index.ts'
import { type Doing, stepOf } from '../register.ts'
import * as queries from './queries.ts'
import { type Draft, type Looking, statusNames } from './schemas.ts'

async function line(tx: Db, id: number, { actor, today }: Doing): Promise<void> {
  const entry = await queries.find(tx, id)
  if (!entry) return
  const { above } = await whereOf(tx, entry.places)
  await keep(
    tx,
    {
      key: `horizon/${id}`,
      title: entry.threat,
      href: `/horizon/${id}`,
      state: statusNames[entry.status].toLowerCase(),
      places: [...entry.places, ...above],
      ...Coordinates.parse(entry),
      ownerRole: entry.status === 'past' ? null : entry.ownerRole,
      because: entry.signal.slice(0, 300),
      dueOn: entry.lookOn,
      ended: entry.status === 'past',
    },
    { by: actor.email, today },
  )
}

const step = stepOf('horizon', 'entry', line)

export const make = (db: Db, doing: Doing, draft: Draft): Promise<number> =>
  db.transaction(async tx => {
    const { id } = await queries.insert(tx, draft, doing.actor.accountId, doing.today)
    await record(tx, doing.actor.email, 'horizon.made', `horizon/${id}`, { lookOn: draft.lookOn })
    await line(tx, id, doing)
    return id
  })

export const save = (db: Db, doing: Doing, id: number, draft: Draft): Promise<void> =>
  step(db, doing, id, 'changed', {}, tx => queries.save(tx, id, draft))

/** Somebody looked: what they saw, how it stands now, and when somebody looks again. */
export const look = (db: Db, doing: Doing, id: number, looked: Looking): Promise<void> =>
  step(db, doing, id, 'looked', { ...looked }, tx => queries.look(tx, id, looked, doing.actor.accountId, doing.today))
