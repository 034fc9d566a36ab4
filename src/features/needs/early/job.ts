import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { enqueue, type Handler } from '../../../platform/jobs.ts'
import { keepLists } from './service.ts'

export const kind = 'needs.early-notice'
const Payload = z.object({ by: z.string() })

/** Asks the job process for the newest month's lists: seconds of work that a first start does not wait for. */
export const request = (db: Db, by: string): Promise<number> => enqueue(db, kind, { by })

/** What the job process does with that. */
export const handler =
  (db: Db): Handler =>
  job =>
    keepLists(db, Payload.parse(job.payload).by)
