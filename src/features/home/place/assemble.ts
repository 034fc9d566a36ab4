import { addMonths, monthsBetween } from '../../../lib/dates.ts'
import { type RatioTest, rateRatioTest } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import {
  isKnown,
  type Measure,
  openEvidence,
  type Sight,
  type Store,
  show,
  sight,
  sourcesOf,
  type Where,
} from '../../evidence/index.ts'
import { dispersionOf, questionsAt, type Signal, signalsAt } from '../../needs/index.ts'
import { type Tile, vintageOf } from '../../places/index.ts'
import { type Deprivation, deprivationOf } from './deprivation.ts'
import { type RateFigure, rateFor, rateOf, type Trend, trend, trends, yearSums, yearTo } from './figures.ts'
import { once } from './kept.ts'
import * as queries from './queries.ts'

export interface Comparator {
  name: string
  role: 'place' | 'borough' | 'city' | 'similar'
  figure: RateFigure | undefined
}

export interface MeasurePart {
  measure: Measure
  see: Sight
  trend: Trend
  signal: Signal | undefined
  /** A place that is in no assessment (a small area, a neighbourhood, a hub) is tested by itself. */
  alone: RatioTest | undefined
  /** Twelve months to the trend's end, the place first. */
  rates: Comparator[]
  /** Places of the comparison that the city's rate rests on: "wards". */
  cityOf: string
}

/** A measure that is not shown at this place, and what stands in for it. */
export interface Elsewhere {
  measure: Measure
  why: string
  borough:
    | {
        name: string
        code: string
        count: number | null
        earlier: number | null
        figure: RateFigure | undefined
        end: string
        see: Sight
      }
    | undefined
}

export interface PlaceFacts {
  place: queries.Place
  store: Store
  areaIds: number[]
  members: queries.Member[]
  residents: queries.Residents | undefined
  assets: queries.Asset[]
  deprivation: Deprivation | undefined
  headlines: MeasurePart[]
  always: (MeasurePart | Elsewhere)[]
  others: { measure: Measure; see: Sight; trend: Trend }[]
  questions: Awaited<ReturnType<typeof questionsAt>>
  children: queries.Named[]
  neighbours: queries.Named[]
  became: queries.Link[]
  sources: queries.SourceLine[]
}

export const whereOf = (place: queries.Place): Where => ({
  kind: place.kind,
  code: place.code,
  boroughCode: place.boroughCode,
})
const own = (place: queries.Place) => place.kind === 'neighbourhood' || place.kind === 'hub'

/** Newest vintage of a kind that places of the city have now. */
export const vintageNow = (db: Db, store: Store, kind: Tile): Promise<string> =>
  once(store, `vintage/${kind}`, async () => (await vintageOf(db, kind)) ?? '')

/** Everything the place page shows, read once and checked for the person who asks. */
export async function assemble(db: Db, pack: Pack, actor: Actor, place: queries.Place): Promise<PlaceFacts> {
  const store = await openEvidence(db)
  const lsoaVintage = place.vintages.find(v => v.startsWith('lsoa:')) ?? (await vintageNow(db, store, 'lsoa'))
  const readMembers = () => queries.lsoas(db, place, lsoaVintage)
  // a neighbourhood or hub can be changed at any time; the others change only with the data
  const members = await (own(place) ? readMembers() : once(store, `members/${place.id}/${lsoaVintage}`, readMembers))
  const areaIds = own(place) ? members.map(m => m.id) : [place.id]
  const residents = await (own(place) ? queries.residentsTogether(db, areaIds) : queries.residents(db, place.id))
  const signals = new Map((await signalsAt(db, place.id)).map(s => [s.measureId, s]))
  const context: Context = { db, store, pack, actor, place, areaIds, residents, signals }
  const headlines = await each(codes(store, pack.headlines), measure => part(context, measure))
  const always = await each(
    codes(store, pack.always),
    async measure => (await part(context, measure)) ?? (await elsewhere(context, measure)),
  )
  return {
    place,
    store,
    areaIds,
    members,
    residents,
    assets: await queries.assets(
      db,
      place,
      members.map(m => m.id),
    ),
    deprivation: await deprivationOf(db, store, pack, members),
    headlines,
    always,
    others: await otherMeasures(context),
    questions: await questionsAt(db, actor, place.id),
    children:
      place.kind === 'city' || place.kind === 'borough' || place.kind === 'ward'
        ? await queries.children(db, place.id, await vintageNow(db, store, below[place.kind]))
        : [],
    neighbours: await queries.neighbours(db, place.id, place.vintages[0] ?? ''),
    became: await queries.became(db, place.id),
    sources: await queries.sources(db, [
      ...new Set(headlines.flatMap(h => sourcesOf(store, h.measure.id, areaIds[0] ?? 0).map(s => s.sourceId))),
    ]),
  }
}

const below = { city: 'borough', borough: 'ward', ward: 'lsoa' } as const

interface Context {
  db: Db
  store: Store
  pack: Pack
  actor: Actor
  place: queries.Place
  areaIds: number[]
  residents: queries.Residents | undefined
  signals: Map<number, Signal>
}

const codes = (store: Store, wanted: readonly string[]): Measure[] =>
  wanted.flatMap(code => store.byCode.get(code) ?? [])

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    const result = await work(item)
    if (result !== undefined) results.push(result)
  }
  return results
}

