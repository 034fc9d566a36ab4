import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { RowId } from '../../../platform/form.ts'
import { openEvidence } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { figuresOf } from './figures.ts'
import { mostBytes } from './file.ts'
import * as queries from './queries.ts'
import { path, readingOf } from './reading.ts'
import * as service from './service.ts'
import { boroughHead, boroughRows, categoryHead, categoryRows } from './tables.ts'
import { showEmpty, showIndex, showIndexes, showReady } from './views.ts'

const Params = z.object({ id: RowId })
const indexes = `${path}/indexes`

/** Harm beside counts, its files, and the indexes it is weighed with. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  harmRoutes(app, rooms)
  indexRoutes(app, rooms)
}

function harmRoutes(app: FastifyInstance, { db, pack }: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const found = await figuresOf(db, await openEvidence(db), pack.city.code)
    if (found.state !== 'ready') return reply.page(showEmpty(found))
    const reading = await readingOf(db, found.figures)
    return reply.page(showReady(found.figures, reading, req.actor))
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (_req, reply) => {
    const found = await figuresOf(db, await openEvidence(db), pack.city.code)
    if (found.state !== 'ready') throw notFound('Any harm figures')
    const { title, settings, source, notes } = await readingOf(db, found.figures)
    const heads = ['Table', ...boroughHead, ...categoryHead.slice(1), 'Title', 'Weights', 'Source', 'Remarks']
    const none = (n: number) => Array<string>(n).fill('')
    const same = [title, settings, source, notes.join(' ')]
    const rows = [
      ...categoryRows(found.figures).map(([name = '', ...row]) => [
        'category',
        name,
        ...none(boroughHead.length - 1),
        ...row,
        ...same,
      ]),
      ...boroughRows(found.figures).map(row => ['borough', ...row, ...none(categoryHead.length - 1), ...same]),
    ]
    return reply.csv(`harm-${found.figures.end}`, ['Table', 'Borough or category', ...heads.slice(2)], rows)
  })
}

function indexRoutes(app: FastifyInstance, rooms: Rooms): void {
  const { db, pack } = rooms
  const doing = (req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })
  const mayLoad = (req: FastifyRequest) => allows(req.actor, 'harm-indexes.load')

  app.get(indexes, { access: 'harm-indexes.read' }, async (req, reply) =>
    reply.page(showIndexes(await queries.list(db), mayLoad(req))),
  )

  app.post(indexes, { access: 'harm-indexes.load' }, async (req, reply) => {
    const file = await sentFile(req)
    const found = typeof file === 'string' ? { problems: [file] } : await service.load(db, pack, doing(req), file)
    if ('problems' in found) return reply.code(422).page(showIndexes(await queries.list(db), true, found.problems))
    return reply.redirect(`${indexes}/${found.id}`, 303)
  })

  app.get(`${indexes}/:id`, { access: 'harm-indexes.read' }, async (req, reply) => {
    const index = await indexOf(rooms, req)
    const names = new Map((await openEvidence(db)).measures.map(one => [one.id, one.name]))
    return reply.page(showIndex(index, await queries.weightsOf(db, index.id), names, mayLoad(req)))
  })

  for (const [verb, deed] of [
    ['use', service.use],
    ['drop', service.drop],
  ] as const)
    app.post(`${indexes}/:id/${verb}`, { access: 'harm-indexes.load' }, async (req, reply) => {
      const { id } = await indexOf(rooms, req)
      await deed(db, doing(req), id)
      return reply.redirect(verb === 'use' ? path : indexes, 303)
    })
}

async function indexOf({ db }: Rooms, req: FastifyRequest): Promise<queries.Index> {
  const found = Params.safeParse(req.params)
  const index = found.success ? await queries.find(db, found.data.id) : undefined
  if (!index || index.status === 'dropped') throw notFound('That index')
  return index
}

/** The file of the form; or, in words, why there is none. */
async function sentFile(req: FastifyRequest): Promise<{ name: string; text: string } | string> {
  if (!req.isMultipart()) return 'Choose a file'
  const part = await req.file({ limits: { fileSize: mostBytes, files: 1, fields: 5 }, throwFileSizeLimit: false })
  if (!part) return 'Choose a file'
  const bytes = await part.toBuffer()
  if (part.file.truncated) return 'The file must be smaller than 1 MB'
  if (bytes.length === 0) return 'Choose a file with weights in it'
  return { name: part.filename.replace(/[^\w. -]+/g, '-'), text: bytes.toString('utf8') }
}
