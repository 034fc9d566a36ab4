/** The distribution functions a reference file may ask for; arguments by the names R gives them. */
import { pbeta, pt, qbeta, qt } from '../beta.ts'
import { pchisq, qchisq, qgamma } from '../chi-square.ts'
import { dbinom, dhyper, dpois, pbinom, phyper, ppois, qpois } from '../discrete.ts'
import { lgamma } from '../gamma.ts'
import { pnorm, qnorm } from '../normal.ts'
import { type Fields, isFields, number } from './read.ts'

type Get = (name: string) => number

const FUNCTIONS: Readonly<Record<string, (get: Get) => number>> = {
  lgamma: get => lgamma(get('x')),
  pnorm: get => pnorm(get('q')),
  qnorm: get => qnorm(get('p')),
  qgamma: get => qgamma(get('p'), get('shape')),
  pchisq: get => pchisq(get('q'), get('df')),
  qchisq: get => qchisq(get('p'), get('df')),
  pbeta: get => pbeta(get('q'), get('shape1'), get('shape2')),
  qbeta: get => qbeta(get('p'), get('shape1'), get('shape2')),
  pt: get => pt(get('q'), get('df')),
  qt: get => qt(get('p'), get('df')),
  dpois: get => dpois(get('x'), get('lambda')),
  ppois: get => ppois(get('q'), get('lambda')),
  qpois: get => qpois(get('p'), get('lambda')),
  dbinom: get => dbinom(get('x'), get('size'), get('prob')),
  pbinom: get => pbinom(get('q'), get('size'), get('prob')),
  dhyper: get => dhyper(get('x'), get('m'), get('n'), get('k')),
  phyper: get => phyper(get('q'), get('m'), get('n'), get('k')),
}

/** Runs the named function. An argument it does not take is a TypeError: leaving it out could change the answer. */
export function special(input: Fields): number {
  const run = FUNCTIONS[String(input.fn)]
  if (!run) throw new TypeError(`the function ${JSON.stringify(input.fn)} is not built`)
  const args = isFields(input.args) ? input.args : {}
  const left = new Set(Object.keys(args))
  const value = run(name => {
    left.delete(name)
    return number(args, name)
  })
  if (left.size > 0) throw new TypeError(`${String(input.fn)} has no argument ${[...left].join(', ')}`)
  return value
}
