// Walks an Open Referral feed from its first page to its last, handing each page over with the details of its services: nothing but their ids is kept.
// Believes no 200 (finder.md 2.2).
import { type Asker, type Got, getJson } from '../get.ts'
import { type Asked, type Asking, detailsOf, refOf, type Service } from './details.ts'
import { type Page, readPage } from './envelope.ts'

export interface Walking extends Asking {
  address: string
  /** Takes the services of a page. Says why no more is wanted, where that is so. */
  take(services: readonly Service[]): Promise<string | undefined>
  /** Fewer for a look beforehand. */
  mostPages: number
  progress(done: number, total: number): Promise<void>
}

export interface Walk {
  version: Page['version'] | undefined
  /** Every page came, and what came adds up. Only then may anything be missed. */
  complete: boolean
  /** How many services came. */
  came: number
  pages: number
  total: number | undefined
  /** Which filters do what they promise. */
  filters: Readonly<Record<string, boolean>>
  problems: readonly string[]
  /** What we did not ask for, since it is more than we ask: of a look beforehand that is no fault of the feed. */
  limits: readonly string[]
}

const perPage = 100

/** `…/services`, whatever of it was given. */
export const baseOf = (address: string): string => address.replace(/[?#].*$/, '').replace(/\/(services)?\/*$/, '')

const listAddress = (base: string, page: number, more = ''): string =>
  `${base}/services?page=${page}&per_page=${perPage}${more}`

export async function walkOruk(walking: Walking): Promise<Walk> {
  const base = baseOf(walking.address)
  const start = pageOf(await getJson(walking.asker, listAddress(base, 1)))
  if (typeof start === 'string') return nothing(start)
  const filters = await probe(walking.asker, base)
  const sum: Sum = { refs: new Set(), named: 0, came: 0, pages: 0, stopped: false, problems: [] }
  const asked: Asked = { details: 0, failures: 0, problems: [], cut: false }
  for await (const page of pagesFrom(walking, base, start, sum)) {
    add(sum, page)
    const enough = await walking.take(await detailsOf(walking, base, page.items, asked))
    await walking.progress(sum.pages, start.pages ?? 1)
    if (enough === undefined) continue
    sum.stopped = true
    sum.problems.push(enough)
    break
  }
  const limits = limitsOf(walking, start, asked)
  const isCut = sum.stopped || (start.pages ?? 1) > walking.mostPages
  const problems = [...sum.problems, ...sumsOf(start, sum, isCut), ...asked.problems]
  const { came, pages } = sum
  const complete = problems.length === 0 && limits.length === 0 && asked.failures === 0
  return { version: start.version, complete, came, pages, total: start.total, filters, problems, limits }
}

const limitsOf = ({ mostPages, mostDetails }: Walking, { pages = 1 }: Page, { cut }: Asked): string[] => [
  ...(pages > mostPages ? [`Only the first ${mostPages} of ${pages} pages were read`] : []),
  ...(cut ? [`More than ${mostDetails} services without details in the list: the rest was not asked for`] : []),
]

const nothing = (why: string): Walk => ({
  ...{ version: undefined, complete: false, came: 0, pages: 0 },
  ...{ total: undefined, filters: {}, problems: [why], limits: [] },
})

function pageOf(got: Got): Page | string {
  if (!got.ok) return got.why
  if ('unchanged' in got) return 'The feed answered “not modified” to what was never asked'
  const page = readPage(got.json)
  return page ?? 'What came is no list of Open Referral: neither “contents” (3.0) nor “content” (1.0) is in it'
}

/** Asks what nothing can answer: a filter that works gives none. */
async function probe(asker: Asker, base: string): Promise<Record<string, boolean>> {
  const asked = { modified_after: '2099-01-01T00:00:00Z', search: 'qzxjvkwq' }
  const found: Record<string, boolean> = {}
  for (const [name, value] of Object.entries(asked)) {
    const page = pageOf(await getJson(asker, listAddress(base, 1, `&${name}=${encodeURIComponent(value)}`)))
    found[name] = typeof page !== 'string' && page.items.length === 0 && (page.total ?? 0) === 0
  }
  return found
}

/** Of all pages so far. */
interface Sum {
  /** The names of services: all that is kept of a page once it was taken. */
  refs: Set<string>
  named: number
  came: number
  pages: number
  stopped: boolean
  problems: string[]
}

function add(sum: Sum, { items }: Page): void {
  const refs = items.map(refOf).filter(Boolean)
  for (const ref of refs) sum.refs.add(ref)
  sum.named += refs.length
  sum.came += items.length
  sum.pages++
}

async function* pagesFrom(walking: Walking, base: string, start: Page, { problems }: Sum): AsyncGenerator<Page> {
  const last = Math.min(start.pages ?? 1, walking.mostPages)
  yield start
  for (let at = 2; at <= last; at++) {
    const page = pageOf(await getJson(walking.asker, listAddress(base, at)))
    if (typeof page === 'string') return void problems.push(`Page ${at} of ${last}: ${page}`)
    if (page.total !== start.total) problems.push(`Page ${at}: the total changed from ${start.total} to ${page.total}`)
    yield page
  }
}

/** Does what came add up to what was announced? Of a walk that did not go to the end only what came twice is told. */
function sumsOf({ total }: Page, { refs, named, came }: Sum, isCut: boolean): string[] {
  return [
    refs.size < named ? `${named - refs.size} services came twice: pages overlap, so others may be missing` : '',
    total === undefined ? 'The feed does not say how many services there are' : '',
    !isCut && total !== undefined && refs.size + came - named !== total
      ? `${total} services were announced and ${refs.size} came`
      : '',
  ].filter(Boolean)
}
