// What each source speaks for, put together from the coverage in force: worked out once for each state of the data and kept.
import type { Db } from '../../../platform/db.ts'
import type { Coverage } from '../observations/resolve.ts'
import { openEvidence, type Store } from '../observations/store.ts'
import type { Grain, PeriodState } from '../schemas.ts'
import * as queries from './queries.ts'
import { type LevelHeld, worstOf } from './rules.ts'
import type { CatalogueSource } from './schemas.ts'

export interface Held extends LevelHeld {
  /** Every period any file speaks of, in order, with how it stands. */
  periods: { period: string; state: PeriodState }[]
  /** How many measures have figures. */
  measures: number
}

const kept = new WeakMap<Store, { sources: number; held: Map<string, Held[]> }>()

const order = ['city', 'borough', 'ward', 'lsoa', 'neighbourhood', 'hub']

/** By source: what it holds at each level, coarsest first. */
export async function readHeld(db: Db, sources: readonly CatalogueSource[]): Promise<Map<string, Held[]>> {
  const store = await openEvidence(db)
  const known = kept.get(store)
  if (known?.sources === sources.length) return known.held
  const kinds = new Map(
    (await queries.placeKinds(db)).flatMap(one => one.ids.map((id): [number, string] => [id, one.kind])),
  )
  const sizes = new Map((await queries.vintageSizes(db)).map(one => [one.vintage, one.places]))
  const held = new Map(sources.map(source => [source.id, heldOf(store, source, kinds, sizes)]))
  kept.set(store, { sources: sources.length, held })
  return held
}

function heldOf(store: Store, source: CatalogueSource, kinds: Map<number, string>, sizes: Map<string, number>): Held[] {
  const ids = new Set(store.order.filter(one => one.sourceId === source.id).map(one => one.id))
  const drafts = new Map<string, Draft>()
  for (const claim of store.coverage) if (ids.has(claim.importId)) addClaim(drafts, claim, kinds)
  return [...drafts.values()]
    .map(draft => levelOf(draft, sizes.get(`${draft.kind}:${source.vintage}`) ?? null))
    .filter(one => one.periods.length > 0)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.from.localeCompare(b.from))
}

interface Draft {
  kind: string
  grain: Grain
  places: Set<number>
  measures: Set<number>
  periods: Map<string, Set<PeriodState>>
}

// A file speaks of one level in each block; the first place says which.
function addClaim(drafts: Map<string, Draft>, claim: Coverage, kinds: Map<number, string>): void {
  const [first] = claim.placeIds
  const kind = first === undefined ? undefined : kinds.get(first)
  if (!kind) return
  const key = `${kind} ${claim.grain}`
  const draft = drafts.get(key) ?? {
    kind,
    grain: claim.grain,
    places: new Set(),
    measures: new Set(),
    periods: new Map(),
  }
  drafts.set(key, draft)
  claim.periods.forEach((period, i) => {
    draft.periods.set(period, (draft.periods.get(period) ?? new Set()).add(claim.states[i] ?? 'held'))
  })
  if (!claim.states.includes('loaded')) return
  for (const id of claim.placeIds) draft.places.add(id)
  for (const id of claim.measureIds) draft.measures.add(id)
}

function levelOf(draft: Draft, of: number | null): Held {
  const periods = [...draft.periods]
    .map(([period, found]) => ({ period, state: worstOf([...found]) }))
    .toSorted((a, b) => a.period.localeCompare(b.period))
  const counting = periods.filter(one => one.state === 'loaded')
  return {
    kind: draft.kind,
    grain: draft.grain,
    places: draft.places.size,
    of,
    from: (counting[0] ?? periods[0])?.period ?? '',
    to: (counting.at(-1) ?? periods.at(-1))?.period ?? '',
    periods,
    measures: draft.measures.size,
  }
}
