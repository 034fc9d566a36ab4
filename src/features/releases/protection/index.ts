import type { Db } from '../../../platform/db.ts'
import type { Releasable } from '../contract.ts'
import * as frozen from '../frozen.ts'
import { type Protected, protectItems } from './apply.ts'
import { coordinates, countsOf } from './cells.ts'

export interface Protection {
  found: Protected
  /** Kind of each place, by its code. */
  kinds: Map<string, string>
}

/** Holds a draft against everything that was ever public of the same things, in every geography. */
export async function protectDraft(db: Db, items: readonly Releasable[]): Promise<Protection> {
  const known = await frozen.cellsOf(db, [...new Set(countsOf(items).map(({ counts }) => counts))])
  const codes = [...new Set([...placesOf(items), ...known.map(({ place }) => place)])].filter(code => code !== '')
  const areas = await frozen.areasOf(db, codes)
  const city = areas.find(({ kind }) => kind === 'city')
  const geography = new Map(areas.filter(({ areas: own }) => own.length > 0).map(({ code, areas: own }) => [code, own]))
  if (city) geography.set('', city.areas)
  return { found: protectItems(items, known, geography), kinds: new Map(areas.map(({ code, kind }) => [code, kind])) }
}

const placesOf = (items: readonly Releasable[]): string[] =>
  items.flatMap(item =>
    item.tables.flatMap(table => table.rows.map(row => coordinates(item, table, row).place)).concat(item.places),
  )