async function part(context: Context, measure: Measure): Promise<MeasurePart | undefined> {
  const { db, store, actor, place, areaIds } = context
  const see = sight(actor, measure, whereOf(place))
  const found = see.see === 'nothing' ? undefined : await trend(db, store, measure, areaIds)
  if (!found) return undefined
  return {
    measure,
    see,
    trend: found,
    signal: context.signals.get(measure.id),
    alone: await alone(context, measure, found),
    ...(await compareRates(context, measure, found, see)),
  }
}

const fewestAlone = 20

async function alone(context: Context, measure: Measure, found: Trend): Promise<RatioTest | undefined> {
  if (context.signals.has(measure.id)) return undefined
  const [x1, x2] = [yearTo(found, found.end), yearTo(found, earlierEnd(found))]
  const start = addMonths(found.end, -23)
  const broken = found.breaks.some(b => monthsBetween(start, b.month) > 0)
  if (x1 === null || x2 === null || x1 + x2 < fewestAlone || broken) return undefined
  return rateRatioTest({ x1, n1: 1, x2, n2: 1 }, { dispersion: await dispersionOf(context.db, measure.id) })
}

// Like with like: the borough's and the city's rates are made of the same kind of place as this one, so that offences which could not be
// placed in a ward do not make every ward look low.
async function compareRates(
  context: Context,
  measure: Measure,
  found: Trend,
  see: Sight,
): Promise<{ rates: Comparator[]; cityOf: string }> {
  const { db, store, pack, place, residents } = context
  const count = yearTo(found, found.end)
  const here: Comparator = {
    name: place.name,
    role: 'place',
    figure: isHidden(count, see) ? undefined : rateFor(place, measure, count, residents?.persons ?? null),
  }
  const kind = place.kind === 'neighbourhood' ? 'lsoa' : place.kind
  if (kind === 'hub' || kind === 'city' || measure.denominator === null) return { rates: [here], cityOf: '' }
  const vintage = place.vintages[0] ?? (await vintageNow(db, store, kind))
  const peers = await once(store, `peers/${vintage}`, () => queries.peers(db, vintage))
  const known = peers.filter(p => isKnown(store, measure.id, p.id))
  const ids = known.map(p => p.id)
  const sums = await yearSums(db, store, measure, vintage, ids, found.end)
  const total = (name: string, role: 'borough' | 'city', of: queries.Peer[]): Comparator => {
    const counted = of.filter(p => sums.get(p.id) !== null && p.persons !== null)
    const events = counted.length > 0 ? counted.reduce((n, p) => n + (sums.get(p.id) ?? 0), 0) : null
    const people = counted.reduce((n, p) => n + (p.persons ?? 0), 0)
    return { name, role, figure: isHidden(events, see) ? undefined : rateOf(events, people, measure.per ?? 1000) }
  }
  const inBorough = known.filter(p => p.boroughId === place.boroughId)
  const borough = place.kind === 'borough' || !place.boroughName ? [] : [total(place.boroughName, 'borough', inBorough)]
  const city = total(pack.city.name, 'city', known)
  return { rates: [here, ...borough, city], cityOf: kind === 'lsoa' ? 'LSOAs' : `${kind}s` }
}

const isHidden = (count: number | null, see: Sight) => count !== null && show(count, see).count === null

// Domestic abuse and violence against women and girls are always in the picture, at borough level or above.
async function elsewhere(context: Context, measure: Measure): Promise<Elsewhere | undefined> {
  const { db, store, actor, place } = context
  if (place.boroughId === null || place.boroughCode === null || place.boroughName === null) return undefined
  const boroughPlace: Where = { kind: 'borough', code: place.boroughCode, boroughCode: place.boroughCode }
  const see = sight(actor, measure, boroughPlace)
  const found = see.see === 'nothing' ? undefined : await trend(db, store, measure, [place.boroughId])
  if (!found) return undefined
  const people = await queries.residents(db, place.boroughId)
  const count = yearTo(found, found.end)
  return {
    measure,
    why:
      place.kind === 'borough'
        ? 'No file loaded has a figure for this borough.'
        : 'Shown for the borough, never for a smaller place, so that nobody can be recognised.',
    borough: {
      name: place.boroughName,
      code: place.boroughCode,
      count,
      earlier: yearTo(found, earlierEnd(found)),
      figure: rateOf(count, people?.persons ?? null, measure.per ?? 1000),
      end: found.end,
      see,
    },
  }
}

const earlierEnd = (found: Trend) => found.months.at(-13) ?? found.end

async function otherMeasures(context: Context): Promise<PlaceFacts['others']> {
  const { db, store, pack, actor, place, areaIds } = context
  const shown = new Set([...pack.headlines, ...pack.always])
  const wanted = store.measures.filter(
    m =>
      m.kind === 'count' &&
      m.topic === 'violence' &&
      !shown.has(m.code) &&
      areaIds[0] !== undefined &&
      isKnown(store, m.id, areaIds[0]),
  )
  const seen = wanted
    .map(measure => ({ measure, see: sight(actor, measure, whereOf(place)) }))
    .filter(one => one.see.see !== 'nothing')
  const found = await trends(
    db,
    store,
    seen.map(one => one.measure),
    areaIds,
  )
  return seen.flatMap(one => {
    const trend = found.get(one.measure.id)
    return trend ? [{ ...one, trend }] : []
  })
}
