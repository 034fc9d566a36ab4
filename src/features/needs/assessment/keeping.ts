import type { FastifyReply, FastifyRequest } from 'fastify'
import { conflict } from '../../../lib/errors.ts'
import type { Rooms } from '../signals/ask.ts'
import { doing, one } from './frame.ts'
import type { Assessment, Document } from './schemas.ts'
import * as service from './service.ts'

/** A draft, for who may change it. */
export async function writable(rooms: Rooms, req: FastifyRequest): Promise<Assessment> {
  const assessment = await one(rooms, req, 'edit')
  if (assessment.status !== 'draft') throw conflict('It is in review. Take it back to draft before you change it.')
  return assessment
}

export const done = {
  kept: 'Kept.',
  moved: 'Moved.',
  still: 'It stands at the very end already, so it stays where it is.',
  removed: 'Taken away. Undo puts it back.',
  undone: 'Put back as it was.',
}

interface Keeping {
  assessment: Assessment
  version: number
  deed: string
  to: Document
  said: keyof typeof done
  at?: string
}

/** Keeps the change and goes back to the outline. */
export async function kept(rooms: Rooms, req: FastifyRequest, reply: FastifyReply, keeping: Keeping) {
  const { assessment, version, deed, to, said, at } = keeping
  await service.change(rooms.db, doing(rooms, req), { id: assessment.id, version }, deed, to)
  return reply.redirect(`/assessment/${assessment.id}/write?done=${said}${at ? `#${at}` : ''}`, 303)
}
