import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { levelWords, openEvidence } from '../../evidence/index.ts'
import { questionsOf } from '../questions/mine.ts'
import { seesMark } from '../rules.ts'
import { sourceWords } from '../sources.ts'
import { type Answered, answer, type Rooms } from './ask.ts'
import { showEmpty } from './empty.ts'
import { firmness, seenMark, showFirmness } from './firmness.ts'
import { kinds } from './ground.ts'
import { signalsList } from './list.ts'
import type { Signals } from './listed.ts'
import { takenUp } from './next.ts'
import * as queries from './queries.ts'
import { rowsOf, tally } from './rows.ts'
import * as views from './views.ts'

const Firm = z.object({ place: z.string(), measure: z.string() })

/** The list of signals, its CSV, and how firm one mark is. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/signals', { access: 'signals.read' }, (req, reply) => show(rooms, req, reply))

  app.get('/signals.csv', { access: 'signals.read' }, async (req, reply) => {
    const found = await answer(rooms, req.actor, req.query)
    if (found.state === 'refused') throw forbidden(levelWords(found.measure))
    if (found.state !== 'marked') throw notFound('Any signals')
    const { signals } = await gather(rooms, req.actor, found)
    const spec = signalsList(signals)
    const { columns, rows } = csvOf(spec, arrange(spec, signals.rows, readQuery(spec, req.query)).all)
    return reply.csv(
      `signals-${found.asked.known.measure.code}-${found.asked.ground.kind}-${found.marked.end}`,
      columns,
      rows,
    )
  })

  app.get('/signals/firmness', { access: 'signals.read' }, async (req, reply) => {
    const asked = Firm.safeParse(req.query)
    if (!asked.success) throw notFound('That place and measure')
    const store = await openEvidence(rooms.db)
    const place = await queries.kindOf(rooms.db, asked.data.place)
    const kind = kinds.find(each => each === place?.kind)
    if (kind === 'lsoa' && req.actor.role !== 'analyst') throw forbidden('Small areas are for analysts')
    const firm = kind && (await firmness(rooms, store, kind, asked.data.place, asked.data.measure))
    if (!firm) throw notFound('A mark for that place and measure')
    if (!seesMark(req.actor, firm.measure, firm.area))
      throw forbidden('Your role does not open the signals of this place')
    return reply.page(showFirmness(firm, req.actor, await seenMark(rooms.db, store, req.actor, firm)))
  })
}

async function show(rooms: Rooms, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const analyst = req.actor.role === 'analyst'
  const found = await answer(rooms, req.actor, req.query)
  if (found.state !== 'marked') return reply.code(found.state === 'refused' ? 403 : 200).page(showEmpty(found, analyst))
  const { signals, counted } = await gather(rooms, req.actor, found)
  const spec = signalsList(signals)
  const query = readQuery(spec, req.query)
  return reply.page(views.showSignals(signals, arrange(spec, signals.rows, query), query, counted, analyst))
}

async function gather(rooms: Rooms, actor: Actor, { asked, marked }: Extract<Answered, { state: 'marked' }>) {
  const { measure, areas } = asked.known
  const open = await questionsOf(rooms.db, actor, measure.id)
  const { rows: marks, together } = await rowsOf(rooms.db, actor, asked, marked, open)
  const rows = await takenUp(rooms.db, actor, marks)
  const source = await sourceWords(
    rooms.db,
    asked.store,
    measure.id,
    areas.map(area => area.id),
  )
  const signals: Signals = { asked, marked, rows, cityRate: together?.rate ?? null, source }
  return { signals, counted: tally(actor, rows, rooms.pack.city.name) }
}
