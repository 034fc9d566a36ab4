import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { searchLimit } from '../../look/routes.ts'
import type { Rooms } from '../../rooms.ts'
import * as queries from './queries.ts'
import { roleOf } from './roles.ts'
import * as service from './service.ts'
import * as views from './views.ts'

const text = z.string().trim().max(60).catch('')
const Start = z.object({ role: text, place: text })
const Where = z.object({ place: text })
const RoleId = z.object({ role: z.string() })
const Code = z.object({ code: z.string().max(12) })

const pickRole = { field: 'role', text: 'Choose who you are' }
const typePlace = { field: 'place', text: 'Type the first half of your postcode' }
const notKnown = {
  field: 'place',
  text: 'We do not know this place. Try the first half of your postcode, such as the letters and number before the gap',
}

const open = { access: 'public', config: { rateLimit: searchLimit } } as const

/** How somebody can take part, by who they are and where they live: on each page one thing to do next. Nothing typed is kept. */
export function involvedRoutes(app: FastifyInstance, { reads: db }: Rooms): void {
  app.get('/get-involved', open, async (req, reply) => {
    const typed = Start.parse(req.query ?? {})
    const asked = 'role' in Object(req.query)
    if (roleOf(typed.role)) return reply.redirect(addressOf(typed), 303)
    const lost = typed.place !== '' && (await service.boroughsAt(db, typed.place)).length === 0
    const errors = [...(asked || typed.place !== '' ? [pickRole] : []), ...(lost ? [notKnown] : [])]
    return reply.page(views.showStart(await queries.boroughs(db), typed, errors))
  })

  app.get('/get-involved/:role', open, async (req, reply) => {
    const role = roleOf(RoleId.parse(req.params).role)
    if (!role) throw notFound('This page')
    const { place } = Where.parse(req.query ?? {})
    const asked = 'place' in Object(req.query)
    if (role.networks === null || !asked) return reply.page(views.showRole(role, place))
    const boroughs = await service.boroughsAt(db, place)
    if (boroughs.length === 0) return reply.page(views.showRole(role, place, [place === '' ? typePlace : notKnown]))
    const help = role.worry ? await service.support(db, boroughs, role.worry.theme) : []
    return reply.page(views.showFound(role, boroughs, await service.networks(db, boroughs, role.networks), help))
  })

  app.get('/your-council/:code', open, async (req, reply) => {
    const asked = Code.safeParse(req.params)
    const borough = (await queries.boroughs(db)).find(
      one => asked.success && one.code === asked.data.code.toUpperCase(),
    )
    if (!borough) throw notFound('This council')
    const [networks, own] = [await service.networks(db, [borough]), await service.councilEntries(db, borough.id)]
    return reply.page(
      views.showCouncil({
        borough,
        networks,
        own,
        counts: await queries.counts(db, borough.id),
        itself: await queries.councilOf(db, borough),
      }),
    )
  })
}

const addressOf = ({ role, place }: z.output<typeof Start>) =>
  `/get-involved/${role}${place === '' ? '' : `?${new URLSearchParams({ place })}`}`
