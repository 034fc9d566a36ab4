// Finding columns by their headings, and the areas a file speaks for.
import { type Outcome, refused, type SafeFile } from '../import/format.ts'
import { type KnownPlace, type PlaceBook, placesOf } from '../import/places.ts'
import type { Source } from '../import/schemas.ts'

/** A heading as it is compared: no capitals, spaces, underscores or dots. */
export const plainHeading = (heading: string): string => heading.toLowerCase().replace(/[\s_.-]+/g, '')

/** The place of the first of these headings in the file, or -1. */
export function columnOf(file: SafeFile, names: readonly string[]): number {
  const wanted = names.map(plainHeading)
  return file.headings.findIndex(heading => wanted.includes(plainHeading(heading)))
}

/** Columns by role; a refusal names every required one that is missing. */
export function findColumns<Role extends string>(
  file: SafeFile,
  roles: Record<Role, { names: readonly string[]; required: boolean }>,
  format: string,
): Outcome<Record<Role, number>> {
  const found = {} as Record<Role, number>
  const missing: string[] = []
  for (const role in roles) {
    found[role] = columnOf(file, roles[role].names)
    if (found[role] < 0 && roles[role].required) missing.push(roles[role].names[0] ?? role)
  }
  if (missing.length === 0) return { ok: true, value: found }
  return refused({
    file: file.name,
    line: 1,
    field: missing.join(', '),
    reason: `The file has no column headed ${missing.map(name => `“${name}”`).join(', ')}: it is not ${format}`,
    remedy: `See the columns with: import --help ${format}`,
  })
}

/**
 * The places a file speaks for: those it names; and where it names nearly all (90 %) of the places its source declares,
 * all of those, so that a place without a single row has 0 and is not unknown.
 */
export function placesCovered(book: PlaceBook, source: Source, kind: string, named: readonly KnownPlace[]): number[] {
  const ids = new Set(named.map(place => place.id))
  const parents = source.coverage?.parents
  if (parents === undefined) return [...ids]
  const declared = placesOf(book, kind, source.vintage, parents)
  const seen = declared.filter(place => ids.has(place.id)).length
  if (declared.length > 0 && seen >= declared.length * 0.9) for (const place of declared) ids.add(place.id)
  return [...ids]
}
