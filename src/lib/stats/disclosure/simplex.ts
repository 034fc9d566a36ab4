/** A row of a linear programme: least ≤ Σ by × x ≤ most, every x zero or more. */
export interface Row {
  at: readonly number[]
  /** Coefficients beside `at`; 1 throughout unless said. */
  by?: readonly number[]
  least: number
  most: number
}
export interface Optimum {
  /** Infinity when nothing bounds it. */
  value: number
  x: Float64Array
}
export interface Program {
  /** The largest value of Σ costs × x. */
  most(costs: ReadonlyMap<number, number>): Optimum
}

const EPS = 1e-7
/** What is left of a nought after adding and subtracting. */
const NOUGHT = 1e-12
/** After so many steps the rule that cannot go round in circles (Bland) takes over from the quick one (Dantzig). */
const QUICK_STEPS = 400

interface Tableau {
  rows: Float64Array[]
  basis: number[]
  width: number
  /** Columns from here on are artificial: they must stay at nought. */
  artificial: number
}

/**
 * Two-phase simplex on a dense tableau, for the small systems a disclosure check comes to. Undefined when no x satisfies the rows.
 * Source: Dantzig (1963), chapter 5; Bland (1977) for the rule that ends.
 */
export function openProgram(variables: number, rows: readonly Row[]): Program | undefined {
  const tableau = build(variables, rows)
  const start = new Map<number, number>()
  for (let j = tableau.artificial; j < tableau.width; j++) start.set(j, -1)
  if (optimise(tableau, start, tableau.width) < -EPS) return undefined
  for (let r = 0; r < tableau.rows.length; r++) driveOut(tableau, r)
  return {
    most: costs => {
      const value = optimise(tableau, costs, tableau.artificial)
      const x = new Float64Array(variables)
      tableau.basis.forEach((column, r) => {
        if (column < variables) x[column] = tableau.rows[r]?.[tableau.width] ?? 0
      })
      return { value, x }
    },
  }
}

interface Equation {
  at: readonly number[]
  by: readonly number[]
  slack: -1 | 0 | 1
  is: number
}

/** Each row as equations with a slack that is zero or more. */
function equations(rows: readonly Row[]): Equation[] {
  return rows.flatMap(({ at, by = at.map(() => 1), least, most }): Equation[] => {
    if (least === most) return [{ at, by, slack: 0, is: least }]
    const above: Equation[] = Number.isFinite(most) ? [{ at, by, slack: 1, is: most }] : []
    const isBinding = least > 0 || by.some(each => each < 0)
    return isBinding && Number.isFinite(least) ? [...above, { at, by, slack: -1, is: least }] : above
  })
}

function build(variables: number, rows: readonly Row[]): Tableau {
  const all = equations(rows)
  const slacks = all.filter(({ slack }) => slack !== 0).length
  const artificial = variables + slacks
  const width = artificial + all.length
  let next = variables
  const basis: number[] = []
  const filled = all.map(({ at, by, slack, is }, r) => {
    const row = new Float64Array(width + 1)
    at.forEach((column, k) => {
      row[column] = (row[column] ?? 0) + (by[k] ?? 1)
    })
    if (slack !== 0) row[next] = slack
    row[width] = is
    if (is < 0) for (let j = 0; j <= width; j++) row[j] = -(row[j] ?? 0)
    const own = slack !== 0 && row[next] === 1 ? next : artificial + r
    row[own] = 1
    basis.push(own)
    if (slack !== 0) next++
    return row
  })
  return { rows: filled, basis, width, artificial }
}

function optimise(tableau: Tableau, costs: ReadonlyMap<number, number>, columns: number): number {
  const { rows, basis, width } = tableau
  const price = new Float64Array(width + 1)
  for (const [column, cost] of costs) price[column] = (price[column] ?? 0) - cost
  rows.forEach((row, r) => {
    const cost = costs.get(basis[r] ?? -1) ?? 0
    if (cost !== 0) for (let j = 0; j <= width; j++) price[j] = (price[j] ?? 0) + cost * (row[j] ?? 0)
  })
  for (let step = 0; ; step++) {
    const column = entering(price, columns, step > QUICK_STEPS)
    if (column < 0) return price[width] ?? 0
    const leaving = ratio(tableau, column)
    if (leaving < 0) return Number.POSITIVE_INFINITY
    pivot(tableau, leaving, column, price)
  }
}

function entering(price: Float64Array, columns: number, first: boolean): number {
  let best = -1
  for (let j = 0; j < columns; j++) {
    if ((price[j] ?? 0) >= -EPS) continue
    if (first) return j
    if (best < 0 || (price[j] ?? 0) < (price[best] ?? 0)) best = j
  }
  return best
}

function ratio({ rows, basis, width }: Tableau, column: number): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  rows.forEach((row, r) => {
    const by = row[column] ?? 0
    if (by <= EPS) return
    const found = (row[width] ?? 0) / by
    if (found < least - EPS || (found < least + EPS && best >= 0 && (basis[r] ?? 0) < (basis[best] ?? 0))) {
      best = r
      least = Math.min(found, least)
    }
  })
  return best
}

function pivot({ rows, basis, width }: Tableau, at: number, column: number, price?: Float64Array): void {
  const row = rows[at]
  if (!row) return
  const by = row[column] ?? 1
  // Most of a row is nought: only what is not is taken from the others.
  const there: number[] = []
  for (let j = 0; j <= width; j++) {
    const value = row[j] ?? 0
    if (Math.abs(value) < NOUGHT) row[j] = 0
    else {
      row[j] = value / by
      there.push(j)
    }
  }
  const clear = (other: Float64Array) => {
    const share = other[column] ?? 0
    if (Math.abs(share) < NOUGHT) return
    for (const j of there) other[j] = (other[j] ?? 0) - share * (row[j] ?? 0)
  }
  rows.forEach((other, r) => {
    if (r !== at) clear(other)
  })
  if (price) clear(price)
  basis[at] = column
}

/** An artificial column left in the basis at nought makes way for a real one; a row with none says nothing new. */
function driveOut(tableau: Tableau, at: number): void {
  if ((tableau.basis[at] ?? 0) < tableau.artificial) return
  const row = tableau.rows[at]
  const column = row?.findIndex((value, j) => j < tableau.artificial && Math.abs(value) > EPS) ?? -1
  if (column >= 0) pivot(tableau, at, column)
  else row?.fill(0)
}
