// One time of asking an OpenActive feed: changes since last time, page by page, each page with the place to go on from; or all of it from its beginning.
import type { Crawling, Ended } from '../crawling.ts'
import * as items from '../items.ts'
import { emptyWords, takeOffMissing } from '../missing.ts'
import * as queries from '../queries.ts'
import { sampleOf } from '../sample.ts'
import { type Counts, none, plus, type Sample } from '../schemas.ts'
import { readEvent } from './event.ts'
import { isSession, newest, readAgain, takePage } from './page.ts'
import { type Page, type Walked, walkRpde } from './rpde.ts'

const mostPages = 5_000

interface Sum {
  counts: Counts
  pages: number
  problems: string[]
  complete: boolean
  sample: Sample[]
}

export async function crawlOpenActive(crawling: Crawling): Promise<Ended> {
  const { db, source, looking, crawlId } = crawling
  const sum: Sum = { counts: none, pages: 0, problems: [], complete: true, sample: [] }
  if (looking) {
    await walkOne(crawling, sum, 'cursor', source.address)
    return sum
  }
  const isFirst = source.cursor === '' && source.sessionsCursor === ''
  const since = source.begunCrawl ?? (isFirst ? crawlId : undefined)
  if (since === crawlId) await queries.beginAgain(db, source.id, crawlId)
  const known = await walkBoth({ ...crawling, since }, sum)
  if (known) return settled({ ...crawling, since }, sum)
  await queries.beginAgain(db, source.id, crawlId)
  const afresh = { ...crawling, since: crawlId, source: { ...source, cursor: '', sessionsCursor: '' } }
  const again: Sum = { ...sum, problems: [], complete: true }
  await walkBoth(afresh, again)
  return settled(afresh, again)
}

/** What a feed answers that does not know any more where we stopped: it was moved, or began anew. */
const forgotten = new Set([400, 404, 410])

/** False where the feed does not know any more where we stopped. */
async function walkBoth(crawling: Crawling, sum: Sum): Promise<boolean> {
  const { cursor, sessionsCursor, address, sessionsAddress } = crawling.source
  const isLost = ({ pages, status = 0 }: Walked) => pages === 0 && forgotten.has(status)
  const walked = await walkOne(crawling, sum, 'cursor', cursor || address)
  if (cursor !== '' && isLost(walked)) return false
  if (sessionsAddress === '') return true
  const sessions = await walkOne(crawling, sum, 'sessions', sessionsCursor || sessionsAddress)
  return sessionsCursor === '' || !isLost(sessions)
}

/**
 * After all of it was read from its beginning: what two such readings in a row have not named is taken off. Where something is missing for the first time,
 * the next crawl reads all of it again.
 */
async function settled(crawling: Crawling, sum: Sum): Promise<Ended> {
  const { db, source, since } = crawling
  if (!sum.complete || since === undefined) return sum
  return db.transaction(async tx => {
    const { came } = await items.missing(tx, source.id, since)
    if (!came && (await items.count(tx, source.id)) > 0) {
      await queries.beginAgain(tx, source.id, null)
      return { ...sum, complete: false, problems: [...sum.problems, emptyWords] }
    }
    const { withdrawn, lost } = await takeOffMissing(tx, crawling, since)
    const parents = lost.map(({ parentId }) => parentId).filter(id => id !== '')
    const again = await readAgain(tx, crawling, parents)
    await queries.endWhole(tx, source.id)
    if ((await items.missing(tx, source.id, since)).any) await queries.beginAgain(tx, source.id, null)
    return { ...sum, counts: plus(plus(sum.counts, { ...again, seen: 0 }), { withdrawn }) }
  })
}

async function walkOne(crawling: Crawling, sum: Sum, which: 'cursor' | 'sessions', start: string): Promise<Walked> {
  const taken = async (page: Page, next: string): Promise<string | undefined> => {
    if (crawling.looking) return void look(crawling, sum, page)
    const most = crawling.mostItems ?? items.mostKept
    if (!(await hasRoom(crawling, page, most))) return items.fullWords(most)
    const counts = await takePage(crawling, page, which, next)
    sum.counts = plus(sum.counts, counts)
    await crawling.grown(counts)
    await crawling.progress(`${sum.counts.seen} changes read`)
    return undefined
  }
  const walked = await walkRpde(crawling.asker, start, crawling.looking ? 1 : mostPages, taken)
  sum.pages += walked.pages
  // a look stops after one page, as it was meant to
  const looked = crawling.looking && walked.pages > 0
  sum.complete &&= walked.complete || looked
  if (!looked) sum.problems.push(...walked.problems)
  return walked
}

async function hasRoom({ db, source }: Crawling, { changes }: Page, most: number): Promise<boolean> {
  const held = await items.count(db, source.id)
  const come = changes.filter(({ deleted }) => !deleted).map(({ ref }) => ref)
  if (held + come.length <= most) return true
  return held + come.length - (await items.were(db, source.id, come)).length <= most
}

function look(crawling: Crawling, sum: Sum, page: Page): void {
  const updated = newest(page.changes).filter(change => !change.deleted && !isSession(change))
  const read = updated.map(({ ref, data }) => readEvent(ref, data, [], crawling))
  sum.sample = sampleOf(read)
  const refused = read.filter(item => !item.ok).length
  sum.counts = plus(sum.counts, { seen: page.changes.length, entered: read.length - refused, refused })
  sum.problems.push(...page.problems, ...(page.licence === '' ? [] : [`The feed names its licence: ${page.licence}`]))
}
