import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conflict, forbidden, notFound } from '../../../lib/errors.ts'
import { smallForm } from '../../../platform/small-form.ts'
import * as after from './after.ts'
import { CorrectionId, correctionFor, reasonFor } from './asks.ts'
import * as corrections from './corrections.ts'
import type { Rooms } from './frame.ts'
import { doing, type Opened, one, shown } from './opened.ts'
import type { Correction } from './schemas.ts'

const pageOf = ({ decision }: Opened) => `/decisions/${decision.id}`

/** Corrections of a decision that was made, and opening it again. */
export function afterRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms
  const made = async (req: FastifyRequest, verb: string): Promise<Opened> => {
    const opened = await one(rooms, req, verb)
    if (opened.decision.status !== 'decided') throw conflict('This is only for a decision that has been made')
    return opened
  }

  smallForm(app, {
    path: '/decisions/:id/correct',
    access: 'decisions.edit',
    name: 'correct',
    schema: () => correctionFor(rooms.today()),
    find: req => made(req, 'edit'),
    show: (req, opened, typed) => shown(rooms, req, opened, typed),
    deed: async (req, opened, correction) => {
      await after.correct(db, doing(rooms, req, opened.where), opened.decision.id, correction)
      return `${pageOf(opened)}#corrections`
    },
  })

  smallForm(app, {
    path: '/decisions/:id/reopen',
    access: 'decisions.decide',
    name: 'reopen',
    schema: () => reasonFor(rooms.today(), 'Enter why it is opened again'),
    find: req => made(req, 'approve'),
    show: (req, opened, typed) => shown(rooms, req, opened, typed),
    deed: async (req, opened, { reason }) => {
      await after.reopen(db, doing(rooms, req, opened.where), opened.decision, reason)
      return pageOf(opened)
    },
  })

  smallForm(app, {
    path: '/decisions/:id/corrections/:correction',
    access: 'decisions.edit',
    name: 'settle',
    schema: z.object({ agree: z.enum(['yes', 'no'], { error: 'Say whether you agree' }) }),
    find: async (req): Promise<Opened & { correction: Correction }> => {
      const opened = await one(rooms, req, 'edit')
      const id = CorrectionId.safeParse(req.params).data?.correction
      const correction = (await corrections.list(db, opened.decision.id)).find(each => each.id === id)
      if (!correction) throw notFound('That correction')
      if (correction.madeBy === req.actor.accountId) throw forbidden('A second person must agree: you wrote it')
      return { ...opened, correction }
    },
    show: (req, opened, typed) => shown(rooms, req, opened, typed),
    deed: async (req, { correction, ...opened }, { agree }) => {
      await after.settle(db, doing(rooms, req, opened.where), opened.decision.id, correction, agree === 'yes')
      return `${pageOf(opened)}#corrections`
    },
  })
}
