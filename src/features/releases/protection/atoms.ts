// Cells of several tables, releases and geographies as sums of the same atoms. Pure.
import { collapse } from '../../../lib/stats/disclosure/index.ts'
import type { Counted, Group } from './cells.ts'
import { monthsOf } from './cells.ts'

/** What the atoms of a cell depend on. `apart`: a place whose parts do not add up to it ('rest': something is left over; 'all': they exceed it). */
export type Located = Pick<Counted, 'counts' | 'place' | 'period'> & { groups: readonly Group[]; apart?: Apart }
export type Apart = 'no' | 'rest' | 'all'
/** The smallest areas a place is made of, by its code. */
export type Geography = ReadonlyMap<string, readonly string[]>

/** The atoms of each cell, in their order. Pieces that nothing tells apart are joined first, dimension by dimension, so that a city stays small. */
export function atomsOf(cells: readonly Located[], geography: Geography): string[][] {
  const result: string[][] = cells.map(() => [])
  const byCounts = new Map<string, number[]>()
  cells.forEach(({ counts }, i) => {
    byCounts.set(counts, [...(byCounts.get(counts) ?? []), i])
  })
  for (const [counts, members] of byCounts) {
    const own = members.flatMap(i => cells[i] ?? [])
    const dimensions = [placesOf(own, geography), periodsOf(own), ...groupsOf(own)]
    members.forEach((at, k) => {
      result[at] = cross(dimensions.map(dimension => dimension[k] ?? [])).map(atom => `${counts}|${atom}`)
    })
  }
  return result
}

function joined(sets: readonly (readonly string[])[]): string[][] {
  const { classOf } = collapse(sets)
  return sets.map(set => [...new Set(set.map(each => String(classOf.get(each))))])
}

function placesOf(cells: readonly Located[], geography: Geography): string[][] {
  return joined(
    cells.map(({ place, apart }) => {
      const own = `place ${place}`
      if (apart === 'all') return [own]
      const parts = geography.get(place) ?? [own]
      return apart === 'rest' ? [...parts, `rest of ${place}`] : [...parts]
    }),
  )
}

const periodsOf = (cells: readonly Located[]): string[][] => joined(cells.map(({ period }) => monthsOf(period)))

/** Everyone is the sum of all groups there are under one heading, in any release. */
function groupsOf(cells: readonly Located[]): string[][][] {
  const keys = [...new Set(cells.flatMap(({ groups }) => groups.map(({ key }) => key)))].sort()
  return keys.map(key => {
    const partsOf = ({ groups }: Located) => groups.find(group => group.key === key)?.parts ?? []
    const parts = [...new Set(cells.flatMap(partsOf))].filter(part => !part.startsWith('all of '))
    const everyone = parts.length > 0 ? parts : ['everyone']
    return joined(cells.map(cell => (partsOf(cell).length > 0 ? [...partsOf(cell)] : everyone)))
  })
}

const cross = (sets: readonly (readonly string[])[]): string[] =>
  sets.reduce<string[]>((made, set) => made.flatMap(start => set.map(each => `${start}.${each}`)), [''])

/**
 * Places whose parts, in one table, do not add up to them, wherever in the draft they stand themselves: what police could not place in any ward, or places counted twice. Found from
 * the true counts, so that a total is never taken for the sum of its parts where it is not.
 */
export function apartFrom(cells: readonly Counted[], geography: Geography): Apart[] {
  const found = new Map<string, Apart>()
  for (const alike of grouped(cells, ({ counts, period, groups }) => JSON.stringify([counts, period, groups])))
    for (const table of grouped(alike, ({ at }) => `${at.item} ${at.table}`))
      for (const whole of alike) {
        const key = `${whole.counts} ${whole.place}`
        const apart = compare(whole, table, geography)
        if (apart === 'all' || (apart === 'rest' && found.get(key) !== 'all')) found.set(key, apart)
      }
  return cells.map(({ counts, place }) => found.get(`${counts} ${place}`) ?? 'no')
}

function grouped(cells: readonly Counted[], keyOf: (cell: Counted) => string): Counted[][] {
  const found = new Map<string, Counted[]>()
  for (const cell of cells) {
    const own = found.get(keyOf(cell))
    if (own) own.push(cell)
    else found.set(keyOf(cell), [cell])
  }
  return [...found.values()]
}

function compare(whole: Counted, slice: readonly Counted[], geography: Geography): Apart {
  const areas = new Set(geography.get(whole.place) ?? [])
  const inside = slice.filter(({ place }) => {
    const own = geography.get(place) ?? []
    return place !== whole.place && own.length > 0 && own.length < areas.size && own.every(area => areas.has(area))
  })
  // Parts of the largest kind only: boroughs of a city, not their wards as well.
  const tiles = inside.filter(part => !inside.some(other => holds(other, part, geography)))
  const covered = new Set(tiles.flatMap(({ place }) => geography.get(place) ?? []))
  const sum = tiles.reduce((total, { count }) => total + count, 0)
  if (tiles.length === 0) return 'no'
  if (sum > whole.count) return 'all'
  return sum < whole.count && covered.size === areas.size ? 'rest' : 'no'
}

function holds(outer: Counted, inner: Counted, geography: Geography): boolean {
  const areas = geography.get(outer.place) ?? []
  const own = geography.get(inner.place) ?? []
  return areas.length > own.length && own.every(area => areas.includes(area))
}
