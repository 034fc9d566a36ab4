import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { sentence } from '../../../lib/words.ts'
import { partsOf } from '../../../platform/address.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { openEvidence } from '../../evidence/index.ts'
import { labelOf, type MeasureCard, measuresOf } from '../../framework/index.ts'
import { cards } from './cards.ts'

interface MeasurePage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  city: string
  card: MeasureCard
  facts: { term: string; text: string }[]
  answers: { text: string; href: string; why: string }[]
}
const measurePage = page<MeasurePage>('home/framework/pages/measure.njk')
const Code = z.object({ code: z.string().max(120) })

/** One measure: its newest figure for the city, how it is defined, and which outcomes and goals it answers. */
export function routes(app: FastifyInstance, db: Db, pack: Pack): void {
  app.get('/measures/:code', { access: 'evidence.read' }, async (req, reply) => {
    const { code } = partsOf(Code, req.params, 'That measure')
    const measure = (await openEvidence(db)).byCode.get(code)
    const [card] = measure ? await cards(db, pack, req.actor, [code]) : []
    if (!measure || !card) throw notFound('That measure')
    const facts = [
      { term: 'What it counts', text: measure.definition },
      { term: 'Direction', text: sentence(measure.direction) },
      { term: 'Smallest place', text: measure.lowestLevel },
      ...(measure.note ? [{ term: 'Note', text: measure.note }] : []),
      { term: 'Code', text: measure.code },
    ]
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
        facts,
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
