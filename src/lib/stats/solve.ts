/** Newton squares its error: after a step this small what is left is below the rounding of a double. */
const NEAR = 1e-9

/**
 * Find where a tail probability meets a target, by Newton's method on its logarithm.
 *
 * `at(t)` gives the tail and the density on the scale of `t`. When that density is log-concave (the normal; the gamma on
 * a log scale; the beta on a log-odds scale) so is the tail, and the steps close in from one side without a bracket.
 * `sign` is 1 for a lower tail (rises with t) and −1 for an upper one.
 */
export function solveTail(
  target: number,
  start: number,
  sign: 1 | -1,
  at: (t: number) => { tail: number; slope: number },
): number {
  const goal = Math.log(target)
  let t = start
  for (let i = 0; i < 200; i++) {
    const { tail, slope } = at(t)
    const wanted = tail > 0 && slope > 0 ? (sign * (goal - Math.log(tail)) * tail) / slope : rescue(tail, sign)
    const step = Math.max(-20, Math.min(20, wanted))
    t += step
    if (Math.abs(step) < NEAR) return t
  }
  return t
}

/** Off the end of a double: the tail reads 0 or 1 and has no slope. Walk back towards the middle. */
const rescue = (tail: number, sign: 1 | -1) => (tail > 0.5 ? -sign : sign)
