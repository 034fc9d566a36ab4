import type { FastifyReply } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import { positionOf, published, publishedItem } from '../../releases/index.ts'
import * as queries from './queries.ts'
import { showPublic, showUnpublished } from './view.ts'

/** The page of a place for a reader who may not see the working one: what a current release says of it, or that none does. */
export async function publicPlace(db: Db, reply: FastifyReply, code: string): Promise<FastifyReply> {
  const item = await publishedItem(db, `place/${code}`)
  const place = await queries.named(db, code)
  // Small areas and places made here are for working with: not even their names are told.
  if (!item && (!place || (place.kind !== 'ward' && place.kind !== 'borough'))) throw notFound('Place')
  const beside = {
    found: await published(db, { kind: 'finding', place: code }),
    decided: await published(db, { kind: 'decision', place: code }),
    answered: await published(db, { kind: 'you-said', place: code }),
  }
  return reply.page(
    item ? showPublic(item, await positionOf(db, item), beside) : showUnpublished(place?.name ?? code, beside),
  )
}
