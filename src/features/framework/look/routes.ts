import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, type ListSpec, listView, readQuery } from '../../../platform/list.ts'
import type { Page } from '../../../platform/view.ts'
import { decide } from '../../people/index.ts'
import * as changes from '../changes/queries.ts'
import * as queries from '../queries.ts'
import { statistics } from '../read.ts'
import type { Node, Version } from '../schemas.ts'
import type { Around, MeasureCard, Tagged } from './around.ts'
import { layers, showDrawing } from './drawing-view.ts'
import { showBalance, showGaps } from './gaps-view.ts'
import { aimRows, aimsList, crumbs, itemRows, itemsList, listPage, statisticsList } from './lists.ts'
import { childrenOf, type Look, open } from './look.ts'
import { missingOf } from './missing.ts'
import { showMissing } from './missing-view.ts'
import { showNode } from './node-view.ts'
import { emptyPage, showOverview } from './overview-view.ts'
import { showAbout, showQuestions, showVersions } from './sheets-view.ts'

/** What the framework's pages stand on. */
export interface Rooms {
  db: Db
  today(): string
  city: string
  /** The pack of this city, and its code: what is not loaded is said with how to load it. */
  packId: string
  cityCode: string
  around: Around
}

export const mayEdit = (actor: Actor): boolean => decide(actor, 'edit', 'framework').allowed
const Drawn = z.object({ layer: z.enum(layers).catch('theory') })
const Code = z.object({ code: z.string().max(120) })
/** A code of an address; one too long to be any is not found, like any other that is not there. */
function codeOf({ params }: FastifyRequest): string {
  const found = Code.safeParse(params)
  if (!found.success) throw notFound('That item of the framework')
  return found.data.code
}
const access = { access: 'framework.read' }

type Look0 = (look: Look, req: FastifyRequest) => Promise<Page> | Page

