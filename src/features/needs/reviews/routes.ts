import type { FastifyInstance, FastifyRequest } from 'fastify'
import { arrange, csvOf, type ListSpec, type Query, readQuery } from '../../../platform/list.ts'
import { allows, mayEver } from '../../people/index.ts'
import { findingHref } from '../analyses/view.ts'
import { changeRoutes } from './change-routes.ts'
import { oneReview, type Rooms, readable, readableReviews, whereOf } from './frame.ts'
import { importRoutes } from './import-routes.ts'
import { type ReviewRow, reviewsList } from './list.ts'
import { recommendationRoutes } from './recommendation-routes.ts'
import type { Full } from './schemas.ts'
import { shownReview } from './shown.ts'
import { specOf, statementOf } from './view.ts'
import * as views from './views.ts'

/** Published reviews of deaths: the register, what they recommended, and what was done. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  registerRoutes(app, rooms)
  searchRoutes(app, rooms)
  app.get('/reviews/:id', { access: 'reviews.read' }, async (req, reply) =>
    reply.page(await shownReview(rooms, req, await oneReview(rooms, req, 'view'))),
  )
  changeRoutes(app, rooms)
  importRoutes(app, rooms)
  recommendationRoutes(app, rooms)
}

function registerRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/reviews', { access: 'reviews.read' }, async (req, reply) => {
    const spec = reviewsList(await whereOf(rooms))
    const query = readQuery(spec, req.query)
    const found = arrange(spec, await register(rooms, req), query)
    return reply.page(views.showList(spec, query, found, mayEver(req.actor, 'create', 'review')))
  })

  app.get('/reviews.csv', { access: 'reviews.read' }, async (req, reply) => {
    const spec = reviewsList(await whereOf(rooms))
    const found = csvOf(spec, arrange(spec, await register(rooms, req), readQuery(spec, req.query)).all)
    return reply.csv('reviews', found.columns, found.rows)
  })
}

async function register(rooms: Rooms, req: FastifyRequest): Promise<ReviewRow[]> {
  const all = await readable(rooms, req.actor)
  return (await readableReviews(rooms, req.actor)).map(review => ({
    review,
    recommendations: all.filter(each => each.review.id === review.id),
  }))
}

function searchRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/reviews/recommendations', { access: 'reviews.read' }, async (req, reply) => {
    const { spec, query, found, rows } = await searched(rooms, req)
    const checked = query.filters.checked?.[0] === 'yes'
    const may = checked && found.total > 0 && allows(req.actor, 'findings.create')
    return reply.page(
      views.showSearch({
        spec,
        query,
        found,
        statement: rows.length ? statementOf(found.all, query) : '',
        waiting: checked ? waitingOf(spec, rows, query) - found.total : 0,
        makeFinding: may ? findingHref('reviews', req.url) : '',
      }),
    )
  })

  app.get('/reviews/recommendations.csv', { access: 'reviews.read' }, async (req, reply) => {
    const { spec, found } = await searched(rooms, req)
    const { columns, rows } = csvOf(spec, found.all)
    return reply.csv('recommendations', columns, rows)
  })
}

/** As many as the same search finds with those that wait to be checked. */
const waitingOf = (spec: ListSpec<Full>, rows: readonly Full[], query: Query): number =>
  arrange(spec, rows, { ...query, filters: { ...query.filters, checked: ['all'] } }).total

async function searched(rooms: Rooms, req: FastifyRequest) {
  const spec = specOf(await whereOf(rooms), rooms.today())
  const rows = await readable(rooms, req.actor)
  const query = readQuery(spec, req.query)
  return { spec, query, rows, found: arrange(spec, rows, query) }
}
