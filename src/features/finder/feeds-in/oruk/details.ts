// A list may say little of each service: the rest is asked for one by one, four at a time, unless it has not changed since we last had it.
import { type Asker, type Got, getJson, inTurn } from '../get.ts'
import type { Held } from '../items.ts'
import { Ref } from '../mapped.ts'
import { part, parts } from '../values.ts'

/** A service as the feed says it, and the tag its details came with. */
export interface Service {
  value: unknown
  etag: string
}

/** What asking for details takes. */
export interface Asking {
  asker: Asker
  /** What we have of these services already. */
  held(refs: readonly string[]): Promise<ReadonlyMap<string, Held>>
  /** Fewer for a look beforehand. */
  mostDetails: number
}

/** What has come so far of one walk. */
export interface Asked {
  details: number
  failures: number
  problems: string[]
  /** Some were not asked for: there are more than we ask. */
  cut: boolean
}

const detailsAtOnce = 4
/** A feed whose details fail so often is not asked for the rest of them. */
const mostFailures = 50

export const refOf = (item: unknown): string => Ref.safeParse(part(item).id).data ?? ''
export const modifiedOf = (item: unknown): string => String(part(item).last_modified ?? part(item).updated_at ?? '')

const isShallow = (item: unknown): boolean => {
  const one = part(item)
  return ['schedules', 'service_at_locations', 'locations', 'regular_schedules'].every(
    key => parts(one[key]).length === 0,
  )
}

/** The services of a page with their details, in order. `asked` goes on from page to page. */
export async function detailsOf(
  asking: Asking,
  base: string,
  items: readonly unknown[],
  asked: Asked,
): Promise<Service[]> {
  const wanted = items.filter(isShallow).map(refOf).filter(Boolean)
  const held = wanted.length === 0 ? new Map<string, Held>() : await asking.held(wanted)
  return inTurn(items, detailsAtOnce, async (item): Promise<Service> => {
    const ref = refOf(item)
    if (!isShallow(item) || ref === '') return { value: item, etag: '' }
    return detail(asking, base, item, held.get(ref), asked)
  })
}

async function detail(
  asking: Asking,
  base: string,
  item: unknown,
  before: Held | undefined,
  asked: Asked,
): Promise<Service> {
  const [ref, modified] = [refOf(item), modifiedOf(item)]
  const known: Service = before ? { value: before.raw, etag: before.etag } : { value: item, etag: '' }
  // what is kept without its details, since they could not be had, has the date of the list all the same: it is asked for again
  if (before && modified !== '' && before.modified === modified && !isShallow(before.raw)) return known
  if (asked.failures >= mostFailures) return known
  asked.cut ||= asked.details >= asking.mostDetails
  if (asked.cut) return known
  asked.details++
  const tag: Record<string, string> = before?.etag ? { 'if-none-match': before.etag } : {}
  const got = await getJson(asking.asker, `${base}/services/${encodeURIComponent(ref)}`, tag)
  if (got.ok && 'unchanged' in got && before) return known
  if (got.ok && 'json' in got && refOf(got.json) === ref) return { value: got.json, etag: got.etag.slice(0, 200) }
  asked.failures++
  if (asked.problems.length < 20) asked.problems.push(`Details of ${ref}: ${whyOf(got)}`)
  return known
}

const whyOf = (got: Got): string => (got.ok ? 'another service, or none, came' : got.why)
