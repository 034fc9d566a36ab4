// One time of asking a feed, from beginning to end. Nothing is left half done: what was taken stands, page by page, and the rest comes next time.

import type { Day } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Taking } from './enter.ts'
import type { Asker } from './get.ts'
import { crawlOpenActive } from './openactive/crawl.ts'
import { crawlOruk } from './oruk/crawl.ts'
import * as queries from './queries.ts'
import { type Counts, type Crawl, none, type Sample, type Source } from './schemas.ts'
import { stillRight } from './still.ts'
import type { Bounds } from './values.ts'
import { crawlVenues } from './venues/bring.ts'

export interface Crawling extends Taking {
  db: Db
  asker: Asker
  bounds: Bounds
  /** A look beforehand: nothing is entered. */
  looking: boolean
  /** Of a feed that is read from its beginning: the crawl that began it. */
  since?: number | undefined
  /** Most items that are kept of a feed; items.mostKept unless said. */
  mostItems?: number | undefined
  progress(words: string): Promise<void>
}

/** What came of it. */
export interface Ended {
  complete: boolean
  pages: number
  counts: Counts
  problems: readonly string[]
  sample: readonly Sample[]
  filters?: Readonly<Record<string, boolean>>
}

export interface Means {
  asker: Asker
  today: Day
  bounds: Bounds
  mostItems?: number
}

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
  const crawling: Crawling = { ...taking, ...means, db, looking: asked.looking, progress }
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
