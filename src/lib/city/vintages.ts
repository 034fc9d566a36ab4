import type { Lsoa, Places, Ward } from './places.ts'
import { at, type Random, sum, whole } from './random.ts'

/** A ward as it stood in 2018, in the one borough whose wards have been redrawn since. */
export type OldWard = { code: string; name: string; borough: number; lsoas: number[] }
/** How much of an old ward's people live in a ward of today. The weights of an old ward add up to 1. */
export type WardShare = { old: OldWard; ward: Ward; weight: number }
/** One row of the change table from LSOA 2011 to 2021: unchanged, split or merged. */
export type LsoaChange = { oldCode: string; oldName: string; change: 'U' | 'S' | 'M'; lsoa: Lsoa }
export type Vintages = { borough: number; wards: OldWard[]; shares: WardShare[]; lsoas: LsoaChange[] }

/** A small area of one ward that touches another ward of the same borough, where the first can spare it. */
type Seam = { from: number; to: number; lsoa: number }

function seams(places: Places, borough: number): Seam[] {
  return at(places.boroughs, borough).wards.flatMap(from =>
    at(places.wards, from).lsoas.flatMap(lsoa => {
      const beyond = at(places.lsoas, lsoa).neighbours.find(j => {
        const other = at(places.lsoas, j)
        return other.borough === borough && other.ward !== from
      })
      return beyond === undefined ? [] : [{ from, to: at(places.lsoas, beyond).ward, lsoa }]
    }),
  )
}

/** Is a ward still in one piece when one of its small areas has left? */
function holds(places: Places, ward: Ward, without: number): boolean {
  const rest = ward.lsoas.filter(lsoa => lsoa !== without)
  const seen = new Set(rest.slice(0, 1))
  for (const here of seen) for (const next of at(places.lsoas, here).neighbours) if (rest.includes(next)) seen.add(next)
  return rest.length > 1 && seen.size === rest.length
}

/** Two pairs of neighbouring wards stood as one each; in three more a border ran elsewhere; the rest are as they were. */
function oldWards(random: Random, places: Places, borough: number): OldWard[] {
  const wards = new Map(at(places.boroughs, borough).wards.map(w => [w, { ...at(places.wards, w) }]))
  const used = new Set<number>()
  const mixed = seams(places, borough)
    .map(seam => ({ seam, key: random() }))
    .sort((a, b) => a.key - b.key)
  const changed: OldWard[] = []
  const keep = (number: number, name: string, lsoas: number[]) =>
    changed.push({ code: `X0590${String(number).padStart(4, '0')}`, name, borough, lsoas })
  for (const { seam } of mixed) {
    const [from, to] = [wards.get(seam.from), wards.get(seam.to)]
    if (used.size === 10 || !from || !to || used.has(seam.from) || used.has(seam.to)) continue
    if (used.size < 4) keep(used.size + 1, `${from.name} and ${to.name}`, [...from.lsoas, ...to.lsoas])
    else if (!holds(places, from, seam.lsoa)) continue
    else {
      keep(
        used.size + 1,
        from.name,
        from.lsoas.filter(lsoa => lsoa !== seam.lsoa),
      )
      keep(used.size + 2, to.name, [...to.lsoas, seam.lsoa])
    }
    used.add(seam.from).add(seam.to)
  }
  const same = [...wards]
    .filter(([w]) => !used.has(w))
    .map(([, { code, name, lsoas }]) => ({ code, name, borough, lsoas }))
  return [...changed, ...same]
}

function wardShares(places: Places, wards: readonly OldWard[]): WardShare[] {
  return wards.flatMap(old => {
    const people = (lsoas: readonly number[]) => sum(lsoas.map(lsoa => at(places.lsoas, lsoa).people))
    const today = [...new Set(old.lsoas.map(lsoa => at(places.lsoas, lsoa).ward))]
    return today.map(w => {
      const inside = old.lsoas.filter(lsoa => at(places.lsoas, lsoa).ward === w)
      return { old, ward: at(places.wards, w), weight: people(inside) / people(old.lsoas) }
    })
  })
}

/** Most areas kept their code in 2021; six of the old ones were split in two, and three of today's were made of two. */
function lsoaChanges(random: Random, places: Places): LsoaChange[] {
  const special = new Map<number, LsoaChange[]>()
  const oldCode = () => `X019${String(special.size + 1).padStart(5, '0')}`
  while (special.size < 15) {
    const first = whole(random, 0, places.lsoas.length - 1)
    const lsoa = at(places.lsoas, first)
    const second = lsoa.neighbours.find(j => at(places.lsoas, j).ward === lsoa.ward && j > first)
    if (second === undefined || special.has(first) || special.has(second)) continue
    if (special.size < 12) {
      const old = { oldCode: oldCode(), oldName: lsoa.name, change: 'S' as const }
      special.set(first, [{ ...old, lsoa }]).set(second, [{ ...old, lsoa: at(places.lsoas, second) }])
    } else {
      const merged = { change: 'M' as const, lsoa }
      special.set(first, [
        { ...merged, oldCode: `${oldCode()}`, oldName: lsoa.name },
        { ...merged, oldCode: `X0191${String(special.size).padStart(4, '0')}`, oldName: `${lsoa.name} (part)` },
      ])
    }
  }
  return places.lsoas.flatMap(
    (lsoa, i) => special.get(i) ?? [{ oldCode: lsoa.code, oldName: lsoa.name, change: 'U' as const, lsoa }],
  )
}

export function makeVintages(random: Random, places: Places): Vintages {
  const borough = Math.min(1, places.boroughs.length - 1)
  const wards = oldWards(random, places, borough)
  return { borough, wards, shares: wardShares(places, wards), lsoas: lsoaChanges(random, places) }
}
