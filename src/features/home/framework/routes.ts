import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { labelOf, type MeasureCard, measuresOf } from '../../framework/index.ts'
import { cards, openCity } from './cards.ts'
import { type Course, courseOf, factsOf, lagsOf, publishedIn } from './measure-view.ts'

interface MeasurePage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  city: string
  card: MeasureCard
  course: Course
  published: { text: string; href: string; on: string }[]
  facts: { term: string; text: string }[]
  answers: { text: string; href: string; why: string }[]
}
const measurePage = page<MeasurePage>('home/framework/pages/measure.njk')
const Code = z.object({ code: z.string().max(120) })

/** One measure: its newest figure for the city, how it is defined, and which outcomes and goals it answers. */
export function routes(app: FastifyInstance, db: Db, pack: Pack): void {
  app.get('/measures/:code', { access: 'evidence.read' }, async (req, reply) => {
    const { code } = partsOf(Code, req.params, 'That measure')
    const seen = await openCity(db, pack, req.actor)
    const measure = seen.store.byCode.get(code)
    const [card] = measure ? await cards(db, pack, req.actor, [code]) : []
    if (!measure || !card) throw notFound('That measure')
    return reply.page(
      measurePage({
        title: measure.name,
        breadcrumbs: [
          { text: 'Data', href: '/data' },
          { text: 'Measures', href: '/data/measures' },
          { text: measure.name },
        ],
        city: pack.city.name,
        card,
        course: await courseOf(seen, measure),
        published: await publishedIn(seen, measure),
        facts: factsOf(measure, await lagsOf(seen, measure)),
        answers: await answers(db, code),
      }),
    )
  })
}

async function answers(db: Db, measure: string): Promise<MeasurePage['answers']> {
  const chosen = (await measuresOf(db)).filter(each => each.value === measure)
  return Promise.all(
    chosen.map(async ({ code, why }) => ({ text: await labelOf(db, code), href: `/framework/${code}`, why })),
  )
}
