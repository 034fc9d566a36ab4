// Problems that anybody tells of: kept without a trace of who told, resolved by a person with a reason.
import { conflict, notFound } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { post } from '../../../platform/mail/index.ts'
import { tasks } from '../../threads/index.ts'
import { type PublicEntry, publicEntry } from '../entries/public.ts'
import * as queries from './reports-queries.ts'
import type { Resolved, Told } from './schemas.ts'

/** Words about one entry that wait at once; more are only counted. */
const mostWords = 20

export interface Telling extends Told {
  entryId: string
  today: string
  publicAddress: string
}

/** Keeps what somebody tells of. What is not safe becomes a task for today, and goes to every officer's mailbox. */
export const tell = (db: Db, telling: Telling): Promise<void> =>
  db.transaction(async tx => {
    const entry = await publicEntry(tx, telling.entryId)
    if (!entry) throw notFound('That page')
    const { reason, words, today, entryId } = telling
    const same = await queries.again(tx, entryId, reason, mostWords)
    const id = same?.id ?? (await queries.add(tx, { entryId, version: entry.version, reason, words, today }))
    await record(tx, 'public', 'opportunity.problem-told', `opportunity/${entryId}`, { report: id, reason })
    if (!same && reason === 'not-safe') await alarm(tx, telling, entry, id)
  })

async function alarm(tx: Db, { today, publicAddress }: Telling, entry: PublicEntry, id: number): Promise<void> {
  const href = `/opportunities/reports/${id}`
  const above = entry.boroughCode === null ? [] : [entry.boroughCode]
  const title = `Somebody says that this is not safe: ${entry.body.name}`
  const note = `Look at it today: ${publicAddress}${href}. Take the entry down at once if in doubt: it can be shown again in one step.`
  const because = 'A problem told of on the public page'
  const taskId = await tasks.open(
    tx,
    { by: 'finder', today, above },
    { title, note, ownerRole: 'officer', dueOn: today, because, places: above },
    [],
  )
  await queries.setTask(tx, id, taskId)
  for (const to of await queries.watch(tx, today)) await post(tx, mailOf(to, entry, `${publicAddress}${href}`))
}

const mailOf = (to: string, { body, organisation }: PublicEntry, link: string) => ({
  to,
  kind: 'finder.not-safe',
  subject: `Look today: somebody says that “${body.name}” is not safe`,
  body: [
    `Somebody pressed “It is not safe” on the page of “${body.name}” (${organisation.name}).`,
    'Nothing is known of who it was. If a child may be in danger, act as you would on any such call.',
    `Look at it today, and take the entry down at once if in doubt:\n${link}`,
  ].join('\n\n'),
})

export interface Doing {
  by: string
  today: string
}

/** Says what came of it. What stays open is told of each morning until somebody does. */
export const resolve = (db: Db, id: number, { outcome, note }: Resolved, { by, today }: Doing): Promise<void> =>
  db.transaction(async tx => {
    const report = await queries.find(tx, id)
    if (!report || (await queries.resolve(tx, id, { outcome, note, by, today })) === 0)
      throw conflict('Somebody answered this meanwhile. Open it again to see what they found.')
    await record(tx, by, 'opportunity.problem-resolved', `opportunity/${report.entryId}`, { report: id, outcome })
    if (report.taskId !== null) await endTask(tx, report.taskId, note, { by, today })
  })

// The task may have been finished by hand before: then there is nothing left of it to do.
async function endTask(tx: Db, id: number, note: string, doing: Doing): Promise<void> {
  if (await queries.taskIsOpen(tx, id)) await tasks.finish(tx, { ...doing, above: [] }, id, note)
}
