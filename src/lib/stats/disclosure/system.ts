import type { Row } from './simplex.ts'

/*
 * Public numbers as sums of atoms. An atom is the smallest piece that what is published tells apart (part of a place × part of a period
 * × group): a count, so whole and zero or more. Atoms that stand in the same numbers are one class: nobody can tell them apart.
 */

export interface Collapsed {
  classOf: ReadonlyMap<string, number>
  /** The atoms of each class. */
  classes: readonly (readonly string[])[]
}

export function collapse(sets: readonly (readonly string[])[]): Collapsed {
  const standsIn = new Map<string, number[]>()
  sets.forEach((atoms, i) => {
    for (const atom of new Set(atoms)) {
      const found = standsIn.get(atom)
      if (found) found.push(i)
      else standsIn.set(atom, [i])
    }
  })
  const numbers = new Map<string, number>()
  const classOf = new Map<string, number>()
  const classes: string[][] = []
  for (const [atom, cells] of standsIn) {
    const signature = cells.join(' ')
    const number = numbers.get(signature) ?? classes.length
    if (number === classes.length) classes.push([])
    numbers.set(signature, number)
    classOf.set(atom, number)
    classes[number]?.push(atom)
  }
  return { classOf, classes }
}

/** The classes of some atoms, each once; −1 among them when an atom stands in no number. */
export const classesOf = ({ classOf }: Collapsed, atoms: readonly string[]): number[] => [
  ...new Set(atoms.map(atom => classOf.get(atom) ?? -1)),
]

/** The rows each class stands in. */
export function turned(sets: readonly (readonly number[])[], classes: number): number[][] {
  const standsIn: number[][] = Array.from({ length: classes }, () => [])
  sets.forEach((set, r) => {
    for (const at of set) standsIn[at]?.push(r)
  })
  return standsIn
}

/** A row less the exact numbers inside it; `done` is what was taken off. */
export interface Thin extends Row {
  done: number
}

/** Each exact number taken out of the larger ones that hold it: the same system, in which what is unknown hangs on less. */
export function thin(rows: readonly Row[]): Thin[] {
  const open = rows.map(row => ({ at: new Set(row.at), least: row.least, most: row.most, done: 0 }))
  const standsIn = new Map<number, (typeof open)[number][]>()
  for (const row of open)
    for (const at of row.at) {
      const found = standsIn.get(at)
      if (found) found.push(row)
      else standsIn.set(at, [row])
    }
  const exact = open.filter(({ least, most }) => least === most).sort((a, b) => b.at.size - a.at.size)
  for (const row of exact) {
    const [first] = row.at
    for (const outer of first === undefined ? [] : (standsIn.get(first) ?? [])) {
      if (outer === row || outer.at.size <= row.at.size || ![...row.at].every(at => outer.at.has(at))) continue
      for (const at of row.at) outer.at.delete(at)
      outer.least -= row.least
      outer.most -= row.least
      outer.done += row.least
    }
  }
  return open.map(({ at, least, most, done }) => ({ at: [...at], least: Math.max(0, least), most, done }))
}

/** What is known outright, by class. */
export type Fixed = ReadonlyMap<number, number>

export const fixedSum = (at: readonly number[], fixed: Fixed): number =>
  at.reduce((total, each) => total + (fixed.get(each) ?? 0), 0)

/** Numbers that follow at once: an exact sum with one unknown left, or a sum of nought. */
export function settle(rows: readonly Row[]): Fixed {
  const fixed = new Map<number, number>()
  const standsIn = new Map<number, Row[]>()
  for (const row of rows)
    for (const at of row.at) {
      const found = standsIn.get(at)
      if (found) found.push(row)
      else standsIn.set(at, [row])
    }
  const waiting = [...rows]
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    if (row.most === 0 ? false : row.least !== row.most) continue
    const open = row.at.filter(at => !fixed.has(at))
    const left = row.most - fixedSum(row.at, fixed)
    if (open.length === 0 || left < 0 || (open.length > 1 && left !== 0)) continue
    for (const at of open) {
      fixed.set(at, left)
      waiting.push(...(standsIn.get(at) ?? []))
    }
  }
  return fixed
}

/** Unknown classes and the rows that bind them, in groups that have nothing to say of one another. */
export interface Group {
  at: number[]
  rows: Row[]
}

export function groups(rows: readonly Row[], fixed: Fixed, classes: number): Map<number, Group> {
  const up = Array.from({ length: classes }, (_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (up[at] !== at) {
      up[at] = up[up[at] ?? at] ?? at
      at = up[at] ?? at
    }
    return at
  }
  for (const row of rows) {
    const open = row.at.filter(at => !fixed.has(at))
    for (const at of open) up[root(at)] = root(open[0] ?? at)
  }
  const found = new Map<number, Group>()
  const byClass = new Map<number, Group>()
  for (let at = 0; at < classes; at++) {
    if (fixed.has(at)) continue
    const group = found.get(root(at)) ?? { at: [], rows: [] }
    found.set(root(at), group)
    group.at.push(at)
    byClass.set(at, group)
  }
  for (const row of rows) {
    const open = row.at.find(at => !fixed.has(at))
    if (open !== undefined) byClass.get(open)?.rows.push(row)
  }
  return byClass
}

/** A row over the unknowns of a group, what is known taken off. */
export function reduceRow(row: Row, fixed: Fixed, index: ReadonlyMap<number, number>): Row {
  const done = fixedSum(row.at, fixed)
  return { at: row.at.flatMap(at => index.get(at) ?? []), least: Math.max(0, row.least - done), most: row.most - done }
}
