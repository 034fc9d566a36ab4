// One time of asking an Open Referral feed: walked to its end, each page taken in as it comes, then what is missing is counted.
import type { Crawling, Ended } from '../crawling.ts'
import * as items from '../items.ts'
import type { Mapped } from '../mapped.ts'
import { emptyWords, takeOffMissing } from '../missing.ts'
import { sampleOf } from '../sample.ts'
import { type Counts, none, plus } from '../schemas.ts'
import { type Came, take } from '../take.ts'
import { modifiedOf, type Service } from './details.ts'
import { readService } from './service.ts'
import { type Walk, type Walking, walkOruk } from './walk.ts'

const limits = { pages: 2_000, details: 20_000 }
const mostLooking = { pages: 2, details: 8 }
const batch = 250

export const crawlOruk = (crawling: Crawling): Promise<Ended> => (crawling.looking ? look(crawling) : whole(crawling))

const walkingOf = (crawling: Crawling, most: typeof limits) => ({
  ...{ asker: crawling.asker, address: crawling.source.address, mostPages: most.pages, mostDetails: most.details },
  progress: (done: number, total: number) => crawling.progress(`Reading page ${done} of ${total}`),
})

const cameOf = (crawling: Crawling, { value, etag }: Service): Came => ({
  item: readService(value, { ...crawling, ours: crawling.source.ours }),
  modified: modifiedOf(value).slice(0, 100),
  etag,
})

async function look(crawling: Crawling): Promise<Ended> {
  const found: Mapped[] = []
  const walking: Walking = {
    ...walkingOf(crawling, mostLooking),
    held: () => Promise.resolve(new Map()),
    take: async services => void found.push(...services.map(each => cameOf(crawling, each).item)),
  }
  const walk = await walkOruk(walking)
  return { pages: walk.pages, filters: walk.filters, sample: sampleOf(found), ...lookedAt(walk, found) }
}

function lookedAt(walk: Walk, found: readonly Mapped[]) {
  const refused = found.filter(({ ok }) => !ok).length
  return {
    complete: found.length > 0 || walk.total === 0,
    problems: walk.problems,
    counts: { ...none, seen: walk.total ?? found.length, refused, entered: found.length - refused },
  }
}

async function whole(crawling: Crawling): Promise<Ended> {
  const { db, source } = crawling
  let counts = none
  const walk = await walkOruk({
    ...walkingOf(crawling, limits),
    held: refs => items.held(db, source.id, refs),
    async take(services) {
      const room = (crawling.mostItems ?? items.mostKept) - counts.seen
      counts = plus(counts, await takeAll(crawling, services.slice(0, room)))
      return services.length > room ? items.fullWords(crawling.mostItems ?? items.mostKept) : undefined
    },
  })
  const empty = walk.complete && walk.came === 0 && (await items.count(db, source.id)) > 0
  const complete = walk.complete && !empty
  const withdrawn = complete ? await db.transaction(tx => takeOffMissing(tx, crawling, crawling.crawlId)) : undefined
  const problems = [...walk.problems, ...walk.limits, ...(empty ? [emptyWords] : [])]
  const ended = { ...counts, withdrawn: counts.withdrawn + (withdrawn?.withdrawn ?? 0) }
  return { pages: walk.pages, filters: walk.filters, sample: [], complete, problems, counts: ended }
}

async function takeAll(crawling: Crawling, services: readonly Service[]): Promise<Counts> {
  let counts = none
  for (let at = 0; at < services.length; at += batch) {
    const came = services.slice(at, at + batch).map(each => cameOf(crawling, each))
    const taken = await crawling.db.transaction(tx => take(tx, crawling, came))
    await crawling.grown(taken)
    counts = plus(counts, taken)
  }
  return counts
}
