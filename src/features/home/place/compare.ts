import type { Profile } from './queries.ts'

/**
 * Places most like this one (docs/methods/similar-places.md): smallest distance over residents, the share aged 10 to 24, residents a square
 * kilometre and deprivation, each on its standard scale (residents and density as logarithms). Nearest first; the place itself left out.
 */
export function similar(
  profiles: readonly Profile[],
  deprivation: ReadonlyMap<number, number>,
  placeId: number,
  wanted = 5,
): number[] {
  const rows = profiles.filter(p => p.persons > 0 && p.areaM2 !== null && p.areaM2 > 0)
  const traits = rows.map(p => [
    Math.log(p.persons),
    p.young / p.persons,
    Math.log(p.persons / (p.areaM2 ?? 1)),
    deprivation.get(p.id) ?? null,
  ])
  const scaled = standardise(traits)
  const here = scaled[rows.findIndex(p => p.id === placeId)]
  if (!here) return []
  return rows
    .map((p, i) => ({ id: p.id, distance: distance(here, scaled[i] ?? []) }))
    .filter(p => p.id !== placeId)
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, wanted)
    .map(p => p.id)
}

// Mean 0 and standard deviation 1 in each column; a missing trait is the mean, so it neither joins nor parts.
function standardise(rows: (number | null)[][]): number[][] {
  const width = rows[0]?.length ?? 0
  const scales = Array.from({ length: width }, (_, column) => {
    const known = rows.map(row => row[column] ?? null).filter(value => value !== null)
    const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(known.length, 1)
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(known.length - 1, 1)
    return { mean, deviation: Math.sqrt(variance) || 1 }
  })
  return rows.map(row =>
    row.map((value, i) => (value === null ? 0 : (value - (scales[i]?.mean ?? 0)) / (scales[i]?.deviation ?? 1))),
  )
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0))
