/**
 * Small dense linear algebra for regressions with a handful of terms. Matrices are flat, row by row.
 * Source: Cholesky factorisation, Golub and Van Loan (2013) 4.2.
 */

/** Lower Cholesky factor of a symmetric positive definite p × p matrix, or null when it is not (columns that repeat each other). */
export function cholesky(matrix: Float64Array, p: number): Float64Array | null {
  const factor = new Float64Array(p * p)
  for (let j = 0; j < p; j++)
    for (let i = j; i < p; i++) {
      let sum = matrix[i * p + j] ?? 0
      for (let k = 0; k < j; k++) sum -= (factor[i * p + k] ?? 0) * (factor[j * p + k] ?? 0)
      if (i === j) {
        if (!(sum > 1e-12 * Math.max(1e-300, matrix[j * p + j] ?? 0))) return null
        factor[j * p + j] = Math.sqrt(sum)
      } else factor[i * p + j] = sum / (factor[j * p + j] ?? 1)
    }
  return factor
}

/** x where factor factorᵀ x = b. */
export function solveWith(factor: Float64Array, p: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < p; i++) {
    let sum = x[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (factor[i * p + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (factor[i * p + i] ?? 1)
  }
  for (let i = p - 1; i >= 0; i--) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < p; k++) sum -= (factor[k * p + i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (factor[i * p + i] ?? 1)
  }
  return x
}

/** The inverse of the matrix whose factor this is. */
export function inverseOf(factor: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p)
  for (let j = 0; j < p; j++) {
    const unit = new Float64Array(p)
    unit[j] = 1
    solveWith(factor, p, unit).forEach((value, i) => {
      inverse[i * p + j] = value
    })
  }
  return inverse
}

/** Xᵀ diag(weights) X for rows of `p` terms. */
export function crossProduct(x: Float64Array, p: number, weights: ArrayLike<number>): Float64Array {
  const product = new Float64Array(p * p)
  for (let row = 0; row * p < x.length; row++) {
    const weight = weights[row] ?? 0
    for (let i = 0; i < p; i++) {
      const left = weight * (x[row * p + i] ?? 0)
      for (let j = 0; j <= i; j++) product[i * p + j] = (product[i * p + j] ?? 0) + left * (x[row * p + j] ?? 0)
    }
  }
  for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) product[i * p + j] = product[j * p + i] ?? 0
  return product
}
