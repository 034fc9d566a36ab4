import type { Draft, Published } from './cells.ts'
import type { Row } from './simplex.ts'
import { type Collapsed, classesOf, type Fixed, settle } from './system.ts'

/** The true value of every class that the true counts of a draft, and what is public and exact, determine. */
export function truthOf(draft: readonly Draft[], known: readonly Published[], collapsed: Collapsed): Fixed {
  const exact = [
    ...draft.map(({ atoms, count }) => ({ atoms, least: count, most: count })),
    ...known.filter(({ least, most }) => least === most),
  ]
  return settle(exact.map(({ atoms, least, most }): Row => ({ at: classesOf(collapsed, atoms), least, most })))
}

export interface Nearby {
  /** Is there a world that differs from the true one by one here, and perhaps one back elsewhere, in which the sum is another one from 1 to under `under`? */
  hasAnother(at: readonly number[], under: number): boolean
  /** The sum of some classes, where each is known. */
  sum(at: readonly number[]): number | undefined
  /** Rows that the true counts themselves break: figures already public say otherwise. */
  contradicts: boolean
}

/** A quick look for another possible world before the programme is asked: most hidden counts have one close by. */
export function openNearby(rows: readonly Row[], truth: Fixed): Nearby {
  const standsIn = new Map<number, number[]>()
  rows.forEach((row, r) => {
    for (const at of row.at) {
      const found = standsIn.get(at)
      if (found) found.push(r)
      else standsIn.set(at, [r])
    }
  })
  const sum = (at: readonly number[]) =>
    at.reduce<number | undefined>((total, each) => {
      const value = truth.get(each)
      return total === undefined || value === undefined ? undefined : total + value
    }, 0)
  const sums = rows.map(row => sum(row.at))
  const isIn = (r: number, by: number): boolean => {
    const [row, total] = [rows[r], sums[r]]
    return row !== undefined && total !== undefined && total + by >= row.least && total + by <= row.most
  }
  const contradicts = rows.some((_, r) => sums[r] !== undefined && !isIn(r, 0))
  const moves = (one: number, step: number): boolean => {
    if ((truth.get(one) ?? 0) + step < 0 || !truth.has(one)) return false
    const mine = standsIn.get(one) ?? []
    const broken = mine.filter(r => !isIn(r, step))
    if (broken.length === 0) return true
    const [first = -1] = broken
    return (rows[first]?.at ?? []).some(other => {
      if (other === one || !truth.has(other) || (truth.get(other) ?? 0) - step < 0) return false
      const theirs = standsIn.get(other) ?? []
      return broken.every(r => theirs.includes(r)) && theirs.every(r => mine.includes(r) || isIn(r, -step))
    })
  }
  const hasAnother = (at: readonly number[], under: number): boolean => {
    const value = sum(at)
    if (value === undefined || contradicts || at.length !== 1) return false
    return [1, -1].some(step => value + step > 0 && value + step < under && at.some(one => moves(one, step)))
  }
  return { hasAnother, sum, contradicts }
}
