import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { allows } from '../../people/index.ts'
import { placeHref, search as searchPlaces } from '../../places/index.ts'
import { kindWords, searchRecords, visible } from '../../threads/index.ts'
import * as methods from '../front/methods.ts'
import * as queries from './queries.ts'

interface Hit {
  title: string
  href: string
  note: string
}
interface Group {
  name: string
  hits: Hit[]
}
const searchPage = page<{ title: string; words: string; groups: Group[]; found: number; asked: boolean }>(
  'home/search/pages/search.njk',
)

const Ask = z.object({ q: z.string().trim().max(200).catch('') })
const most = 25

/** One search over everything a person may see: records, places, the framework, sources of data, methods. */
export function routes(app: FastifyInstance, db: Db): void {
  app.get('/search', { access: 'signed-in' }, async (req, reply) => {
    const { q } = Ask.parse(req.query)
    const groups = q.length < 2 ? [] : (await groupsOf(db, req.actor, q)).filter(group => group.hits.length > 0)
    const found = groups.reduce((sum, group) => sum + group.hits.length, 0)
    return reply.page(
      searchPage({ title: q ? `Search: ${q}` : 'Search', words: q, groups, found, asked: q.length >= 2 }),
    )
  })
}

async function groupsOf(db: Db, actor: Actor, q: string): Promise<Group[]> {
  const records = visible(actor, await searchRecords(db, q)).slice(0, most)
  return [
    {
      name: 'Records',
      hits: records.map(record => ({
        title: record.title,
        href: record.href,
        note: `${kindWords(record.kind)}, ${record.state}`,
      })),
    },
    { name: 'Places', hits: allows(actor, 'places.read') ? await placeHits(db, q) : [] },
    { name: 'Framework', hits: allows(actor, 'framework.read') ? await queries.framework(db, q, most) : [] },
    { name: 'Data', hits: allows(actor, 'evidence.read') ? await queries.sources(db, q, most) : [] },
    { name: 'How figures are made', hits: await methodHits(q) },
  ]
}

async function placeHits(db: Db, q: string): Promise<Hit[]> {
  const { places } = await searchPlaces(db, q)
  return places.slice(0, most).map(place => ({
    title: place.name,
    href: placeHref(place.code),
    note: [place.kind, place.boroughName && place.boroughName !== place.name ? place.boroughName : '']
      .filter(Boolean)
      .join(', '),
  }))
}

async function methodHits(q: string): Promise<Hit[]> {
  const found = (await methods.list()).filter(method =>
    `${method.title} ${method.summary}`.toLowerCase().includes(q.toLowerCase()),
  )
  return found
    .slice(0, most)
    .map(method => ({ title: method.title, href: `/methods/${method.name}`, note: method.summary }))
}
