import type { Published } from './cells.ts'
import { openProgram, type Row } from './simplex.ts'
import { type Collapsed, classesOf, type Fixed, groups, reduceRow, settle, thin } from './system.ts'

/** A shown cell that may be hidden to protect another, and what hiding it costs. */
export interface Candidate {
  at: number
  cell: Published
  count: number
  cost: number
}

/** A number an outsider knows and should not. */
export interface Exposed {
  atoms: readonly string[]
  value: number
  /** It is to stay possible that it is another count under this. */
  under: number
}

/** Where partners are looked for: among these atoms; of the others the true values are taken. */
export interface Ground {
  collapsed: Collapsed
  truth: Fixed
  within: readonly string[]
}

/**
 * The cheapest cells to hide so that a recovered number could as well be one more or one less: the smallest change of all counts that nothing
 * shown forbids (Fischetti and Salazar-González 2001; the cells it moves are the partners). Undefined when there is none.
 */
export function partners(
  exposed: Exposed,
  candidates: readonly Candidate[],
  others: readonly Published[],
  { collapsed, truth, within }: Ground,
): Candidate[] | undefined {
  const row = (cell: Published): Row => ({ at: classesOf(collapsed, cell.atoms), least: cell.least, most: cell.most })
  const stay = thin(others.map(row))
  // Far away everything stays as it truly is: a world that differs only close by is a possible world too.
  const isNear = new Set(classesOf(collapsed, [...within, ...exposed.atoms]))
  const fixed = new Map([...[...truth].filter(([at]) => !isNear.has(at)), ...settle(stay)])
  const move = candidates.map(({ cell }) => row(cell))
  const target = classesOf(collapsed, exposed.atoms)
  const group = target.flatMap(
    at => groups([...stay, ...move, { at: target, least: 0, most: 0 }], fixed, collapsed.classes.length).get(at) ?? [],
  )[0]
  if (!group) return undefined
  const index = new Map(group.at.map((each, i) => [each, i]))
  const rows = stay.filter(each => each.at.some(at => index.has(at))).map(each => reduceRow(each, fixed, index))
  const moving = candidates.filter((_, i) => move[i]?.at.some(at => index.has(at)))
  const movable = moving.map(candidate => ({ candidate, row: reduceRow(row(candidate.cell), fixed, index) }))
  const done = target.reduce((sum, at) => sum + (fixed.get(at) ?? 0), 0)
  const open = target.flatMap(at => index.get(at) ?? [])
  const values = [exposed.value + 1, exposed.value - 1].filter(value => value > 0 && value < exposed.under)
  const found = values.flatMap(value => solve(open, value - done, rows, movable, index.size) ?? [])
  return found.sort((a, b) => a.cost - b.cost)[0]?.cells
}

interface Movable {
  candidate: Candidate
  row: Row
}

function solve(target: number[], value: number, rows: Row[], movable: readonly Movable[], size: number) {
  if (value < 0) return undefined
  const free = movable.map(({ row }, i): Row => {
    const [up, down] = [size + 2 * i, size + 2 * i + 1]
    return { at: [...row.at, up, down], by: [...row.at.map(() => 1), -1, 1], least: row.least, most: row.most }
  })
  const wanted: Row = { at: target, least: value, most: value }
  const program = openProgram(size + 2 * movable.length, [...rows, ...free, wanted])
  const costs = new Map(
    movable.flatMap(({ candidate }, i): [number, number][] => [
      [size + 2 * i, -candidate.cost],
      [size + 2 * i + 1, -candidate.cost],
    ]),
  )
  const best = program?.most(costs)
  if (!best) return undefined
  const moved = (i: number) => (best.x[size + 2 * i] ?? 0) + (best.x[size + 2 * i + 1] ?? 0) > 1e-6
  return { cost: -best.value, cells: movable.filter((_, i) => moved(i)).map(({ candidate }) => candidate) }
}
