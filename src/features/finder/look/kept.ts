// What a telephone may keep of these pages for when there is no signal. Only what was chosen and not typed, only for visitors, and nothing that could
// put somebody at risk when another opens their telephone: not that help was looked for, nor a list on which help stands, nor a whole postcode.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../../platform/db.ts'
import type { Page } from '../../../platform/view.ts'
import type { PublicEntry } from '../entries/public.ts'
import type { Near, Results } from '../question.ts'
import { isQuiet } from '../quiet.ts'
import { isCode } from './address.ts'
import type { Query } from './ask.ts'
import { chipsOf } from './chips.ts'
import type { Found } from './found.ts'
import { entriesOf } from './lines.ts'
import { pagingOf } from './paging.ts'

/** A page, and the name under which a telephone may keep it; undefined: it may not. */
export type Kept = Page & { keep: string | undefined }

const harmless = (kind: string): boolean => kind === 'activity' || kind === 'work'

/** Help is not kept, whatever kind of help it is: that somebody looked for it is theirs alone. */
export const mayKeep = (entry: Pick<PublicEntry, 'kind' | 'body'>): boolean => harmless(entry.kind) && !isQuiet(entry)

interface Search {
  query: Query
  results: Pick<Results, 'crisis' | 'hits'>
  /** How the place was read; undefined where none is known. */
  near: Near | undefined
}

/** May this search be kept, as far as can be told without its entries? Help that was asked for, what somebody typed, and a plan never are. */
export const mayKeepSearch = ({ query, results, near }: Search): boolean =>
  results.crisis.length === 0 &&
  query.q === '' &&
  query.theme.length === 0 &&
  query.kind.every(harmless) &&
  query.plan === '' &&
  (query.near === '' || isPlaceName(query.near, near)) &&
  results.hits.length > 0

/** A place by its code, or by nothing but its own name. A whole postcode is mostly somebody's home, and other words may be anything. */
const isPlaceName = (typed: string, near: Near | undefined): boolean =>
  near !== undefined && (isCode(typed) || typed.trim().toLowerCase() === near.name?.toLowerCase())

/** The same, with the entries looked at one by one. */
export async function maySearchBeKept(db: Db, search: Search): Promise<boolean> {
  if (!mayKeepSearch(search)) return false
  const ids = search.results.hits.map(({ id }) => id)
  const entries = await entriesOf(db, ids)
  return entries.length === ids.length && entries.every(mayKeep)
}

/** What a search is called where there are several: by what was chosen, with its page. */
export function searchName(found: Found): string {
  const { query, t } = found
  const chosen = chipsOf(found).map(({ text }) => text)
  const page = (query.page ?? 1) > 1 ? pagingOf(found)?.words : undefined
  return [t.say('title'), ...chosen, ...(page ? [page] : [])].join(' · ')
}

/** A page with what the worker on the telephone is told of it (src/ui/browser/finder-keep.ts). Somebody signed in reads pages that are theirs. */
export function sendKept(req: FastifyRequest, reply: FastifyReply, page: Kept): FastifyReply {
  if (page.keep !== undefined && req.actor.accountId === null) {
    reply.header('upstream-keep', encodeURIComponent(page.keep.slice(0, 120)))
  }
  return reply.page(page)
}
