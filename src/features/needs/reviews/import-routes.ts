import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { knownNames } from '../../threads/index.ts'
import { Body, doing, type Rooms, standing, whereOf } from './frame.ts'
import { columns, example, look, type Preview, previewRows, sentText } from './import.ts'
import * as queries from './queries.ts'
import type { Review } from './schemas.ts'
import * as service from './service.ts'
import { showImport } from './views.ts'

const Confirmed = z.object({ csv: z.string().max(200_000).catch('') })

/** Several recommendations of one review from a file: shown first, added once somebody has looked. */
export function importRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get('/reviews/:id/import', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    return reply.page(showImport({ review, columns, example, preview: null }))
  })

  app.post('/reviews/:id/import', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    const sent = await sentText(req, rooms.uploads)
    if ('wrong' in sent) {
      const errors = [{ field: 'file', text: sent.wrong }]
      return reply.code(422).page(showImport({ review, columns, example, preview: null, errors }))
    }
    const found = await looked(rooms, review, sent.text)
    return reply.code(found.wrongs.length ? 422 : 200).page(await shown(rooms, review, sent.text, found))
  })

  app.post('/reviews/:id/import/confirm', { access: 'reviews.edit' }, async (req, reply) => {
    const review = await standing(rooms, req)
    const { csv } = Confirmed.parse(Body.parse(req.body))
    const found = await looked(rooms, review, csv)
    if (found.wrongs.length) return reply.code(422).page(await shown(rooms, review, csv, found))
    await service.add(rooms.db, doing(rooms, req), review.id, found.rows)
    return reply.redirect(`/reviews/${review.id}`, 303)
  })
}

async function looked(rooms: Rooms, review: Review, text: string): Promise<Preview> {
  const taken = (await queries.recommendations(rooms.db, { reviewId: review.id })).map(each => each.number)
  return look(text, await whereOf(rooms), { today: rooms.today(), known: await knownNames(rooms.db) }, taken)
}

const shown = async (rooms: Rooms, review: Review, csv: string, { rows, wrongs }: Preview) =>
  showImport({
    review,
    columns,
    example,
    preview: wrongs.length ? null : { rows: previewRows(rows, await whereOf(rooms)), csv },
    wrongs,
  })
