import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { helpNow } from '../../finder/index.ts'
import { showAreas } from './areas.ts'
import * as doors from './doors.ts'
import { help } from './help.ts'
import { releasedPlaces } from './released.ts'
import { audiences, readWords } from './words.ts'

// Whatever comes in the address is text to look for, or nothing.
const Search = z.object({ q: z.string().trim().max(100).catch('').default('') })

const Language = z.object({ lang: z.string().max(10).optional().catch(undefined) })

/** The pack's words are read once, at the start; the day is asked for with each page. */
export function visitors({ db, pack, today }: { db: Db; pack: Pack; today(): string }): () => doors.Asked {
  const words = readWords(pack)
  return () => ({ db, pack, words, today: today(), help: () => helpNow(db, words.help) })
}

/** First pages for everybody. Words are the pack's; figures and records come out of releases and nowhere else. */
export function publicRoutes(app: FastifyInstance, asked: () => doors.Asked): void {
  for (const id of audiences)
    app.get(`/${id}`, { access: 'public' }, async (_req, reply) => reply.page(await doors.audience(asked(), id)))
  app.get('/help', { access: 'public' }, async (req, reply) =>
    reply.page(await help(asked().help, Language.parse(req.query).lang)),
  )
  app.get('/about', { access: 'public' }, async (_req, reply) => reply.page(await doors.about(asked())))
  app.get('/areas', { access: 'public' }, async (req, reply) =>
    reply.page(showAreas(await releasedPlaces(asked().db), Search.parse(req.query).q)),
  )
}
