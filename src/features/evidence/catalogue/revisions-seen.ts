// Revisions for one person: each as they may see it, and all of them added up.
import type { Actor } from '../../../platform/http.ts'
import { show, sight } from '../rules.ts'
import type { Grain } from '../schemas.ts'
import type { Named } from './queries.ts'
import { grouped, type Revision } from './revisions.ts'

/** A revision as one person may see it: small counts hidden, and with them the difference. */
export interface Seen {
  measure: string
  place: Named
  grain: Grain
  period: string
  before: number | null
  after: number | null
  change: number | null
  hidden: string
  from: string
  to: string
}

/** What this person may see of these revisions, the largest change first, and how many are not for them. */
export function seen(actor: Actor, revisions: readonly Revision[]): { rows: Seen[]; unseen: number } {
  const rows = revisions.flatMap(one => seenOne(actor, one))
  rows.sort(
    (a, b) =>
      Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0) ||
      compare(a.place.name, b.place.name) ||
      compare(a.period, b.period),
  )
  return { rows, unseen: revisions.length - rows.length }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function seenOne(actor: Actor, one: Revision): Seen[] {
  const see = sight(actor, one.measure, one.place)
  if (see.see === 'nothing') return []
  const [before, after] =
    one.measure.kind === 'count'
      ? [show(one.before, see), show(one.after, see)]
      : [{ count: one.before }, { count: one.after }]
  const open = before.count !== null && after.count !== null
  return [
    {
      measure: one.measure.name,
      place: one.place,
      grain: one.grain,
      period: one.period,
      before: before.count,
      after: after.count,
      change: open ? one.after - one.before : null,
      hidden: see.see === 'protected' ? `under ${see.under}` : '',
      from: one.from,
      to: one.to,
    },
  ]
}

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
