import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../../../lib/errors.ts'
import { type SmallForm, smallForm } from '../../../platform/small-form.ts'
import { ReviewId, reasonFor, reviewFor } from './asks.ts'
import type { Rooms } from './frame.ts'
import { doing, type Opened, one, shown } from './opened.ts'
import * as queries from './queries.ts'
import { reviewErrors } from './reviews.ts'
import type { Review } from './schemas.ts'
import * as service from './service.ts'

type Common = 'access' | 'find' | 'show'

/** The small forms on a decision's page. */
export function smallRoutes(app: FastifyInstance, rooms: Rooms): void {
  const by = (verb: string): Pick<SmallForm<object, Opened>, Common> => ({
    access: verb === 'edit' ? 'decisions.edit' : 'decisions.decide',
    find: req => one(rooms, req, verb),
    show: (req, opened, typed) => shown(rooms, req, opened, typed),
  })
  reasonForms(app, rooms, by)
  reviewForm(app, rooms)
}

type By = (verb: string) => Pick<SmallForm<object, Opened>, Common>
const pageOf = ({ decision }: Opened) => `/decisions/${decision.id}`

function reasonForms(app: FastifyInstance, rooms: Rooms, by: By): void {
  const todo = (deed: typeof service.drop) => async (req: FastifyRequest, opened: Opened, form: { reason: string }) => {
    await deed(rooms.db, doing(rooms, req, opened.where), opened.decision.id, form.reason)
    return pageOf(opened)
  }
  smallForm(app, {
    ...by('approve'),
    path: '/decisions/:id/send-back',
    name: 'back',
    schema: () => reasonFor(rooms.today(), 'Enter what is missing'),
    deed: todo(service.sendBack),
  })
  smallForm(app, {
    ...by('edit'),
    path: '/decisions/:id/drop',
    name: 'drop',
    schema: () => reasonFor(rooms.today(), 'Enter why it is dropped'),
    deed: todo(service.drop),
  })
}

function reviewForm(app: FastifyInstance, rooms: Rooms): void {
  const idOf = (req: FastifyRequest) => ReviewId.safeParse(req.params).data?.review
  smallForm(app, {
    access: 'decisions.edit',
    path: '/decisions/:id/reviews/:review',
    name: req => `review-${idOf(req) ?? ''}`,
    schema: () => reviewFor(rooms.today()),
    find: async (req): Promise<Opened & { due: Review }> => {
      const opened = await one(rooms, req, 'edit')
      const due = (await queries.reviews(rooms.db, opened.decision.id)).find(each => each.id === idOf(req))
      if (!due) throw notFound('That review')
      return { ...opened, due }
    },
    show: (req, opened, typed) => shown(rooms, req, opened, typed),
    deed: async (req, { due, ...opened }, found) => {
      const errors = reviewErrors(found, due, rooms.today())
      if (errors.length) return errors
      await service.review(rooms.db, doing(rooms, req, opened.where), due, found)
      return pageOf(opened)
    },
  })
}
