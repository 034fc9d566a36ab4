import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { RowId } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import type { Looking } from '../analyses/view.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Today } from './doubt.ts'
import { draw, type Live, opens, viewSaid } from './draw.ts'
import * as queries from './queries.ts'
import { blocksOf, subjectOf } from './rules.ts'
import type { Assessment, Drawn, Edition, Said } from './schemas.ts'

const Address = z.object({ id: RowId })

export const doing = (rooms: Rooms, req: FastifyRequest) => ({ actor: req.actor, today: rooms.today() })

/** One assessment, for who may do this with it. Who may not see it is not told that it is there. */
export async function one({ db }: Rooms, req: FastifyRequest, verb: string): Promise<Assessment> {
  const found = Address.safeParse(req.params)
  const assessment = found.success ? await queries.find(db, found.data.id) : undefined
  if (!assessment || !decide(req.actor, 'view', 'needs-draft', subjectOf(assessment)).allowed)
    throw notFound('That assessment')
  const answer = decide(req.actor, verb, 'needs-draft', subjectOf(assessment))
  if (!answer.allowed) throw forbidden(answer.why)
  return assessment
}

export const mayReadEdition = (req: FastifyRequest, place: { code: string }): boolean =>
  decide(req.actor, 'view', 'assessment-edition', { places: [place.code] }).allowed

/** One edition, holding only the findings and views this person may see. */
export async function oneEdition(rooms: Looking, req: FastifyRequest): Promise<Edition> {
  const found = Address.safeParse(req.params)
  const edition = found.success ? await queries.findEdition(rooms.db, found.data.id) : undefined
  if (!edition || !mayReadEdition(req, edition.place)) throw notFound('That edition')
  return { ...edition, content: await openTo(rooms, req, edition.content) }
}

export async function openTo(rooms: Looking, req: FastifyRequest, drawn: Drawn): Promise<Drawn> {
  const open = async (block: Said) => ((await opens(rooms, req.actor, block)) ? block : kept(block))
  const chapters = drawn.chapters.map(async chapter => ({
    ...chapter,
    blocks: await Promise.all(chapter.blocks.map(open)),
  }))
  return { ...drawn, chapters: await Promise.all(chapters) }
}

const kept = ({ id, kind }: Said): Said => ({
  id,
  kind,
  title: kind === 'view' ? 'A way of looking' : 'A finding',
  words: '',
  figures: [],
  table: undefined,
  from: '',
  to: '',
  source: '',
  method: '',
  settings: '',
  notes: [],
  level: null,
  places: [],
  href: '',
  state: '',
  missing: kind === 'view' ? 'This view is not open to you.' : 'This finding is not open to you.',
})

/** What the views and findings of a document that stood earlier say today. */
export async function todayOf(rooms: Looking, req: FastifyRequest, then: Drawn, live?: Live): Promise<Today> {
  const chapters = then.chapters.map(({ id, title, asks, blocks }) => ({
    id,
    title,
    asks,
    blocks: blocks.flatMap(({ id, finding }) => (finding ? [{ id, kind: 'finding' as const, finding }] : [])),
  }))
  const { drawn, revised } = live ?? (await draw(rooms, req.actor, { next: 1, chapters }))
  const known = new Map(live ? blocksOf(live.drawn).map(block => [block.id, block]) : [])
  const views = new Map<string, Said>()
  for (const block of blocksOf(then)) {
    if (block.kind !== 'view' || block.view === undefined) continue
    const { id, view, asked = {}, level } = block
    const same = known.get(id)
    views.set(id, isSame(same, block) ? same : await viewSaid(rooms, req.actor, { id, view, asked, level }))
  }
  const dropped = blocksOf(drawn).filter(block => block.state === 'dropped')
  return { views, revised, dropped: new Set(dropped.flatMap(block => block.finding ?? [])) }
}

const isSame = (now: Said | undefined, then: Said): now is Said =>
  now !== undefined && now.view === then.view && JSON.stringify(now.asked) === JSON.stringify(then.asked)
