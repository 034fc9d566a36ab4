import { weightedMeans } from '../../../lib/stats/index.ts'
import type { Measure, Store } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import { deprivationOf, latestOf } from '../map/deprivation.ts'
import * as queries from '../patterns/queries.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Ground } from '../signals/ground.ts'

/** An index of deprivation, put together for the places of a level. */
export interface Edition {
  measure: Measure
  /** "2019" */
  year: string
  scores: Map<number, number>
  /** What the small areas were weighed by. */
  weights: string
}

const isScore = ({ code }: Measure) => /^imd-\d{4}-score$/.test(code)

/** The indices of deprivation that are loaded, newest first. */
export const editions = (store: Store): Measure[] =>
  store.measures
    .filter(measure => isScore(measure) && store.coverage.some(claim => claim.measureIds.has(measure.id)))
    .toSorted((a, b) => b.code.localeCompare(a.code))

export const yearOf = ({ code }: Measure): string => /\d{4}/.exec(code)?.[0] ?? ''

const kept = shelf<Edition | undefined>('editions', 8)

/**
 * The scores of an index at the places of a level: the city's usual one as the map has it, another from its own small areas, each weighed by
 * the residents that were published with the index, or else by those counted nearest to its year.
 */
export const editionOf = (rooms: Rooms, store: Store, { kind, vintage }: Ground, measure: Measure) =>
  kept(store, `${measure.code}|${vintage}`, async (): Promise<Edition | undefined> => {
    const year = yearOf(measure)
    if (measure.code !== rooms.pack.deprivation.score) return earlier(rooms, store, vintage, measure)
    const usual = await deprivationOf(rooms.db, store, rooms.pack, kind)
    return usual && { measure, year, scores: usual.scores, weights: 'newest residents' }
  })

async function earlier({ db }: Rooms, store: Store, to: string, measure: Measure): Promise<Edition | undefined> {
  const claims = store.coverage.filter(claim => claim.measureIds.has(measure.id))
  const ids = [...new Set(claims.flatMap(claim => [...claim.placeIds]))]
  const from = await queries.vintageOfMost(db, ids)
  if (!from) return undefined
  const scores = await latestOf(db, store, measure, ids)
  const parts = to.startsWith('lsoa') ? ids.map(id => ({ id, group: id })) : await queries.partsOf(db, from.vintage, to)
  const weights = await weightsOf(db, store, measure, from.vintage, ids)
  const means = weightedMeans(
    parts.map(({ id, group }) => ({ group, value: scores.get(id)?.value, weight: weights.of.get(id) })),
  )
  return { measure, year: yearOf(measure), scores: means, weights: weights.words }
}

async function weightsOf(db: Rooms['db'], store: Store, measure: Measure, vintage: string, ids: number[]) {
  const published = store.byCode.get(measure.code.replace(/score$/, 'population'))
  const values = await latestOf(db, store, published, ids)
  if (values.size > 0)
    return {
      words: 'residents published with the index',
      of: new Map([...values].map(([id, { value }]) => [id, value])),
    }
  const years = await queries.residentYears(db, vintage)
  const wanted = Number(yearOf(measure))
  const [near] = years.toSorted((a, b) => Math.abs(a.year - wanted) - Math.abs(b.year - wanted))
  const rows = near ? await queries.residentsIn(db, vintage, near.year, near.basis) : []
  return { words: `residents of ${near?.year ?? 'no year'}`, of: new Map(rows.map(row => [row.id, row.persons])) }
}
