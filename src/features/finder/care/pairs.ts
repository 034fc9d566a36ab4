// Entries that may be one thing: decided by a person, taken back in one step. Found by night: pairs-seek.ts.
import type { Day } from '../../../lib/dates.ts'
import { badRequest, conflict } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { audit, held } from '../entries/held.ts'
import { moment } from '../entries/queries.ts'
import { merge, moved } from '../entries/service.ts'
import { refresh } from '../search/refresh.ts'
import * as queries from './pairs-queries.ts'

export interface Deciding {
  pair: Pick<queries.Pair, 'one' | 'other'>
  by: string
  note: string
  today: Day
}

/** One of them goes and leads to the other; both keep their history. */
export const same = (db: Db, { pair, by, note, today, keptId }: Deciding & { keptId: string }): Promise<void> =>
  db.transaction(async tx => {
    if (keptId !== pair.one && keptId !== pair.other) throw badRequest('Choose which of the two stays')
    const lost = keptId === pair.one ? pair.other : pair.one
    const before = await held(tx, lost)
    const decided = { verdict: 'same' as const, keptId, stateBefore: before.state, by, today, note }
    if ((await queries.decide(tx, pair, decided)) === 0) throw conflict(moved)
    await merge(tx, { id: lost, into: keptId, by, reason: note, today })
  })

/** They stay two, and nobody is asked again. */
export const different = (db: Db, { pair, by, note, today }: Deciding): Promise<void> =>
  db.transaction(async tx => {
    const decided = { verdict: 'different' as const, keptId: null, stateBefore: null, by, today, note }
    if ((await queries.decide(tx, pair, decided)) === 0) throw conflict(moved)
    await audit(tx, by, 'told-apart', pair.one, { from: pair.other, reason: note })
  })

/** Takes back what was said of two entries; what was merged is itself again. */
export const undo = (db: Db, { pair, by, note, today }: Deciding): Promise<void> =>
  db.transaction(async tx => {
    const said = await queries.find(tx, pair.one, pair.other)
    if (!said || (await queries.reopen(tx, pair)) === 0) throw conflict(moved)
    if (said.keptId === null) return audit(tx, by, 'told-apart-undone', pair.one, { from: pair.other, reason: note })
    const lost = await held(tx, said.keptId === said.one ? said.other : said.one)
    if ((await queries.unmerge(tx, lost.id, said.stateBefore ?? 'hidden', await moment(tx))) === 0)
      throw conflict(moved)
    await audit(tx, by, 'merge-undone', lost.id, { from: said.keptId, reason: note })
    await refresh(tx, [lost.id], today)
  })