/** The framework's pages for the partnership. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db, around } = rooms
  const get = (path: string, show: Look0) =>
    app.get(path, access, async (req, reply) => {
      const look = await open(db, rooms.today())
      return reply.page(look ? await show(look, req) : emptyPage({ title: 'Framework', city: rooms.city }))
    })
  const records = (req: FastifyRequest) => around.tagged(req.actor)

  get('/framework', async (look, req) => {
    const waiting = await changes.list(db, { state: 'waiting' })
    return showOverview(look, await records(req), waiting.length)
  })
  get('/framework/drawing', (look, req) => showDrawing(look, Drawn.parse(req.query).layer))
  get('/framework/gaps', async (look, req) => showGaps(look, await records(req)))
  get('/framework/balance', async (look, req) => showBalance(look, await records(req)))
  get('/framework/questions', look => showQuestions(look))
  get('/framework/about', async (look, req) => showAbout(look, await since(rooms), mayEdit(req.actor)))
  get('/framework/versions', async () => {
    const versions = await queries.versions(db, rooms.today())
    const maps = new Map<number, Awaited<ReturnType<typeof queries.successions>>>()
    for (const version of versions) maps.set(version.id, await queries.successions(db, version.id))
    return showVersions(versions, maps, rooms.today())
  })
  lists(app, rooms)
  get('/framework/:code/missing', (look, req) => missingPageOf(rooms, look, req))
  get('/framework/:code', async (look, req) =>
    nodePageOf(rooms, look, req.actor, partsOf(Code, req.params, 'That part of the framework').code),
  )
}

const since = async ({ db, today }: Rooms) =>
  new Map((await queries.wordsInForce(db, today())).map(({ code, startsOn }) => [code, startsOn]))

function lists(app: FastifyInstance, rooms: Rooms): void {
  const list = <R>(
    path: string,
    words: { title: string; lead: string },
    spec: (look: Look | undefined) => ListSpec<R>,
    rows: (look: Look, req: FastifyRequest) => Promise<R[]>,
  ) => {
    const read = async (req: FastifyRequest) => {
      const look = await open(rooms.db, rooms.today())
      return { spec: spec(look), rows: look ? await rows(look, req) : [] }
    }
    app.get(path, access, async (req: FastifyRequest, reply: FastifyReply) => {
      const found = await read(req)
      const query = readQuery(found.spec, req.query)
      const shown = listView(found.spec, query, arrange(found.spec, found.rows, query))
      return reply.page(listPage({ ...words, breadcrumbs: crumbs(words.title), list: shown }))
    })
    app.get(`${path}.csv`, access, async (req: FastifyRequest, reply: FastifyReply) => {
      const found = await read(req)
      const csv = csvOf(found.spec, arrange(found.spec, found.rows, readQuery(found.spec, req.query)).all)
      return reply.csv(path.slice(1).replace('/', '-'), csv.columns, csv.rows)
    })
  }
  list(
    '/framework/aims',
    {
      title: 'Aims and how far they have come',
      lead: 'Live, paused or done is taken from the work tagged with each aim, as far as you may see it. “Nothing yet” is a gap.',
    },
    () => aimsList,
    async (look, req) => aimRows(look, await rooms.around.tagged(req.actor)),
  )
  list(
    '/framework/items',
    { title: 'Every item', lead: 'Everything the documents say, each with the document and section it comes from.' },
    look => itemsList(look?.nodes ?? []),
    async look => itemRows(look),
  )
  list(
    '/framework/statistics',
    {
      title: 'Statistics as stated then',
      lead: 'Figures the documents print, with their period, place and publisher. They describe their own time: never give one without its period. Where a document gives none, that is said, with the time the document itself covers; no period is guessed.',
    },
    () => statisticsList,
    () => statistics(rooms.db, rooms.today()),
  )
}

function missingPageOf({ packId, cityCode }: Rooms, look: Look, req: FastifyRequest): Page {
  const code = codeOf(req)
  const node = look.byCode.get(code)
  if (!node || (node.kind !== 'goal' && node.kind !== 'outcome')) throw notFound('That goal or outcome')
  return showMissing(node, missingOf(packId, code), { packId, code: cityCode }, mayEdit(req.actor))
}

async function nodePageOf(rooms: Rooms, look: Look, actor: Actor, code: string): Promise<Page> {
  const { db, today, around } = rooms
  const node = look.byCode.get(code) ?? (await queries.find(db, code, today()))
  if (!node) throw notFound('That item of the framework')
  const versions = await queries.versions(db, today())
  const predecessors = await queries.predecessors(db, code)
  const below = [code, ...predecessors, ...childrenOf(look, code).map(child => child.code)]
  const records = await around.tagged(actor, below)
  return showNode({
    look,
    node,
    version: versionOf(versions, node, look.version),
    predecessors,
    successors: await queries.successors(db, code),
    versions: await queries.everyVersion(db, code),
    words: await queries.wordsOf(db, code),
    records: own(records, [code, ...predecessors]),
    below: records,
    cards: await cardsOf(rooms, look, actor, node, predecessors),
    waiting: await changes.list(db, { code, state: 'waiting' }),
    mayEdit: mayEdit(actor) && node.version === look.version.code,
  })
}

const versionOf = (versions: readonly Version[], node: Node, inForce: Version) =>
  versions.find(version => version.code === node.version) ?? inForce

const own = (records: readonly Tagged[], codes: readonly string[]) =>
  records.filter(({ codes: tags, contextLevel, journeyStage, preventionLevel }) =>
    [...tags, contextLevel, journeyStage, preventionLevel].some(tag => tag !== null && codes.includes(tag)),
  )

/** A goal's own measures first, then those of the outcomes that serve it. */
async function cardsOf(
  { around }: Rooms,
  look: Look,
  actor: Actor,
  node: Node,
  predecessors: readonly string[],
): Promise<MeasureCard[]> {
  if (node.kind !== 'goal' && node.kind !== 'outcome') return []
  const serving = look.goals.filter(each => each.value === node.code).map(each => each.code)
  const wanted = [node.code, ...predecessors, ...(node.kind === 'goal' ? serving : [])]
  const codes = wanted.flatMap(code => look.measures.filter(each => each.code === code).map(each => each.value))
  return around.measures(actor, [...new Set(codes)])
}
