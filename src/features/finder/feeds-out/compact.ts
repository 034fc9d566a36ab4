export type Json = string | number | boolean | Json[] | { [key: string]: Json }
/** What is written before what says nothing is taken out. */
export type Loose = unknown

/** Without what says nothing: no null, no empty text, no empty list, no empty object, at any depth. Undefined where nothing is left. */
export function compact(value: Loose): Json | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const kept = value.flatMap(each => compact(each) ?? [])
    return kept.length === 0 ? undefined : kept
  }
  const kept = Object.entries(value).flatMap(([key, part]): [string, Json][] => {
    const said = compact(part)
    return said === undefined ? [] : [[key, said]]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

export type Part = { [key: string]: Json }
/** A part as an object; an empty one where nothing is left. */
export function part(value: { readonly [key: string]: Loose }): Part {
  const said = compact(value)
  return typeof said === 'object' && !Array.isArray(said) ? said : {}
}
