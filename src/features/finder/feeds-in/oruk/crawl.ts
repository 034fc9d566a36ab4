// One time of asking an Open Referral feed: walked to its end first, then taken in, then what is missing is counted.
import type { Db } from '../../../../platform/db.ts'
import * as entries from '../../entries/queries.ts'
import type { Crawling, Ended } from '../crawl.ts'
import * as items from '../items.ts'
import { sampleOf } from '../sample.ts'
import { type Counts, none, plus } from '../schemas.ts'
import { feedReasons, take, takeOff } from '../take.ts'
import { part } from '../values.ts'
import { readService } from './service.ts'
import { type Walk, walkOruk } from './walk.ts'

const most = { pages: 2_000, details: 20_000 }
const mostLooking = { pages: 2, details: 8 }
const batch = 100

export async function crawlOruk(crawling: Crawling): Promise<Ended> {
  const { db, source, looking } = crawling
  const limits = looking ? mostLooking : most
  const held = looking ? new Map<string, items.HeldItem>() : await items.heldItems(db, source.id)
  const walk = await walkOruk({
    asker: crawling.asker,
    address: source.address,
    held: ref => held.get(ref),
    mostPages: limits.pages,
    mostDetails: limits.details,
    progress: (done, total) => crawling.progress(`Reading ${done} of ${total}`),
  })
  const came = walk.services.map(value => ({
    item: readService(value, crawling),
    modified: String(part(value).last_modified ?? part(value).updated_at ?? '').slice(0, 100),
  }))
  const sample = looking ? sampleOf(came.map(({ item }) => item)) : []
  const base = { pages: walk.pages, filters: walk.filters, sample }
  if (looking)
    return {
      ...base,
      ...lookedAt(
        walk,
        came.map(({ item }) => item.ok),
      ),
    }
  const empty = walk.complete && came.length === 0 && (await items.count(db, source.id)) > 0
  const problems = empty ? [...walk.problems, emptyWords] : [...walk.problems]
  const complete = walk.complete && !empty
  const taken = await takeAll(crawling, came)
  const withdrawn = complete ? await withdraw(db, crawling) : 0
  return { ...base, complete, problems, counts: plus(taken, { withdrawn }) }
}

const emptyWords = 'The feed is empty, and was not before: nothing was taken off. Ask the publisher'

function lookedAt(walk: Walk, oks: readonly boolean[]) {
  const refused = oks.filter(ok => !ok).length
  const seen = walk.total ?? oks.length
  const reached = walk.services.length > 0 || walk.total === 0
  return {
    complete: reached,
    problems: walk.problems,
    counts: { ...none, seen, refused, entered: oks.length - refused },
  }
}

async function takeAll(crawling: Crawling, came: Parameters<typeof take>[2]): Promise<Counts> {
  let counts = none
  for (let at = 0; at < came.length; at += batch) {
    const some = came.slice(at, at + batch)
    counts = plus(counts, await crawling.db.transaction(tx => take(tx, crawling, some)))
    await crawling.progress(`Taking in ${Math.min(at + batch, came.length)} of ${came.length}`)
  }
  return counts
}

/** Closes what two complete crawls in a row have missed. */
const withdraw = (db: Db, crawling: Crawling): Promise<number> =>
  db.transaction(async tx => {
    const lost = await items.missed(tx, crawling.source.id, crawling.crawlId)
    let withdrawn = 0
    for (const { opportunityId } of lost) {
      const entry = opportunityId === null ? undefined : await entries.find(tx, opportunityId)
      withdrawn += (await takeOff(tx, crawling, entry, feedReasons.missing)).withdrawn ?? 0
    }
    return withdrawn
  })
