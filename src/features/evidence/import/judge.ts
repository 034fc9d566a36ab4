// Which periods of a file are fit to be believed: pure. Thresholds are ours and written down in docs/methods when the page is made.
import type { CoverageDraft, Grain, State } from './format.ts'

/** The first or last period is a stub when its total is under this share of the median of its neighbours. */
export const stubShare = 0.05
/** Any other period is held for review outside these shares of the median of its neighbours. */
export const heldUnder = 0.4
export const heldOver = 2.5
/** Neighbours looked at on each side. */
const reach = 6
/** Below these medians chance alone makes such months, and nothing is judged. */
const leastForStub = 50
const leastForHeld = 200
/** A measure that is 0 in fewer cells than this is not called withheld. */
const leastForWithheld = 50

export interface Judgement {
  label: string
  grain: Grain
  period: string
  state: State
  total: number
  usual: number
  reason: string
}

export interface Judged {
  coverage: CoverageDraft[]
  /** Periods that are not loaded, with why; measures withheld. */
  judgements: Judgement[]
  withheld: { label: string; measureIds: number[] }[]
}

/** Adds stub, held and withheld to what the reader said. Drafts without totals (values, explicit cells) pass as they are. */
export function judge(drafts: readonly CoverageDraft[]): Judged {
  const out: Judged = { coverage: [], judgements: [], withheld: [] }
  for (const draft of drafts) {
    const { periods, states, judgements } = judgePeriods(draft)
    out.judgements.push(...judgements)
    const nil = draft.keepZero ? [] : allZero(draft)
    const rest = draft.measureIds.filter(id => !nil.includes(id))
    if (rest.length > 0) out.coverage.push({ ...draft, measureIds: rest, periods, states })
    if (nil.length === 0) continue
    out.withheld.push({ label: draft.label, measureIds: nil })
    out.coverage.push({ ...draft, measureIds: nil, periods, states: periods.map(() => 'withheld') })
  }
  return out
}

function allZero(draft: CoverageDraft): number[] {
  if (draft.totals.size === 0 || draft.placeIds.length * draft.periods.length < leastForWithheld) return []
  return draft.measureIds.filter(id => (draft.totals.get(id) ?? []).every(total => total === 0))
}

function judgePeriods(draft: CoverageDraft): { periods: string[]; states: State[]; judgements: Judgement[] } {
  const totals = draft.periods.map((_, i) => [...draft.totals.values()].reduce((sum, list) => sum + (list[i] ?? 0), 0))
  const states = [...draft.states]
  const judgements: Judgement[] = []
  draft.periods.forEach((period, i) => {
    const said = draft.states[i] ?? 'loaded'
    const usual = usualOf(totals, states, i)
    const found =
      said !== 'loaded'
        ? { state: said, reason: 'The pack says so' }
        : draft.totals.size > 0
          ? judgeOne(totals[i] ?? 0, usual, i === 0 || i === totals.length - 1)
          : undefined
    if (!found) return
    states[i] = found.state
    judgements.push({ label: draft.label, grain: draft.grain, period, total: totals[i] ?? 0, usual, ...found })
  })
  return { periods: draft.periods, states, judgements }
}

// Median of up to six neighbours on each side, those the pack calls stubs or held left out.
function usualOf(totals: readonly number[], states: readonly State[], at: number): number {
  const near = totals
    .filter((_, i) => i !== at && Math.abs(i - at) <= reach && states[i] === 'loaded')
    .toSorted((a, b) => a - b)
  if (near.length === 0) return 0
  const middle = Math.floor(near.length / 2)
  return near.length % 2 === 1 ? (near[middle] ?? 0) : ((near[middle - 1] ?? 0) + (near[middle] ?? 0)) / 2
}

function judgeOne(total: number, usual: number, atEdge: boolean): { state: State; reason: string } | undefined {
  const words = `${Math.round(total).toLocaleString('en-GB')} against a usual ${Math.round(usual).toLocaleString('en-GB')}`
  if (atEdge && usual >= leastForStub && total < usual * stubShare)
    return { state: 'stub', reason: `Only a part of the period is in the file: ${words}` }
  if (usual >= leastForHeld && total < usual * heldUnder)
    return { state: 'held', reason: `Far below its neighbours: ${words}` }
  if (usual >= leastForHeld && total > usual * heldOver)
    return { state: 'held', reason: `Far above its neighbours: ${words}` }
  return undefined
}
