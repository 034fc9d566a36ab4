import { z } from 'zod'
import type { Config } from '../config.ts'
import type { Db } from '../db.ts'
import { enqueue, type Handler } from '../jobs.ts'
import { byNotify } from './notify.ts'
import * as outbox from './outbox.ts'
import { bySmtp } from './smtp.ts'
import type { Send } from './way.ts'

/** How mail leaves: by a server, nowhere but the demonstration's own page, or not at all. */
export type Means = Send | 'shown' | 'none'

/** What the settings say. In the demonstration nothing leaves the machine, whatever they say. */
export function meansOf(mail: Config['mail'], demonstration: boolean): Means {
  if (demonstration) return 'shown'
  if (!mail) return 'none'
  return mail.kind === 'smtp' ? bySmtp(mail) : byNotify(mail)
}

// Waits after each failure. A mail that has not gone after the last, some nine hours on, is given up.
const waitSeconds = [60, 300, 1_800, 7_200, 21_600]

const Payload = z.object({ mailId: z.number() })

/** The job that sends. A mail may go twice when the machine stops between sending and noting it; it is never lost. */
export const jobs = (db: Db, means: Means): Record<string, Handler> => ({
  'mail.send': async job => deliver(db, means, Payload.parse(job.payload).mailId),
})

async function deliver(db: Db, means: Means, id: number): Promise<{ outcome: string }> {
  const mail = await outbox.find(db, id)
  if (!mail) return { outcome: 'nothing to send' }
  if (means === 'none') return giveUp(db, id, 'Mail is not set up here')
  if (mail.late) return giveUp(db, id, 'Not sent in time to be of use')
  if (means === 'shown') return note(db, id, true)
  try {
    await means({ id, to: mail.recipient, subject: mail.subject, body: mail.body })
  } catch (error) {
    return retry(db, mail, error instanceof Error ? error.message : String(error))
  }
  return note(db, id, false)
}

async function note(db: Db, id: number, keepText: boolean) {
  await outbox.sent(db, id, keepText)
  return { outcome: 'sent' }
}

async function giveUp(db: Db, id: number, why: string) {
  await outbox.failed(db, id, why)
  return { outcome: why }
}

const retry = (db: Db, mail: outbox.Waiting, why: string) =>
  db.transaction(async tx => {
    const wait = waitSeconds[mail.attempts]
    if (wait === undefined) return giveUp(tx, mail.id, why)
    await outbox.tried(tx, mail.id, why)
    await enqueue(tx, 'mail.send', { mailId: mail.id }, wait)
    return { outcome: `tried again in ${wait} seconds` }
  })
