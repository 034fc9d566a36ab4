import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { whole } from '../../../lib/words.ts'
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
  /** How many there are; the page shows the first of them. */
  all: number
}
const searchPage = page<{
  title: string
  words: string
  groups: (Group & { more: string })[]
  found: number
  asked: boolean
}>('home/search/pages/search.njk')

const Ask = z.object({ q: z.string().trim().max(200).catch('') })
const most = 25

/** One search over everything a person may see: records, places, the framework, sources of data, methods. */
export function routes(app: FastifyInstance, db: Db): void {
  app.get('/search', { access: 'signed-in' }, async (req, reply) => {
    const { q } = Ask.parse(req.query)
    const groups = q.length < 2 ? [] : (await groupsOf(db, req.actor, q)).filter(group => group.hits.length > 0)
    const found = groups.reduce((sum, group) => sum + group.all, 0)
    const shown = groups.map(group => ({ ...group, more: moreWords(group) }))
    return reply.page(
      searchPage({ title: q ? `Search: ${q}` : 'Search', words: q, groups: shown, found, asked: q.length >= 2 }),
    )
  })
}

const moreWords = ({ hits, all }: Group): string =>
  all > hits.length ? `The first ${hits.length} of ${whole(all)}. Add a word to find the rest.` : ''

const first = (name: string, hits: readonly Hit[]): Group => ({ name, hits: hits.slice(0, most), all: hits.length })
const counted = (name: string, hits: readonly queries.Hit[]): Group => ({
  name,
  hits: [...hits],
  all: hits[0]?.all ?? 0,
})

async function groupsOf(db: Db, actor: Actor, q: string): Promise<Group[]> {
  const records = visible(actor, await searchRecords(db, q, actor)).map(record => ({
    title: record.title,
    href: record.href,
    note: `${kindWords(record.kind)}, ${record.state}`,
  }))
  return [
    first('Records', records),
    first('Places', allows(actor, 'places.read') ? await placeHits(db, q) : []),
    counted('Framework', allows(actor, 'framework.read') ? await queries.framework(db, q, most) : []),
    counted('Data', allows(actor, 'evidence.read') ? await queries.sources(db, q, most) : []),
    first('How figures are made', await methodHits(q)),
  ]
}

async function placeHits(db: Db, q: string): Promise<Hit[]> {
  const { places } = await searchPlaces(db, q)
  return places.map(place => ({
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
  return found.map(method => ({ title: method.title, href: `/methods/${method.name}`, note: method.summary }))
}
