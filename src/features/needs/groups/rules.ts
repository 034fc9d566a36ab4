// Figures by group: small numbers first, then rates, ratios and shares of what is left. Pure.
import {
  compareProportions,
  disproportionality,
  type GroupAgainst,
  type GroupRate,
  proportion,
} from '../../../lib/stats/index.ts'
import { isHidden, type Line, notShown, type Shown, type Sight, show, sightsOfAll } from '../../evidence/index.ts'
import { officer as reader } from '../rules.ts'
import type { Group, Grouping } from './groupings.ts'

/** What is known of a group in a year: counted, and of how many residents, or how many were asked. */
export interface Known {
  group: Group
  count: number | null
  people: number | null
  peopleYear: number | null
}

export interface Compared extends Known {
  shown: Shown
  /** Rate per so many residents, or percent of those asked; undefined where there is none, and `why`. */
  rate: { rate: number; lower: number; upper: number } | undefined
  /** Against the reference; undefined for the reference itself and where either has no rate. */
  against:
    | { ratio: number | null; lower: number | null; upper: number | null; difference: number; excess: number | null }
    | undefined
  /** Share of events over share of residents, of the groups that have a rate. */
  index: number | null
  why: string
}

const measure: Line['measure'] = { code: '', name: '', includes: [], lowestLevel: 'city', sensitive: true }

/** How much of each count is shown. The groups add up to all, which is shown: a single hidden one takes the next smallest along. */
export function sightsOf(counts: readonly (number | null)[]): Sight[] {
  const siblings = counts.map((_, i) => ({
    where: { kind: 'city', code: String(i), boroughCode: null },
    family: 'all',
  }))
  return sightsOfAll(reader, [{ measure, counts }], siblings)[0] ?? []
}

/** The counts as they may be shown. Of a survey those who said no are as telling as those who said yes. */
export function protect(kind: Grouping['kind'], known: readonly Known[]): Shown[] {
  const counts = known.map(one => one.count)
  const plain = shownOf(counts)
  if (kind === 'rates') return plain
  const others = known.map(one => (one.count === null || one.people === null ? null : one.people - one.count))
  const sights = sightsOf(others)
  return plain.map((one, i) =>
    one.count !== null && isHidden(others[i], sights[i] ?? nothing) ? { count: null, words: notShown } : one,
  )
}

const nothing: Sight = { see: 'nothing', why: '' }
const shownOf = (counts: readonly (number | null)[]): Shown[] => {
  const sights = sightsOf(counts)
  return counts.map((count, i) => show(count, sights[i] ?? nothing))
}

type Ready = Known & { count: number; people: number }

/** Every group with what may be said of it, in the order of the pack, against the reference asked for where that one has a rate. */
export function compare(
  { kind, per, reference }: Pick<Grouping, 'kind' | 'per' | 'reference'>,
  known: readonly Known[],
  shown: readonly Shown[] = protect(kind, known),
): { lines: Compared[]; reference: string | null } {
  const ready = known.filter((one, i): one is Ready => isReady(one, shown[i]))
  const base = ready.find(one => one.group.id === reference) ?? ready[0]
  const made =
    base && ready.length > 1 ? (kind === 'rates' ? rates : shares)(ready, base, per) : new Map<string, Made>()
  const alone = made.size === 0 && ready.length === 1
  const lines = known.map((one, i): Compared => {
    const its = shown[i] ?? { count: null, words: notShown }
    const found = made.get(one.group.id)
    return {
      ...one,
      shown: its,
      why:
        whyNot(one, its) ||
        (alone ? 'The only group that may be shown with its residents: there is nothing to hold it against' : ''),
      ...(found ?? { rate: undefined, against: undefined, index: null }),
    }
  })
  return { lines, reference: made.size > 0 ? (base?.group.id ?? null) : null }
}

const isReady = (one: Known, shown: Shown | undefined): boolean =>
  !one.group.unknown && one.count !== null && shown?.count === one.count && one.people !== null && one.people > 0

function whyNot({ group, people }: Known, shown: Shown): string {
  if (group.unknown) return 'Not a group: shown apart, and never spread over the others'
  if (shown.count === null)
    return shown.words ? 'Too small a number, or one that would give a small one away' : 'Not known'
  if (people !== null) return ''
  return group.why || 'No population of this group is known within five years'
}

type Made = Pick<Compared, 'rate' | 'against' | 'index'>

function rates(ready: readonly Ready[], base: Ready, per: number): Map<string, Made> {
  const groups = ready.map(one => ({ group: one.group.id, events: one.count, population: one.people }))
  const found = disproportionality(groups, base.group.id, { multiplier: per })
  const made = (one: GroupRate, against: Made['against']): [string, Made] => [
    one.group,
    { rate: { rate: one.rate, lower: one.lower, upper: one.upper }, against, index: one.compositionIndex },
  ]
  return new Map([made(found.reference, undefined), ...found.others.map(one => made(one, againstOf(one)))])
}

const againstOf = (one: GroupAgainst): Made['against'] => ({
  ratio: one.ratio,
  lower: one.ratioLower,
  upper: one.ratioUpper,
  difference: one.difference,
  excess: one.excessEvents,
})

function shares(ready: readonly Ready[], base: Ready, per: number): Map<string, Made> {
  return new Map(
    ready.map((one): [string, Made] => {
      const share = proportion(one.count, one.people, { multiplier: per })
      const rate = share.value === null ? undefined : { rate: share.value, lower: share.lower, upper: share.upper }
      return [one.group.id, { rate, against: one === base ? undefined : shareAgainst(one, base, per), index: null }]
    }),
  )
}

/** The difference in percentage points is what a survey is read by; the ratio stands beside it with its score limits. */
function shareAgainst(one: Ready, base: Ready, per: number): Made['against'] {
  const { difference, riskRatio } = compareProportions(
    { x: one.count, n: one.people },
    { x: base.count, n: base.people },
  )
  return {
    ratio: riskRatio?.ratio ?? null,
    lower: riskRatio?.scoreLower ?? null,
    upper: riskRatio?.scoreUpper ?? null,
    difference: difference * per,
    excess: null,
  }
}

/** Residents are of the same year, or of the nearest year known that is at most this far away. */
export const mostYears = 5

/** The year whose population goes with the counts of a year: the nearest, the earlier of two as near; undefined where none is near enough. */
export function nearestYear(year: number, years: readonly number[]): number | undefined {
  const near = years.filter(one => Math.abs(one - year) <= mostYears)
  return near.toSorted((a, b) => Math.abs(a - year) - Math.abs(b - year) || a - b)[0]
}
