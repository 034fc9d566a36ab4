// One time of asking a feed, from beginning to end. Nothing is left half done: what was taken stands, page by page, and the rest comes next time.
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Crawling, Ended, Means } from './crawling.ts'
import { grower } from './grown.ts'
import { crawlOpenActive } from './openactive/crawl.ts'
import { crawlOruk } from './oruk/crawl.ts'
import * as queries from './queries.ts'
import { type Crawl, none, type Source } from './schemas.ts'
import { stillRight } from './still.ts'
import { crawlVenues } from './venues/bring.ts'

const by = 'feeds'
const asking = { oruk: crawlOruk, openactive: crawlOpenActive, places: crawlVenues }

/** Does a crawl that waits. A crawl of a feed that was stopped meanwhile asks nothing. */
export async function crawl(
  db: Db,
  means: Means,
  crawlId: number,
  progress: (words: string) => Promise<void>,
): Promise<void> {
  const asked = await queries.crawl(db, crawlId)
  const source = asked && (await queries.source(db, asked.sourceId))
  if (!asked || !source || asked.outcome !== 'running') return
  if (!asked.looking && source.state !== 'approved') return end(db, source, asked, nothing('The feed was stopped'))
  const taking = { source, crawlId, today: means.today, by, providers: new Map<string, string>() }
  const crawling: Crawling = { ...taking, ...means, db, looking: asked.looking, progress, grown: grower(db) }
  const ended = await asking[source.format](crawling)
  if (ended.complete && !asked.looking) await stillRight(db, source.id, means.today)
  await end(db, source, asked, ended)
}

const nothing = (why: string): Ended => ({ complete: false, pages: 0, counts: none, problems: [why], sample: [] })

/** A crawl that broke off for a fault of ours. */
export async function fail(db: Db, crawlId: number): Promise<void> {
  const asked = await queries.crawl(db, crawlId)
  const source = asked && (await queries.source(db, asked.sourceId))
  if (asked && source)
    await end(db, source, asked, nothing('Something went wrong here, not with the feed. Tell whoever runs Upstream'))
}

const mostProblems = 50

async function end(db: Db, source: Source, asked: Crawl, ended: Ended): Promise<void> {
  const outcome = ended.complete ? 'complete' : ended.pages === 0 ? 'failed' : 'incomplete'
  const failures = ended.complete ? 0 : source.failures + 1
  await db.transaction(async tx => {
    await queries.endCrawl(tx, asked.id, {
      ...ended.counts,
      outcome,
      pages: ended.pages,
      problems: ended.problems.slice(0, mostProblems).map(each => each.slice(0, 500)),
      sample: [...ended.sample],
    })
    if (asked.looking) return
    const inHours = ended.complete ? source.everyHours : waitHours(failures, source.everyHours)
    await queries.setNext(tx, source.id, { failures, inHours, filters: ended.filters })
    await record(tx, asked.askedBy, 'feed.crawled', `feed/${source.id}`, { crawl: asked.id, outcome, ...ended.counts })
  })
}

/** After a failure sooner than usual, then later and later: an hour, two, four… a week at most. */
export const waitHours = (failures: number, everyHours: number): number =>
  Math.min(2 ** Math.min(failures - 1, 10), Math.max(everyHours, 24) * 7, 168)
