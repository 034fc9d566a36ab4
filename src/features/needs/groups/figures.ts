// What is counted by group in each calendar year, and of how many residents, at one place.
import { monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { extentOf, type Measure, readMonths, readYears, type Store } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { Grouping } from './groupings.ts'
import * as queries from './queries.ts'
import { type Known, nearestYear } from './rules.ts'

type ByYear = ReadonlyMap<number, number>

/** All that is known of one grouping. */
export interface Ground {
  grouping: Grouping
  whole: Measure
  place: queries.Place
  /** Years in which every group is known, newest first. */
  years: number[]
  counts: ReadonlyMap<string, ByYear>
  /** By group: residents by year; of a survey, how many were asked. */
  people: ReadonlyMap<string, ByYear>
  all: ByYear
}

const kept = shelf<Ground | undefined>('groups', 200)

/** Undefined where the pack's measures, or the place, are not there, or no year is known of every group. */
export const groundOf = (db: Db, store: Store, code: string, grouping: Grouping): Promise<Ground | undefined> =>
  kept(store, `${grouping.id}|${code}`, () => read(db, store, code, grouping))

async function read(db: Db, store: Store, code: string, grouping: Grouping): Promise<Ground | undefined> {
  const place = await queries.place(db, code)
  const whole = store.byCode.get(grouping.whole)
  if (!place || !whole) return undefined
  const found = await (grouping.kind === 'rates' ? countsOf : answersOf)(db, store, place.id, grouping)
  const known = grouping.groups.map(group => found.counts.get(group.id) ?? new Map())
  const years = [...(known[0]?.keys() ?? [])].filter(year => known.every(one => one.has(year)))
  return years.length === 0 ? undefined : { grouping, whole, place, years: years.toSorted((a, b) => b - a), ...found }
}

type Found = Pick<Ground, 'counts' | 'people' | 'all'>

async function countsOf(db: Db, store: Store, placeId: number, grouping: Grouping): Promise<Found> {
  const codes = [grouping.whole, ...grouping.groups.flatMap(group => [group.measure, ...group.people])]
  const by = await yearsOf(db, store, placeId, codes)
  const none: ByYear = new Map()
  return {
    counts: new Map(grouping.groups.map(group => [group.id, by.get(group.measure) ?? none])),
    people: new Map(grouping.groups.map(group => [group.id, added(group.people.map(code => by.get(code) ?? none))])),
    all: by.get(grouping.whole) ?? none,
  }
}

/** Counts, or residents, by calendar year, by measure code: from yearly files, and from months where all twelve are known. */
async function yearsOf(db: Db, store: Store, placeId: number, codes: readonly string[]): Promise<Map<string, ByYear>> {
  const measures = [...new Set(codes)].flatMap(code => store.byCode.get(code) ?? [])
  const measureIds = measures.map(measure => measure.id)
  const ask = { measureIds, placeIds: [placeId] }
  const yearly = await readYears(db, store, { ...ask, grain: 'year' })
  const states = await readYears(db, store, { ...ask, grain: 'point' }) // a census, a yearly estimate
  const found = new Map<string, ByYear>()
  for (const { id, code, topic } of measures) {
    const years = new Map([...(states.get(id)?.get(placeId) ?? []), ...(yearly.get(id)?.get(placeId) ?? [])])
    found.set(code, years.size > 0 ? years : await fromMonths(db, store, id, placeId))
    if (topic === 'population' && found.get(code)?.size === 0) found.set(code, await fromAges(db, placeId, code))
  }
  return found
}

/** Residents by age of a census or an estimate stand with the places, not among the measures: "population-aged-85-and-over" is its band "85+". */
async function fromAges(db: Db, placeId: number, code: string): Promise<ByYear> {
  const band = code.replace('population-aged-', '').replace(/-and-over$/, '+')
  const rows = await queries.ages(db, placeId)
  return new Map(
    rows.flatMap(({ year, byAge }): [number, number][] => {
      const count = byAge[band]
      return count === undefined ? [] : [[year, count]]
    }),
  )
}

async function fromMonths(db: Db, store: Store, measureId: number, placeId: number): Promise<ByYear> {
  const extent = extentOf(store, measureId, placeId)
  if (!extent) return new Map()
  const [first, last] = [Number(extent.from.slice(0, 4)), Number(extent.to.slice(0, 4))]
  const ask = { measureIds: [measureId], placeIds: [placeId], from: `${first}-01`, to: `${last}-12` }
  const months = (await readMonths(db, store, ask)).get(measureId)?.get(placeId) ?? []
  const sums = new Map<number, number>()
  for (let year = first; year <= last; year += 1) {
    const its = months.slice((year - first) * 12, (year - first + 1) * 12).filter(amount => amount !== null)
    if (its.length === 12)
      sums.set(
        year,
        its.reduce((sum, amount) => sum + amount, 0),
      )
  }
  return sums
}

/** Years in which all the parts are known, added up; none for no parts. */
function added(parts: readonly ByYear[]): ByYear {
  const [first, ...rest] = parts
  if (!first) return new Map()
  return new Map(
    [...first].flatMap(([year, amount]): [number, number][] => {
      const others = rest.map(part => part.get(year))
      const sum = others.reduce<number>((all, one) => all + (one ?? Number.NaN), amount)
      return Number.isNaN(sum) ? [] : [[year, sum]]
    }),
  )
}

async function answersOf(db: Db, store: Store, placeId: number, grouping: Grouping): Promise<Found> {
  const idOf = (code: string) => store.byCode.get(code)?.id ?? 0
  const ids = [grouping.whole, ...grouping.groups.map(group => group.measure)].map(idOf)
  const rows = await queries.shares(db, ids, placeId)
  const by = (code: string, of: (row: queries.Share) => number): ByYear =>
    new Map(rows.filter(row => row.measureId === idOf(code)).map(row => [row.year, of(row)]))
  return {
    counts: new Map(grouping.groups.map(group => [group.id, by(group.measure, row => row.count)])),
    people: new Map(grouping.groups.map(group => [group.id, by(group.measure, row => row.asked)])),
    all: by(grouping.whole, row => row.count),
  }
}

/** The groups in one year, each with the residents of that year or of the nearest one; those asked are always of the year itself. */
export function knownIn({ grouping, counts, people }: Ground, year: number): Known[] {
  return grouping.groups.map(group => {
    const of = people.get(group.id) ?? new Map<number, number>()
    const peopleYear = grouping.kind === 'shares' ? year : (nearestYear(year, [...of.keys()]) ?? null)
    const found = peopleYear === null ? null : (of.get(peopleYear) ?? null)
    return {
      group,
      count: counts.get(group.id)?.get(year) ?? null,
      people: found,
      peopleYear: found === null ? null : peopleYear,
    }
  })
}

export const monthsIn = (year: number) => ({ from: monthOfDay(`${year}-01-01`), to: monthOfDay(`${year}-12-01`) })
