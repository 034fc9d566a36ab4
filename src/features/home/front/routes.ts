import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import type { Pack } from '../../../platform/pack.ts'
import * as doors from '../public/doors.ts'
import { publicRoutes, visitors } from '../public/routes.ts'
import * as methods from './methods.ts'
import { exampleWards, wardList } from './style/list.ts'
import { styleSheet } from './style/view.ts'
import * as views from './views.ts'
import { waitingBehind } from './waiting.ts'

const Name = z.object({ name: z.string().regex(/^[a-z0-9-]{1,60}$/) })

export interface FrontOptions {
  db: Db
  pack: Pack
  today(): string
  /** What the start page says to somebody signed in, if there is anything to say. */
  summary?: (actor: Actor) => Promise<views.Summary | undefined>
  /** The rooms somebody may enter, with their doors. */
  rooms(actor: Actor): views.Start['rooms']
}

/** The front door, first pages for each audience, the pages that say how things are done, and the style page. */
export function frontRoutes(
  app: FastifyInstance,
  { summary = async () => undefined, rooms, ...house }: FrontOptions,
): void {
  const { pack } = house
  const asked = visitors(house)
  publicRoutes(app, asked)

  app.get('/', { access: 'public' }, async (req, reply) => {
    if (req.actor.accountId === null) return reply.page(await doors.front(asked()))
    const open = rooms(req.actor)
    const addresses = open.flatMap(room => room.doors.map(door => door.href))
    const waiting = await waitingBehind(house.db, req.actor, house.today(), addresses)
    return reply.page(views.start(pack, req.actor, { rooms: open, waiting, summary: await summary(req.actor) }))
  })

  app.get('/methods', { access: 'public' }, async (_req, reply) => reply.page(views.methodList(await methods.list())))

  app.get('/methods/:name', { access: 'public' }, async (req, reply) => {
    const asked = Name.safeParse(req.params)
    const found = asked.success ? await methods.find(asked.data.name) : undefined
    if (!found) throw notFound('That method')
    return reply.page(views.method(found))
  })

  app.get('/accessibility', { access: 'public' }, async (_req, reply) => reply.page(views.accessibility(pack)))
  app.get('/service-standard', { access: 'public' }, async (_req, reply) =>
    reply.page(views.standard(await methods.standard())),
  )
  app.get('/data-use', { access: 'public' }, async (_req, reply) => reply.page(views.dataUse(pack)))

  app.get('/style', { access: 'public' }, async (req, reply) => reply.page(styleSheet(readQuery(wardList, req.query))))
  app.get('/style.csv', { access: 'public' }, async (req, reply) => {
    const { columns, rows } = csvOf(wardList, arrange(wardList, exampleWards, readQuery(wardList, req.query)).all)
    return reply.csv('upstream-example-wards', columns, rows)
  })
}
