// One time of asking an Open Referral feed: walked to its end first, then taken in, then what is missing is counted.
import type { Crawling, Ended } from '../crawl.ts'
import * as items from '../items.ts'
import { emptyWords, takeOffMissing } from '../missing.ts'
import { sampleOf } from '../sample.ts'
import { type Counts, none, plus } from '../schemas.ts'
import { take } from '../take.ts'
import { part } from '../values.ts'
import { readService } from './service.ts'
import { type Walk, walkOruk } from './walk.ts'

const limits = { pages: 2_000, details: 20_000 }
const mostLooking = { pages: 2, details: 8 }
const batch = 250

export async function crawlOruk(crawling: Crawling): Promise<Ended> {
  const { db, source, looking } = crawling
  const most = crawling.mostItems ?? items.mostKept
  const walked = looking ? mostLooking : limits
  const held = looking ? new Map<string, items.HeldItem>() : await items.heldItems(db, source.id)
  const walk = await walkOruk({
    asker: crawling.asker,
    address: source.address,
    held: ref => held.get(ref),
    mostPages: walked.pages,
    mostDetails: walked.details,
    progress: (done, total) => crawling.progress(`Reading ${done} of ${total}`),
  })
  const isFull = walk.services.length > most
  const came = walk.services.slice(0, most).map(value => ({
    item: readService(value, { ...crawling, ours: source.ours }),
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
  const problems = [...walk.problems, ...(empty ? [emptyWords] : []), ...(isFull ? [items.fullWords(most)] : [])]
  const complete = walk.complete && !empty && !isFull
  const taken = await takeAll(crawling, came)
  const withdrawn = complete ? await db.transaction(tx => takeOffMissing(tx, crawling, crawling.crawlId)) : undefined
  return { ...base, complete, problems, counts: plus(taken, { withdrawn: withdrawn?.withdrawn ?? 0 }) }
}

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
