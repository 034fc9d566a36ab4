// The page of the draft: what it says today, what may now be wrong, and what this person may do.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { doneOf, type FieldError } from '../../../platform/form.ts'
import { decide } from '../../people/index.ts'
import { beside } from '../../threads/index.ts'
import type { Looking } from '../analyses/view.ts'
import { doubtsOf } from './doubt.ts'
import { draw, type Live } from './draw.ts'
import { todayOf } from './frame.ts'
import { waitsFor } from './freeze.ts'
import * as queries from './queries.ts'
import { subjectOf } from './rules.ts'
import type { Assessment, Drawn } from './schemas.ts'
import * as views from './views.ts'

const Lens = z.object({ lens: z.string().catch('') })

const done = {
  review: 'It is with the reviewers. Nobody changes it meanwhile.',
  back: 'It is a draft again.',
  comment: 'Your comment is kept.',
  settled: 'The comment is settled.',
}

export async function shown(
  rooms: Looking,
  req: FastifyRequest,
  assessment: Assessment,
  wrong: { errors?: FieldError[]; values?: Record<string, string>; answering?: number } = {},
) {
  const { db } = rooms
  const live = await draw(rooms, req.actor, assessment.document)
  const comments = await queries.comments(db, assessment.id)
  return views.show({
    assessment,
    drawn: live.drawn,
    doubts: await doubtsNow(rooms, req, assessment, live),
    lens: Lens.parse(req.query ?? {}).lens,
    editions: await queries.editions(db, assessment.id),
    comments,
    waits: waitsFor(live.drawn, comments, await queries.smallPlaces(db)),
    may: mayOf(req, assessment),
    history: await queries.history(db, assessment.id),
    beside: await beside(db, req.actor, `needs-draft/${assessment.id}`),
    said: doneOf(req.query, done),
    ...wrong,
  })
}

/** What in the draft may be wrong: its findings as they were made, its views as the last edition has them. */
async function doubtsNow(rooms: Looking, req: FastifyRequest, { id }: Assessment, live: Live) {
  const last = await queries.lastEdition(rooms.db, id)
  const frozen = new Map(last?.content.chapters.flatMap(({ blocks }) => blocks.map(block => [block.id, block])))
  const then: Drawn = {
    ...live.drawn,
    chapters: live.drawn.chapters.map(chapter => ({
      ...chapter,
      blocks: chapter.blocks.map(block => (block.kind === 'view' ? (frozen.get(block.id) ?? block) : block)),
    })),
  }
  const today = await todayOf(rooms, req, then, live)
  // where somebody looked at what changed and found the words to hold, the draft is right as it is
  const revised = new Map([...today.revised].filter(([, change]) => !change.stands))
  return doubtsOf(then, { ...today, revised })
}

export function mayOf(req: FastifyRequest, assessment: Assessment): views.May {
  const may = (verb: string) => decide(req.actor, verb, 'needs-draft', subjectOf(assessment)).allowed
  const [draft, edit, approve] = [assessment.status === 'draft', may('edit'), may('approve')]
  return {
    edit: edit && draft,
    review: edit && draft,
    back: (edit || approve) && !draft,
    comment: !draft,
    settle: edit || approve,
    freeze: approve && !draft,
  }
}
