// What a page of patterns may work with: sums and curves over places would otherwise give a hidden count away
// (docs/methods/small-numbers.md, Patterns).
import { addMonths, type Month, monthsBetween } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { mayTest, officer, seenOf } from '../rules.ts'
import type { Look } from './ask.ts'
import { type Counted, countsIn } from './figures.ts'

/** Counts as one person may work with them, and the places at which they are stand-ins. */
export interface Standing {
  rows: Counted[]
  stood: ReadonlySet<number>
  unknown: number
}

/** For who sees all, the counts; for others, and for what is kept for all (no person), stand-ins where a count is hidden. */
export async function countsFor(db: Db, actor: Actor | null, look: Look): Promise<Standing> {
  const found = await countsIn(db, look)
  const stood = actor && mayTest(actor) ? new Set<number>() : await hiddenOver(db, actor ?? officer, look)
  return { ...found, rows: stoodIn(found.rows, stood), stood }
}

/** Rows with stand-ins at these places. */
export function stoodIn(rows: readonly Counted[], stood: ReadonlySet<number>): Counted[] {
  const counts = sharedOut(
    rows.map(row => row.count),
    rows.map(({ area }) => stood.has(area.id)),
    rows.map(({ area }) => area.residents ?? 0),
  )
  return rows.map((row, i) => ({ ...row, count: counts[i] ?? 0 }))
}

/** Hidden in the period, or in a year that elsewhere stands by itself and has months of it: one less the other would tell. */
async function hiddenOver(db: Db, actor: Actor, look: Look): Promise<Set<number>> {
  const { store, ground, known, to, months } = look
  const looking = { db, store, actor, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const found = new Set((await seenOf(looking, to, months)).hidden)
  for (const end of yearsOver(look)) for (const id of (await seenOf(looking, end)).hidden) found.add(id)
  return found
}

/** Ends of the years, counted back from the newest month, that have a month of the period. */
export function yearsOver({ from, to, known }: Pick<Look, 'from' | 'to'> & { known: { end: Month } }): Month[] {
  const [first, last] = [monthsBetween(to, known.end), monthsBetween(from, known.end)]
  const ends: Month[] = []
  for (let back = 12 * Math.floor(first / 12); back <= last; back += 12) ends.push(addMonths(known.end, -back))
  return ends
}

/**
 * The same counts, but what is hidden is put together and shared out by residents, in whole numbers. So the result rests on what is shown and
 * on the total alone, which the reader has anyway: whatever is made of it gives away no more than they do.
 */
export function sharedOut(
  counts: readonly number[],
  hidden: readonly boolean[],
  residents: readonly number[],
): number[] {
  const kept = counts.flatMap((_, i) => (hidden[i] ? [i] : []))
  const total = kept.reduce((sum, i) => sum + (counts[i] ?? 0), 0)
  const isKnown = kept.every(i => (residents[i] ?? 0) > 0)
  const weights = kept.map(i => (isKnown ? (residents[i] ?? 0) : 1))
  const all = weights.reduce((sum, n) => sum + n, 0)
  const found = [...counts]
  let [before, given] = [0, 0]
  kept.forEach((i, at) => {
    before += weights[at] ?? 0
    const upTo = Math.round((total * before) / all)
    found[i] = upTo - given
    given = upTo
  })
  return found
}

/** Said where it stands. */
export const stoodNote = (stood: ReadonlySet<number>, many: string): string[] =>
  stood.size === 0
    ? []
    : [
        `Close, not exact: the counts of ${whole(stood.size)} ${many} are kept back here, so what they come to together is shared out over them by residents. Analysts see it exact.`,
      ]
