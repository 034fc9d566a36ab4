import { z } from 'zod'
import { PlainError } from '../../lib/errors.ts'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { adviceOf } from './checks/reasons.ts'
import type { Builder } from './contract.ts'
import { DocumentForm, documentBuilder, saveDocument } from './documents/documents.ts'
import * as queries from './queries.ts'
import type { NewRelease } from './schemas.ts'
import { sealsOf } from './seal.ts'
import * as service from './service/index.ts'

/** Publications a pack tells: each is written, prepared, checked and published by those whose work it is. */
export const Publications = z.array(z.record(z.string(), z.string()))

export interface Hands {
  officer: Actor
  analyst: Actor
  director: Actor
}

/** Fills a demonstration through the same services as everybody's work, so that it has passed the same checks. */
export async function fillDemonstration(
  db: Db,
  publications: z.output<typeof Publications>,
  hands: Hands,
  today: string,
): Promise<void> {
  const doing = (actor: Actor): service.Doing => ({ actor, today, builders: [documentBuilder] })
  for (const publication of publications) {
    const text = DocumentForm(today).parse(publication)
    const key = `document/${await saveDocument(db, doing(hands.officer), null, text)}`
    const { title, summary } = text
    await publishBy(db, [documentBuilder], hands, { title, summary, chosen: [key] }, today)
  }
}

/** Prepares, checks and publishes a release of a demonstration, each by whose work it is. */
export async function publishBy(
  db: Db,
  builders: readonly Builder[],
  hands: Hands,
  release: NewRelease,
  today: string,
): Promise<void> {
  const doing = (actor: Actor): service.Doing => ({ actor, today, builders })
  const id = await service.prepare(db, doing(hands.officer), release)
  await service.checkNow(db, id, today)
  const found = await one(db, id)
  const reasons = adviceOf(found).map(each => ({ id: each.id, reason: looked }))
  await service.approve(db, doing(hands.analyst), found, { seal: (await sealsOf(db, id)).now, reasons })
  await service.publish(db, doing(hands.director), await one(db, id), (await sealsOf(db, id)).now)
}

const looked = 'Looked at, and it may stand: every word and figure of this demonstration is invented.'

async function one(db: Db, id: number) {
  const edition = await queries.find(db, id)
  if (!edition) throw new PlainError(`The release ${id} that was just made is not there.`)
  return edition
}
