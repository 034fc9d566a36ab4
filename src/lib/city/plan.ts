import type { Block, Ground } from './ground.ts'
import { boroughNames, wardNames } from './names.ts'
import { at, normal, type Random, sum } from './random.ts'
import type { Recipe } from './recipe.ts'

export type Role = 'rising' | 'falling' | 'high' | 'small' | 'chance'
/** What is true of a ward: its expected violence with injury a year, and by how much its last 12 months are multiplied. */
export type Plan = { name: string; role: Role; yearly: number; ratio: number }
type Group = {
  id: number
  borough: number
  people: number
  heartKm: number
  hardship: number
  centrality: number
  riverside: boolean
  neighbours: Set<number>
}

const mean = (numbers: number[]): number => sum(numbers) / numbers.length

function summarise(ground: Ground, people: readonly number[]): Group[] {
  return Array.from({ length: ground.wards }, (_, id) => {
    const own = ground.blocks.flatMap((block, i) => (block.ward === id ? [{ block, people: at(people, i) }] : []))
    const of = (field: (block: Block) => number) => mean(own.map(({ block }) => field(block)))
    return {
      id,
      borough: at(own, 0).block.borough,
      people: sum(own.map(one => one.people)),
      heartKm: of(block => block.heartKm),
      hardship: of(block => block.hardship),
      centrality: of(block => block.centrality),
      riverside: own.some(({ block }) => block.riverside),
      neighbours: new Set(own.flatMap(({ block }) => block.neighbours.map(j => at(ground.blocks, j).ward))),
    }
  })
}

/** Hands out wards one at a time: no two with a part touch each other, and the parts are spread over the boroughs. */
function makeCaster(groups: readonly Group[], plans: (Plan | undefined)[]) {
  const touching = (group: Group) => [...group.neighbours].some(id => plans[id] !== undefined)
  const parts = (group: Group) => groups.filter(({ id, borough }) => borough === group.borough && plans[id]).length
  return (list: readonly Group[], riverside: boolean, plan: Plan): void => {
    const cost = (group: Group) => (touching(group) ? 50 : 0) + (riverside && !group.riverside ? 10 : 0) + parts(group)
    const free = list.filter(group => plans[group.id] === undefined)
    if (free.length === 0) throw new RangeError(`makePlans: no ward is left that could be ${plan.name}`)
    const host = free.reduce((best, group) => (cost(group) < cost(best) ? group : best))
    plans[host.id] = plan
  }
}

function castPlanted(random: Random, recipe: Recipe, groups: readonly Group[], plans: (Plan | undefined)[]): void {
  const cast = makeCaster(groups, plans)
  const outward = groups.toSorted((a, b) => a.heartKm - b.heartKm)
  const inner = outward.slice(0, 45).filter(group => group.people > 7_000 && group.people < 11_000)
  const ring = outward.slice(15, 95).filter(group => group.people > 8_000 && group.people < 12_500)
  const mixed = ring.map(group => ({ group, key: random() })).sort((a, b) => a.key - b.key)
  const middle = mixed.map(({ group }) => group)
  for (const { name, riverside, perYear } of recipe.high)
    cast(inner, riverside, { name, role: 'high', yearly: perYear, ratio: 1 })
  for (const { name, riverside, before, ratio } of recipe.rising)
    cast(middle, riverside, { name, role: 'rising', yearly: before, ratio })
  for (const { name, riverside, before, ratio } of recipe.falling)
    cast(middle, riverside, { name, role: 'falling', yearly: before, ratio })
  const { name, before, after } = recipe.small
  const leafy = outward.slice(-40).sort((a, b) => a.hardship - b.hardship)
  cast(leafy, false, { name, role: 'small', yearly: (before + after) / 2, ratio: 1 })
}

/**
 * Wards where nothing but chance happens. Eight with the most residents have many offences at a middling rate, and eight
 * small ones near the heart a high rate on fewer offences, so that being high by rate *and* count is left to those planned.
 */
function castRest(random: Random, groups: readonly Group[], plans: readonly (Plan | undefined)[]): number[] {
  const free = groups.filter(group => plans[group.id] === undefined)
  const busy = new Set(free.toSorted((a, b) => b.people - a.people).slice(0, 8))
  const near = free.toSorted((a, b) => a.heartKm - b.heartKm).slice(0, 45)
  const crowded = new Set(near.toSorted((a, b) => a.people - b.people).slice(0, 8))
  return groups.map(group => {
    const thousands = group.people / 1_000
    if (busy.has(group)) return 16 * thousands
    if (crowded.has(group)) return 25 * thousands
    const lived = Math.exp(0.45 * group.hardship + 0.15 * normal(random)) * (1 + 0.8 * group.centrality)
    return Math.max(18, Math.min(145, 13 * thousands, 6.6 * thousands * lived))
  })
}

/** Each ward's part and name, by group number. Names suit the place: heart, riverside, or anywhere. */
export function makePlans(random: Random, recipe: Recipe, ground: Ground, people: readonly number[]): Plan[] {
  const groups = summarise(ground, people)
  const plans: (Plan | undefined)[] = groups.map(() => undefined)
  castPlanted(random, recipe, groups, plans)
  const yearly = castRest(random, groups, plans)
  const taken = new Set(plans.flatMap(plan => (plan ? [plan.name] : [])))
  const nextName = makeNamer(random, taken)
  const outward = groups.toSorted((a, b) => a.heartKm - b.heartKm)
  outward.forEach((group, rank) => {
    plans[group.id] ??= {
      name: nextName(rank < 24 ? 'heart' : group.riverside ? 'river' : 'rest'),
      role: 'chance',
      yearly: at(yearly, group.id),
      ratio: 1,
    }
  })
  return plans.flatMap(plan => plan ?? [])
}

function makeNamer(random: Random, taken: ReadonlySet<string>) {
  const shuffled = (names: readonly string[]) =>
    names
      .filter(name => !taken.has(name))
      .map(name => ({ name, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ name }) => name)
  const lists = {
    heart: shuffled(wardNames.heart),
    river: shuffled(wardNames.river),
    rest: shuffled(wardNames.rest),
  }
  return (kind: 'heart' | 'river' | 'rest'): string => {
    const name = lists[kind].pop() ?? lists.rest.pop() ?? lists.river.pop() ?? lists.heart.pop()
    if (name === undefined) throw new RangeError('makePlans: the list of ward names is too short for this city')
    return name
  }
}

/** Borough names by group number, from west to east along each bank. */
export function nameBoroughs(ground: Ground): string[] {
  const names: string[] = []
  for (const [bank, list] of [
    [1, boroughNames.north],
    [-1, boroughNames.south],
  ] as const) {
    const own = ground.blocks.filter(block => block.bank === bank)
    const ids = [...new Set(own.map(block => block.borough))]
    const east = (id: number) => mean(own.filter(block => block.borough === id).map(block => block.km[0]))
    ids
      .sort((a, b) => east(a) - east(b))
      .forEach((id, k) => {
        names[id] = at(list, k)
      })
  }
  return names
}
