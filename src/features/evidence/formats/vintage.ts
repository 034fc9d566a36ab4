// Codes of one vintage among places of several.
import type { KnownPlace, PlaceBook } from '../import/places.ts'

const loaded = new WeakMap<PlaceBook, Set<string>>()

/** Every vintage that some place of the book stands in: 'ward:2024'. */
export function vintagesLoaded(book: PlaceBook): Set<string> {
  const found = loaded.get(book) ?? new Set(book.all.flatMap(place => place.vintages))
  loaded.set(book, found)
  return found
}

/** Does the place stand in the vintage the source declares? True for every place when that vintage is not loaded. */
export function inVintage(book: PlaceBook, place: KnownPlace, vintage: string | null): boolean {
  const wanted = `${place.kind}:${vintage}`
  return vintage === null || !vintagesLoaded(book).has(wanted) || place.vintages.includes(wanted)
}
