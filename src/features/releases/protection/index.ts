import type { Db } from '../../../platform/db.ts'
import type { Releasable } from '../contract.ts'
import * as frozen from '../frozen.ts'
import { type Protected, protectItems, type Tell } from './apply.ts'
import { coordinates, countsOf, familiesOf } from './cells.ts'
import type { Kept } from './kept.ts'

/** Everything a draft is held against: plain data, so that another thread can take it. */
export interface Asked {
  items: readonly Releasable[]
  known: readonly Kept[]
  /** The smallest areas each place is made of. */
  geography: ReadonlyMap<string, readonly string[]>
  /** Kind of each place, by its code. */
  kinds: ReadonlyMap<string, string>
}

/** All that was ever public of the same things, in every geography. */
export async function gather(db: Db, items: readonly Releasable[]): Promise<Asked> {
  const known = await frozen.cellsOf(db, namesOf(items))
  const codes = [...new Set([...placesOf(items), ...known.map(({ place }) => place)])].filter(code => code !== '')
  const areas = await frozen.areasOf(db, codes)
  const city = areas.find(({ kind }) => kind === 'city')
  const geography = new Map(areas.filter(({ areas: own }) => own.length > 0).map(({ code, areas: own }) => [code, own]))
  if (city) geography.set('', city.areas)
  return { items, known, geography, kinds: new Map(areas.map(({ code, kind }) => [code, kind])) }
}

/** What is counted, with what it is made of or is a kind of. */
const namesOf = (items: readonly Releasable[]): string[] => {
  const families = familiesOf(items).flatMap(({ whole, kinds }) => [whole, ...kinds])
  return [...new Set([...countsOf(items).map(({ counts }) => counts), ...families])]
}

const placesOf = (items: readonly Releasable[]): string[] =>
  items.flatMap(item =>
    item.tables.flatMap(table => table.rows.map(row => coordinates(item, table, row).place)).concat(item.places),
  )

export const protectAll = ({ items, known, geography }: Asked, tell?: Tell): Protected =>
  protectItems(items, known, geography, tell)
