import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'

/** Puts a date into everybody's calendar. */
export const addDate = (db: Db, by: string, date: queries.NewDate): Promise<void> =>
  db.transaction(async tx => {
    const id = await queries.add(tx, date, by)
    await record(tx, by, 'calendar.added', `calendar-date/${id}`, { ...date })
  })

export const removeDate = (db: Db, by: string, date: queries.AgreedDate): Promise<void> =>
  db.transaction(async tx => {
    await queries.remove(tx, date.id)
    await record(tx, by, 'calendar.removed', `calendar-date/${date.id}`, date)
  })
