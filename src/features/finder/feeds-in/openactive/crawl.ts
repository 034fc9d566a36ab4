// One time of asking an OpenActive feed: changes since last time, page by page, each page with the place to go on from.
import type { Crawling, Ended } from '../crawl.ts'
import { sampleOf } from '../sample.ts'
import { type Counts, none, plus, type Sample } from '../schemas.ts'
import { readEvent } from './event.ts'
import { isSession, newest, takePage } from './page.ts'
import { type Page, walkRpde } from './rpde.ts'

const mostPages = 5_000

interface Sum {
  counts: Counts
  pages: number
  problems: string[]
  complete: boolean
  sample: Sample[]
}

export async function crawlOpenActive(crawling: Crawling): Promise<Ended> {
  const { source, looking } = crawling
  const sum: Sum = { counts: none, pages: 0, problems: [], complete: true, sample: [] }
  await walkOne(crawling, sum, 'cursor', looking ? source.address : source.cursor || source.address)
  if (source.sessionsAddress !== '' && !looking)
    await walkOne(crawling, sum, 'sessions', source.sessionsCursor || source.sessionsAddress)
  return sum
}

async function walkOne(crawling: Crawling, sum: Sum, which: 'cursor' | 'sessions', start: string): Promise<void> {
  const taken = async (page: Page, next: string) => {
    if (crawling.looking) return look(crawling, sum, page)
    sum.counts = plus(sum.counts, await takePage(crawling, page, which, next))
    await crawling.progress(`${sum.counts.seen} changes read`)
  }
  const walked = await walkRpde(crawling.asker, start, crawling.looking ? 1 : mostPages, taken)
  sum.pages += walked.pages
  // a look stops after one page, as it was meant to
  const looked = crawling.looking && walked.pages > 0
  sum.complete &&= walked.complete || looked
  if (!looked) sum.problems.push(...walked.problems)
}

function look(crawling: Crawling, sum: Sum, page: Page): void {
  const updated = newest(page.changes).filter(change => !change.deleted && !isSession(change))
  const read = updated.map(({ ref, data }) => readEvent(ref, data, [], crawling))
  sum.sample = sampleOf(read)
  const refused = read.filter(item => !item.ok).length
  sum.counts = plus(sum.counts, { seen: page.changes.length, entered: read.length - refused, refused })
  sum.problems.push(...page.problems, ...(page.licence === '' ? [] : [`The feed names its licence: ${page.licence}`]))
}
