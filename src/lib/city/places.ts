import type { Block, Ground } from './ground.ts'
import type { Point } from './outline.ts'
import { makeAges } from './people.ts'
import { makePlans, nameBoroughs, type Plan } from './plan.ts'
import { at, randomFor, sum } from './random.ts'
import type { Recipe } from './recipe.ts'

/** Places refer to each other by position in their lists. Codes look like the national ones and begin with X, which none of those do. */
export type Borough = { code: string; name: string; wards: number[] }
export type Ward = Plan & { code: string; borough: number; lsoas: number[]; people: number; km: Point; heartKm: number }
export type Lsoa = {
  code: string
  name: string
  ward: number
  borough: number
  block: Block
  ages: number[]
  people: number
  neighbours: number[]
}
export type Places = { boroughs: Borough[]; wards: Ward[]; lsoas: Lsoa[] }

const code = (prefix: string, number: number): string => prefix + String(number).padStart(6, '0')
const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
const letter = (k: number): string => String.fromCharCode(65 + k)

type Found = { block: Block; ages: number[]; people: number }

/** A ward of a borough with its small areas, north to south and west to east, as an office would number them. */
function readOut(found: Found[]): Found[] {
  return found.toSorted((a, b) => b.block.km[1] - a.block.km[1] || a.block.km[0] - b.block.km[0])
}

const mean = (numbers: number[]): number => sum(numbers) / numbers.length

/** Names and codes for everything, in the order of borough name, ward name, and number of small area. */
export function makePlaces(recipe: Recipe, seed: number, ground: Ground): Places {
  const ageRandom = randomFor(seed, 'ages')
  const found = ground.blocks.map(block => {
    const ages = makeAges(ageRandom, block)
    return { block, ages, people: sum(ages) }
  })
  const people = found.map(one => one.people)
  const plans = makePlans(randomFor(seed, 'plan'), recipe, ground, people)
  const names = nameBoroughs(ground)
  const places: Places = { boroughs: [], wards: [], lsoas: [] }
  const order = names.map((name, id) => ({ name, id })).sort(byName)
  for (const { name, id } of order)
    addBorough(
      places,
      name,
      plans,
      found.filter(one => one.block.borough === id),
    )
  const position = new Map(places.lsoas.map((lsoa, i) => [lsoa.block, i]))
  for (const lsoa of places.lsoas)
    lsoa.neighbours = lsoa.block.neighbours.flatMap(j => position.get(at(ground.blocks, j)) ?? [])
  return places
}

function addBorough(places: Places, name: string, plans: readonly Plan[], found: Found[]): void {
  const number = places.boroughs.length
  const borough: Borough = { code: code('X09', number + 1), name, wards: [] }
  places.boroughs.push(borough)
  const ids = [...new Set(found.map(one => one.block.ward))]
  const ordered = ids.map(id => ({ id, plan: at(plans, id), name: at(plans, id).name })).sort(byName)
  ordered.forEach(({ id, plan }, k) => {
    borough.wards.push(places.wards.length)
    addWard(
      places,
      `${name} ${String(k + 1).padStart(3, '0')}`,
      plan,
      readOut(found.filter(one => one.block.ward === id)),
    )
  })
}

function addWard(places: Places, stem: string, plan: Plan, found: Found[]): void {
  const number = places.wards.length
  const borough = places.boroughs.length - 1
  const first = places.lsoas.length
  found.forEach((one, k) => {
    const name = `${stem}${letter(k)}`
    places.lsoas.push({
      ...one,
      code: code('X01', places.lsoas.length + 1),
      name,
      ward: number,
      borough,
      neighbours: [],
    })
  })
  places.wards.push({
    ...plan,
    code: code('X05', number + 1),
    borough,
    lsoas: found.map((_, k) => first + k),
    people: sum(found.map(one => one.people)),
    km: [mean(found.map(one => one.block.km[0])), mean(found.map(one => one.block.km[1]))],
    heartKm: mean(found.map(one => one.block.heartKm)),
  })
}
