// Walks an Open Referral feed from its first page to its last, with the details of each service. Believes no 200 (finder.md 2.2).
import { type Asker, type Got, getJson, inTurn } from '../get.ts'
import { Ref } from '../mapped.ts'
import { part, parts } from '../values.ts'
import { type Page, readPage } from './envelope.ts'

export interface Held {
  /** When the feed last said it had changed. */
  modified: string
  raw: unknown
}

export interface Walking {
  asker: Asker
  address: string
  /** What we have of a service already. */
  held(ref: string): Held | undefined
  /** Fewer for a look beforehand. */
  mostPages: number
  mostDetails: number
  progress(done: number, total: number): Promise<void>
}

export interface Walk {
  version: Page['version'] | undefined
  /** Every page came, and what came adds up. Only then may anything be missed. */
  complete: boolean
  services: readonly unknown[]
  pages: number
  total: number | undefined
  /** Which filters do what they promise. */
  filters: Readonly<Record<string, boolean>>
  problems: readonly string[]
}

const detailsAtOnce = 4
const perPage = 100
/** A feed whose details fail so often is not asked for the rest of them. */
const mostFailures = 50

/** `…/services`, whatever of it was given. */
export const baseOf = (address: string): string => address.replace(/[?#].*$/, '').replace(/\/(services)?\/*$/, '')

const listAddress = (base: string, page: number, more = ''): string =>
  `${base}/services?page=${page}&per_page=${perPage}${more}`

export async function walkOruk(walking: Walking): Promise<Walk> {
  const base = baseOf(walking.address)
  const first = await getJson(walking.asker, listAddress(base, 1))
  const start = pageOf(first)
  if (typeof start === 'string') return nothing(start)
  const filters = await probe(walking.asker, base)
  const rest = await restOf(walking, base, start)
  const all = [...start.items, ...rest.items]
  const problems = [...rest.problems, ...sumsOf(start, all)]
  const detailed = await detailsOf(walking, base, all)
  const cut = (start.pages ?? 1) > walking.mostPages
  return {
    version: start.version,
    complete: problems.length === 0 && detailed.problems.length === 0 && !cut,
    services: detailed.services,
    pages: rest.pages + 1,
    total: start.total,
    filters,
    problems: [...problems, ...detailed.problems],
  }
}

const nothing = (why: string): Walk => ({
  version: undefined,
  complete: false,
  services: [],
  pages: 0,
  total: undefined,
  filters: {},
  problems: [why],
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

interface Rest {
  items: unknown[]
  pages: number
  problems: string[]
}

async function restOf(walking: Walking, base: string, start: Page): Promise<Rest> {
  const last = Math.min(start.pages ?? 1, walking.mostPages)
  const rest: Rest = { items: [], pages: 0, problems: [] }
  for (let at = 2; at <= last; at++) {
    const page = pageOf(await getJson(walking.asker, listAddress(base, at)))
    if (typeof page === 'string') {
      rest.problems.push(`Page ${at} of ${last}: ${page}`)
      break
    }
    if (page.total !== start.total)
      rest.problems.push(`Page ${at}: the total changed from ${start.total} to ${page.total}`)
    rest.items.push(...page.items)
    rest.pages++
    await walking.progress(at, last)
  }
  return rest
}

const refOf = (item: unknown): string => Ref.safeParse(part(item).id).data ?? ''

/** Does what came add up to what was announced? */
function sumsOf(start: Page, items: readonly unknown[]): string[] {
  const refs = items.map(refOf).filter(Boolean)
  const unique = new Set(refs).size
  return [
    unique < refs.length ? `${refs.length - unique} services came twice: pages overlap, so others may be missing` : '',
    start.total === undefined ? 'The feed does not say how many services there are' : '',
    start.total !== undefined && unique + items.length - refs.length !== start.total
      ? `${start.total} services were announced and ${unique} came`
      : '',
  ].filter(Boolean)
}

const isShallow = (item: unknown): boolean => {
  const one = part(item)
  return ['schedules', 'service_at_locations', 'locations', 'regular_schedules'].every(
    key => parts(one[key]).length === 0,
  )
}

/** A list may say little of each: the rest is asked for one by one, four at a time, unless it has not changed since we last had it. */
async function detailsOf(walking: Walking, base: string, items: readonly unknown[]) {
  const problems: string[] = []
  const wanted = items.filter(isShallow).slice(0, walking.mostDetails)
  const asked = new Set(wanted)
  let done = 0
  let failures = 0
  const one = async (item: unknown): Promise<unknown> => {
    const ref = refOf(item)
    const before = walking.held(ref)
    const modified = String(part(item).last_modified ?? part(item).updated_at ?? '')
    if (!asked.has(item) || ref === '') return item
    if (failures >= mostFailures) return before?.raw ?? item
    if (before && modified !== '' && before.modified === modified) return before.raw
    const got = await getJson(walking.asker, `${base}/services/${encodeURIComponent(ref)}`)
    await walking.progress(++done, wanted.length)
    if (got.ok && 'json' in got && refOf(got.json) === ref) return got.json
    const why = !got.ok ? got.why : 'another service, or none, came'
    failures++
    if (problems.length < 20) problems.push(`Details of ${ref}: ${why}`)
    return before?.raw ?? item
  }
  return { services: await inTurn(items, detailsAtOnce, one), problems }
}
