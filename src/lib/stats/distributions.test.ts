import { expect, test } from 'vitest'
import { betaTails, pbeta, pt, qbeta, qbetaLogOdds, qt } from './beta.ts'
import { pchisq, pchisqUpper, qchisq, qgamma } from './chi-square.ts'
import {
  dbinom,
  dhyper,
  dpois,
  pbinom,
  pbinomUpper,
  phyper,
  phyperUpper,
  ppois,
  ppoisUpper,
  qpois,
} from './discrete.ts'
import { gammaTails, lgamma } from './gamma.ts'
import { pnorm, pnormTwoSided, pnormUpper, qnorm } from './normal.ts'
import { seeded } from './random.ts'

const near = (ours: number, theirs: number, rel = 1e-11) => expect(Math.abs(ours / theirs - 1)).toBeLessThan(rel)

/** Values from scipy 1.17, far outside the ranges of the reference file. */
test('tails and quantiles far out agree with scipy', () => {
  near(pnormUpper(20), 2.7536241186061556e-89)
  near(pnorm(-37), 5.7255712225239266e-300)
  near(qnorm(1e-300), -37.0470962993612)
  near(pchisqUpper(2000, 1000), 4.1436785914539184e-69)
  near(pbinomUpper(150500, 300000, 0.5), 0.03380714682864376, 1e-9)
  near(pbinom(149000, 300000, 0.5), 0.00013128847170570474, 1e-9)
  near(ppoisUpper(300, 200), 1.790384366016652e-11)
  near(ppois(120, 200), 6.755011765642966e-10)
  near(phyperUpper(30, 126, 504, 75), 4.641196581082551e-6)
  near(qbeta(0.001, 0.7, 300000), 1.505688518237176e-10)
  near(qgamma(1e-8, 0.3), 1.5022224816458147e-27)
  near(qgamma(0.999, 250000), 251547.96643442215)
  near(qt(1e-9, 3), -1033.1096745038078)
})

test('small cases by hand', () => {
  near(lgamma(6), Math.log(120))
  near(dbinom(2, 4, 0.5), 6 / 16)
  near(dpois(2, 3), 4.5 * Math.exp(-3))
  near(dhyper(1, 2, 3, 2), 6 / 10)
  near(pt(1, 1), 0.75)
  near(qt(0.75, 1), 1)
  near(pbeta(0.3, 1, 1), 0.3)
  near(qchisq(0.5, 2), 2 * Math.log(2))
  expect(pnormTwoSided(0)).toBe(1)
})

test('edges: nothing, everything, and the ends of the line', () => {
  expect(dpois(0, 0)).toBe(1)
  expect(dpois(3, 0)).toBe(0)
  expect(ppois(-1, 3)).toBe(0)
  expect(pbinom(5, 5, 0.3)).toBe(1)
  expect(dbinom(0, 5, 0)).toBe(1)
  expect(dbinom(5, 5, 1)).toBe(1)
  expect(dbinom(6, 5, 0.5)).toBe(0)
  expect(dhyper(3, 2, 5, 4)).toBe(0)
  expect(phyper(0, 5, 5, 8)).toBe(0)
  expect(phyper(5, 5, 5, 8)).toBe(1)
  expect(phyper(2, 5, 0, 2)).toBe(1)
  expect(qnorm(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(qnorm(1)).toBe(Number.POSITIVE_INFINITY)
  expect(qbeta(0, 2, 3)).toBe(0)
  expect(qbeta(1, 2, 3)).toBe(1)
  expect(qgamma(1, 2)).toBe(Number.POSITIVE_INFINITY)
  expect(qpois(0.5, 0)).toBe(0)
  expect(pchisq(0, 3)).toBe(0)
  expect(pnorm(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(pnorm(Number.POSITIVE_INFINITY)).toBe(1)
})

test('each inverse undoes its integral, from tiny to huge shapes', () => {
  const random = seeded(1)
  for (let i = 0; i < 400; i++) {
    const p = 10 ** (-8 * random()) * 0.999
    const a = 10 ** (7 * random() - 1.3)
    const b = 10 ** (7 * random() - 1.3)
    near(gammaTails(a, qgamma(p, a))[0], p, 1e-8)
    const odds = Math.exp(qbetaLogOdds(p, a, b))
    near(betaTails(a, b, odds / (1 + odds), 1 / (1 + odds))[0], p, 1e-8)
    near(pnorm(qnorm(p)), p, 1e-12)
    near(pt(qt(p / 2, a + 0.5), a + 0.5), p / 2, 1e-8)
  }
})

test('the sums of the probabilities are the distribution functions', () => {
  let [poisson, binomial, urn] = [0, 0, 0]
  for (let x = 0; x <= 25; x++) {
    poisson += dpois(x, 11.3)
    binomial += dbinom(x, 60, 0.27)
    urn += dhyper(x, 30, 50, 40)
    near(ppois(x, 11.3), poisson)
    near(pbinom(x, 60, 0.27), binomial)
    near(phyper(x, 30, 50, 40), urn)
    expect(1 - phyperUpper(x, 30, 50, 40)).toBeCloseTo(urn, 13)
  }
})

test('the Poisson quantile is the first count to reach p', () => {
  for (const mean of [0.1, 1, 4.2, 100, 25000])
    for (const p of [0.001, 0.3, 0.999]) {
      const x = qpois(p, mean)
      expect(ppois(x, mean)).toBeGreaterThanOrEqual(p)
      expect(ppois(x - 1, mean)).toBeLessThan(p)
    }
})

test('what cannot be done is refused by name and value', () => {
  expect(() => qnorm(1.2)).toThrow(new RangeError('qnorm: a probability must be from 0 to 1, not 1.2'))
  expect(() => lgamma(0)).toThrow(/lgamma: x must be more than zero, not 0/)
  expect(() => dpois(1.5, 2)).toThrow(/dpois: x must be a whole number, zero or more, not 1.5/)
  expect(() => ppois(1, -2)).toThrow(/lambda must be zero or more, not -2/)
  expect(() => pbinom(1, 5, 2)).toThrow(RangeError)
  expect(() => phyper(1, 2, 3, 9)).toThrow(/k must be no more than m \+ n \(5\), not 9/)
  expect(() => qbeta(0.5, 0, 1)).toThrow(RangeError)
  expect(() => qt(0.5, -1)).toThrow(RangeError)
  expect(() => pchisq(1, 0)).toThrow(RangeError)
  expect(() => pnorm(Number.NaN)).toThrow(RangeError)
})
