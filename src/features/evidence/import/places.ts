// The places of this database, read once an import: readers match codes and names against it and never ask the database.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'

const Row = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentId: z.number().nullable(),
  boroughId: z.number().nullable(),
  vintages: z.array(z.string()),
})
export type KnownPlace = z.output<typeof Row>

export interface PlaceBook {
  all: KnownPlace[]
  byCode: Map<string, KnownPlace>
  byId: Map<number, KnownPlace>
  /** The one city of the pack, if it is loaded. */
  city: KnownPlace | undefined
  /** By kind, then by `plainName`; names that two places of one kind share are left out. */
  byName: Map<string, Map<string, KnownPlace>>
}

/** A name as it is compared: '&' is 'and', no dots, apostrophes or double spaces, no capitals. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[.'’`]/g, '')
    .replace(/[-\s]+/g, ' ')
    .trim()

/** Reads every place with the vintages it stands in: about 16,000 rows for London. */
export async function readPlaces(db: Db): Promise<PlaceBook> {
  const all = await db.many(
    Row,
    sql`
    select p.id, p.code, p.name, p.kind, p.parent_id as "parentId", p.borough_id as "boroughId",
      coalesce((select array_agg(v.vintage order by v.vintage) from place_vintages v where v.place_id = p.id), '{}') as vintages
    from places p order by p.id`,
  )
  return bookOf(all)
}

export function bookOf(all: KnownPlace[]): PlaceBook {
  const byName = new Map<string, Map<string, KnownPlace>>()
  const twice = new Set<string>()
  for (const place of all) {
    const names = byName.get(place.kind) ?? new Map<string, KnownPlace>()
    byName.set(place.kind, names)
    const key = plainName(place.name)
    if (names.has(key)) twice.add(`${place.kind} ${key}`)
    names.set(key, place)
  }
  for (const both of twice) {
    const [kind = '', ...rest] = both.split(' ')
    byName.get(kind)?.delete(rest.join(' '))
  }
  return {
    all,
    byCode: new Map(all.map(place => [place.code, place])),
    byId: new Map(all.map(place => [place.id, place])),
    city: all.find(place => place.kind === 'city'),
    byName,
  }
}

/** Is the place inside one of these parents (codes), at any height? `all` is everywhere. */
export function isInside(book: PlaceBook, place: KnownPlace, parents: 'all' | readonly string[]): boolean {
  if (parents === 'all') return true
  if (parents.includes(place.code)) return true
  const borough = place.boroughId === null ? undefined : book.byId.get(place.boroughId)
  if (borough && parents.includes(borough.code)) return true
  const parent = place.parentId === null ? undefined : book.byId.get(place.parentId)
  return parent !== undefined && isInside(book, parent, parents)
}

/** The places of a kind and vintage ('2024') inside the parents; every place of the kind when the vintage is not loaded. */
export function placesOf(
  book: PlaceBook,
  kind: string,
  vintage: string | null,
  parents: 'all' | readonly string[],
): readonly KnownPlace[] {
  const asked = `${kind} ${vintage} ${parents}`
  const known = declared.get(book) ?? new Map<string, KnownPlace[]>()
  const places = known.get(asked) ?? findPlaces(book, kind, vintage, parents)
  declared.set(book, known.set(asked, places))
  return places
}

// Every file of a source asks the same of the same book.
const declared = new WeakMap<PlaceBook, Map<string, KnownPlace[]>>()

function findPlaces(
  book: PlaceBook,
  kind: string,
  vintage: string | null,
  parents: 'all' | readonly string[],
): KnownPlace[] {
  const inside = book.all.filter(place => place.kind === kind && isInside(book, place, parents))
  const ofVintage = vintage === null ? [] : inside.filter(place => place.vintages.includes(`${kind}:${vintage}`))
  return ofVintage.length > 0 ? ofVintage : inside
}
