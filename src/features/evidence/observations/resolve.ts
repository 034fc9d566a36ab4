import type { Grain, PeriodState } from '../schemas.ts'

/** One file's claim: these measures, at these places, in these periods. */
export interface Coverage {
  importId: number
  grain: Grain
  measureIds: ReadonlySet<number>
  placeIds: ReadonlySet<number>
  /** First day of each period, `YYYY-MM-DD`. */
  periods: readonly string[]
  states: readonly PeriodState[]
  /** Only cells written down count; nothing is taken to be 0. */
  explicit: boolean
}

/** A file's amounts for one measure and place; null is unknown. */
export interface Stored {
  importId: number
  placeId: number
  /** First day of the period of `amounts[0]`. */
  startsOn: string
  amounts: readonly (number | null)[]
}

/** Imports in force, weakest first: by snapshot date, then by file hash, so that the order of importing never matters. */
export const inOrder = <T extends { snapshotOn: string; hash: string }>(imports: readonly T[]): T[] =>
  [...imports].sort((a, b) => compare(a.snapshotOn, b.snapshotOn) || compare(a.hash, b.hash))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Whole periods from one first day to another; days for `point`. */
export function stepsBetween(grain: Grain, from: string, to: string): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  if (grain === 'month') return months
  if (grain === 'quarter') return Math.floor(months / 3)
  if (grain === 'year') return Math.floor(months / 12)
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/**
 * The values in force (decision 0003): place → one amount a period, null where no file in force speaks for the cell.
 * `order` is `inOrder` of the imports; `coverage` and `stored` are of one measure.
 */
export const resolve = (
  request: Request,
  order: readonly { id: number }[],
  coverage: readonly Coverage[],
  stored: readonly Stored[],
): Map<number, (number | null)[]> => resolveTo(request, order, coverage, stored, amount => amount)

/** Whose value is in force: place → the import of each period's value, null where none speaks. */
export const speakers = (
  request: Request,
  order: readonly { id: number }[],
  coverage: readonly Coverage[],
  stored: readonly Stored[],
): Map<number, (number | null)[]> => resolveTo(request, order, coverage, stored, (_, importId) => importId)

interface Request {
  measureId: number
  placeIds: readonly number[]
  periods: readonly string[]
  grain: Grain
}

type Pick = (amount: number, importId: number) => number

function resolveTo(
  request: Request,
  order: readonly { id: number }[],
  coverage: readonly Coverage[],
  stored: readonly Stored[],
  pick: Pick,
): Map<number, (number | null)[]> {
  const result = new Map(
    request.placeIds.map((id): [number, (number | null)[]] => [id, request.periods.map(() => null)]),
  )
  const rows = byImport(stored)
  const position = new Map(request.periods.map((period, i) => [period, i]))
  for (const { id } of order) {
    for (const claim of coverage) {
      if (claim.importId === id && claim.grain === request.grain && claim.measureIds.has(request.measureId))
        overlay(result, claim, rows.get(id), position, pick)
    }
  }
  return result
}

function byImport(stored: readonly Stored[]): Map<number, Map<number, Stored>> {
  const found = new Map<number, Map<number, Stored>>()
  for (const row of stored) {
    const rows = found.get(row.importId) ?? new Map<number, Stored>()
    found.set(row.importId, rows.set(row.placeId, row))
  }
  return found
}

function overlay(
  result: Map<number, (number | null)[]>,
  claim: Coverage,
  rows: Map<number, Stored> | undefined,
  position: Map<string, number>,
  pick: Pick,
): void {
  const cells = claim.periods.flatMap((period, i) => {
    const at = position.get(period)
    return claim.states[i] === 'loaded' && at !== undefined ? [{ period, at }] : []
  })
  if (cells.length === 0) return
  for (const [placeId, values] of result) {
    if (!claim.placeIds.has(placeId)) continue
    const row = rows?.get(placeId)
    for (const { period, at } of cells) {
      const amount = amountAt(row, claim, period)
      if (amount !== null) values[at] = pick(amount, claim.importId)
    }
  }
}

// A file without a row for the place says 0 inside its coverage; a row with a null says it does not know, so an older file may still speak.
function amountAt(row: Stored | undefined, claim: Coverage, period: string): number | null {
  if (!row) return claim.explicit ? null : 0
  const step = stepsBetween(claim.grain, row.startsOn, period)
  if (step < 0 || step >= row.amounts.length) return claim.explicit ? null : 0
  return row.amounts[step] ?? null
}
