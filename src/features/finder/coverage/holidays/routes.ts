import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../../lib/errors.ts'
import { arrange, csvOf, listView, readQuery } from '../../../../platform/list.ts'
import { placeSteps } from '../../../threads/index.ts'
import type { Rooms } from '../../rooms.ts'
import { agesWords } from '../ages.ts'
import { holidayAges, holidaysFor } from './read.ts'
import { holidayList, listPage, path, showHoliday } from './views.ts'

const access = 'signals.read'
const Code = z.object({ code: z.string().max(20) })

/** The next school holiday of each borough, six weeks ahead: what is on, by day, ward and age, and what is not. */
export function holidayRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access }, async (req, reply) => {
    const { ages, spec, query, found } = await listOf(rooms, req)
    return reply.page(
      listPage({
        title: 'Holiday programmes',
        lead: `The next school holiday of each borough, from six weeks before: what is on for ${agesWords(ages)}, and where there is nothing.`,
        list: listView(spec, query, found),
        note: 'Sessions and places offered of things to do, as entries of the finder say: never people. A gap is a weekday, no bank holiday, on which a ward has nothing for some of the ages.',
      }),
    )
  })

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const { spec, found } = await listOf(rooms, req)
    const file = csvOf(spec, found.all)
    return reply.csv('holiday-programmes', file.columns, file.rows)
  })

  app.get(`${path}/:code`, { access }, async (req, reply) => {
    const found = await oneOf(rooms, req)
    const steps = placeSteps(req.actor, found.code)
    return reply.page(showHoliday(found, holidayAges(req.query), rooms.today(), steps))
  })

  app.get(`${path}/:code.csv`, { access }, async (req, reply) => {
    const found = await oneOf(rooms, req)
    const rows = found.wards.flatMap(({ ward, days }) =>
      days.days.map(cell => [ward.code, ward.name, cell.day, String(cell.sessions), cell.missing.join(' ')]),
    )
    return reply.csv(`holiday-${found.code}`, ['code', 'ward', 'day', 'sessions', 'ages_with_nothing'], rows)
  })
}

async function listOf({ db, today }: Rooms, { actor, query: asked }: FastifyRequest) {
  const ages = holidayAges(asked)
  const spec = holidayList(ages, today())
  const query = readQuery(spec, asked)
  return { ages, spec, query, found: arrange(spec, await holidaysFor(db, actor, today(), ages), query) }
}

/** A borough this person answers for; another is as if it were not there. */
async function oneOf({ db, today }: Rooms, { actor, params, query }: FastifyRequest) {
  const asked = Code.safeParse(params)
  const all = await holidaysFor(db, actor, today(), holidayAges(query))
  const found = asked.success ? all.find(one => one.code === asked.data.code) : undefined
  if (!found) throw notFound('A borough you answer for')
  return found
}
