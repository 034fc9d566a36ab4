// A page of changes (Realtime Paged Data Exchange 1.0), and the way from one to the next. Pure but for `walkRpde`, which asks.
import { type Asker, getJson } from '../get.ts'
import { Ref } from '../mapped.ts'
import { number, type Part, part, words } from '../values.ts'

export interface Change {
  /** Kind and id: neither is the only one of its name alone. */
  ref: string
  kind: string
  deleted: boolean
  modified: string
  data: Part
}

export interface Page {
  changes: readonly Change[]
  next: string
  licence: string
  /** Items that could not be read, in words. */
  problems: readonly string[]
}

const mostItems = 10_000

export function readRpde(json: unknown): Page | undefined {
  const from = part(json)
  if (!Array.isArray(from.items) || typeof from.next !== 'string') return undefined
  const read = from.items.slice(0, mostItems).map(readChange)
  const bad = read.filter(each => each === undefined).length
  return {
    changes: read.flatMap(each => each ?? []),
    next: from.next,
    licence: words(from.license, 300),
    problems: [
      ...(bad > 0 ? [`${bad} items without an id, a kind or a state were left out`] : []),
      ...(from.items.length > mostItems ? [`More than ${mostItems} items in one page: the rest was left out`] : []),
    ],
  }
}

function readChange(value: unknown): Change | undefined {
  const item = part(value)
  const [id, kind] = [Ref.safeParse(item.id), words(item.kind, 60)]
  if (!id.success || kind === '' || (item.state !== 'updated' && item.state !== 'deleted')) return undefined
  const deleted = item.state === 'deleted'
  const data = part(item.data)
  if (!deleted && Object.keys(data).length === 0) return undefined
  return { ref: `${kind} ${id.data}`.slice(0, 300), kind, deleted, modified: String(number(item.modified) ?? ''), data }
}

export interface Walked {
  complete: boolean
  pages: number
  problems: readonly string[]
  /** What the feed answered in place of a page, where it broke off for that. */
  status?: number | undefined
}

/**
 * From a page to the last, handing each over as it comes with where to go on: what was handed over is done, and a walk that breaks off goes on from
 * there. The last page is empty and its `next` its own address. Whoever takes a page may say why no more is wanted: that page was not taken.
 */
export async function walkRpde(
  asker: Asker,
  start: string,
  mostPages: number,
  take: (page: Page, at: string) => Promise<string | undefined>,
): Promise<Walked> {
  const been = new Set<string>()
  const problems: string[] = []
  let read = 0
  const stop = (why: string, status?: number): Walked => ({
    complete: false,
    pages: read,
    problems: [...problems, why],
    status,
  })
  for (let at = start; been.size < mostPages; ) {
    been.add(at)
    const got = await getJson(asker, at)
    if (!got.ok) return stop(got.why, got.status)
    const page = 'json' in got ? readRpde(got.json) : undefined
    if (!page) return stop('What came is no page of an OpenActive feed: “items” and “next” are not in it')
    read++
    problems.push(...page.problems)
    const next = URL.canParse(page.next, at) ? new URL(page.next, at) : undefined
    if (!next || next.host !== new URL(at).host) return stop('The next page is at another address: not followed')
    const enough = await take(page, next.href)
    if (enough !== undefined) return stop(enough)
    if (next.href === at && page.changes.length === 0) return { complete: true, pages: read, problems }
    if (been.has(next.href)) return stop('The pages go round in a circle')
    at = next.href
  }
  return stop(`More than ${mostPages} pages: the rest comes next time`)
}
