import { type Draft, type Published, publish, type State } from './cells.ts'
import type { Row } from './simplex.ts'
import { classesOf, collapse, settle, thin, turned } from './system.ts'
import { possibleWorld } from './world.ts'

/** All numbers there are, of the draft and those public before, over the pieces that they tell apart. Only what is shown of them changes. */
export interface Ground {
  cells: readonly Draft[]
  known: readonly Published[]
  /** The atoms of each class. */
  classes: readonly (readonly string[])[]
  /** The classes of each number: those of the draft first, then those known. */
  sets: readonly (readonly number[])[]
  /** The numbers each class stands in. */
  standsIn: readonly (readonly number[])[]
  /** Numbers that contradict the others, as after a revision, say nothing. */
  says: readonly boolean[]
  contradicts: boolean
  /** Too many contradict one another to tell which still hold. */
  isUnsettled: boolean
  /** One possible world: the count of each class, such that every number comes out. */
  world: Float64Array
}

/** The numbers of the draft are those of the world; the few that contradict them, earlier ones first, are left out. */
export function openGround(cells: readonly Draft[], known: readonly Published[]): Ground {
  const collapsed = collapse([...cells, ...known].map(({ atoms }) => atoms))
  const sets = [...cells, ...known].map(({ atoms }) => classesOf(collapsed, atoms))
  const rows = [
    ...cells.map(({ count }, i): Row => ({ at: sets[i] ?? [], least: count, most: count })),
    ...known.map(({ least, most }, i): Row => ({ at: sets[cells.length + i] ?? [], least, most })),
  ]
  const revised = revisedOf(rows, cells.length)
  const small = new Map(
    known.flatMap(({ hidden, under }, i): [number, number][] => (hidden ? [[cells.length + i, under - 1]] : [])),
  )
  const found = possibleWorld(
    rows.map((row, i) => (revised.has(i) ? undefined : row)),
    { classes: collapsed.classes.length, own: cells.length, small },
  )
  const says = rows.map((_, i) => !revised.has(i) && !found.dropped.has(i))
  return {
    cells,
    known,
    classes: collapsed.classes,
    sets,
    standsIn: turned(sets, collapsed.classes.length),
    says,
    contradicts: says.includes(false),
    isUnsettled: found.isUnsettled,
    world: found.world,
  }
}

/** Earlier numbers of which the draft itself says that they are others now. */
function revisedOf(rows: readonly Row[], own: number): ReadonlySet<number> {
  const truth = settle(thin(rows.slice(0, own)))
  const revised = rows.flatMap(({ at, least, most }, i) => {
    if (i < own) return []
    let sum = 0
    for (const each of at) sum += truth.get(each) ?? Number.NaN
    return sum < least || sum > most ? [i] : []
  })
  return new Set(revised)
}

/** What is public of each number that says anything; `known` alone when no states are given. */
export function publicRows(ground: Ground, states: readonly State[] | undefined): Row[] {
  const { cells, known, sets, says } = ground
  const row = (i: number, least: number, most: number): Row =>
    says[i] ? { at: sets[i] ?? [], least, most } : { at: [], least: 0, most: Number.POSITIVE_INFINITY }
  const now = cells.map((cell, i) => {
    if (!states) return row(i, 0, Number.POSITIVE_INFINITY)
    const { least, most } = publish(cell, states[i] ?? 'hidden')
    return row(i, least, most)
  })
  return [...now, ...known.map(({ least, most }, i) => row(cells.length + i, least, most))]
}
