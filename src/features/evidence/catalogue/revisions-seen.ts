// Revisions for one person: each as they may see it, and all of them added up.
import type { Actor } from '../../../platform/http.ts'
import { sight } from '../rules.ts'
import type { Grain } from '../schemas.ts'
import type { Named } from './queries.ts'
import { grouped, type Revision } from './revisions.ts'

/** A revision as it is listed. */
export interface Seen {
  measure: string
  place: Named
  grain: Grain
  period: string
  before: number
  after: number
  change: number
  from: string
  to: string
}

/**
 * What this person may see of these revisions, the largest change first, and how many are not for them. A cell is a month of one place, and
 * an earlier value beside the one in force: only who sees such counts whole sees one, small or not.
 */
export function seen(actor: Actor, revisions: readonly Revision[]): { rows: Seen[]; unseen: number } {
  const rows = revisions.filter(one => sight(actor, one.measure, one.place).see === 'all').map(lineOf)
  rows.sort(
    (a, b) =>
      Math.abs(b.change) - Math.abs(a.change) || compare(a.place.name, b.place.name) || compare(a.period, b.period),
  )
  return { rows, unseen: revisions.length - rows.length }
}

/** Who is ever shown a revised cell: others see how many there are, by measure and period. */
export const seesCells = (actor: Actor): boolean => ['analyst', 'borough-lead'].includes(actor.role)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const lineOf = ({ measure, place, grain, period, before, after, from, to }: Revision): Seen => ({
  measure: measure.name,
  place,
  grain,
  period,
  before,
  after,
  change: after - before,
  from,
  to,
})

export interface Tally {
  from: string
  to: string
  cells: number
  firstPeriod: string
  lastPeriod: string
  grain: Grain
  /** Sum over the cells that changed. */
  before: number
  after: number
}

/** Revisions added up by the two snapshots they lie between. */
export function tally(revisions: readonly Revision[]): Tally[] {
  const groups = grouped(revisions, one => `${one.from} ${one.to} ${one.grain}`)
  return [...groups.values()]
    .flatMap(rows => {
      const [first] = rows
      const periods = rows.map(one => one.period).toSorted()
      if (!first) return []
      const sum = (of: (one: Revision) => number) => rows.reduce((total, one) => total + of(one), 0)
      return [
        {
          from: first.from,
          to: first.to,
          grain: first.grain,
          cells: rows.length,
          firstPeriod: periods[0] ?? '',
          lastPeriod: periods.at(-1) ?? '',
          before: sum(one => one.before),
          after: sum(one => one.after),
        },
      ]
    })
    .toSorted((a, b) => compare(b.from, a.from) || compare(b.to, a.to))
}
