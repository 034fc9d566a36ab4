/** Adapters of the methods on places and their neighbours. See `methods.ts`. */
import { nearestNeighbours, neighboursWithin, type Point } from '../distance-neighbours.ts'
import { getisOrd } from '../getis-ord.ts'
import { globalMoran } from '../global-moran.ts'
import { localMoran } from '../local-moran.ts'
import { localPermutation } from '../local-permutation.ts'
import type { Weighting } from '../neighbour-weights.ts'
import { type Method, SEED, upFromOne } from './method.ts'
import { type Fields, flag, neighbours, number, numbers, rows, word } from './read.ts'

const weights = (input: Fields) => word<Weighting>(input, 'weights', ['binary', 'row_standardised'])

export const PLACES: Readonly<Record<string, Method>> = {
  distance_neighbours: input => {
    const points = rows(input, 'points').map(([x = Number.NaN, y = Number.NaN]): Point => [x, y])
    return {
      k_nearest: upFromOne(nearestNeighbours(points, number(input, 'k'))),
      within_distance: upFromOne(neighboursWithin(points, number(input, 'distance'))),
    }
  },

  global_moran: input => {
    const answer = globalMoran(numbers(input, 'values'), neighbours(input), weights(input))
    return {
      morans_i: answer.i,
      expected: answer.expected,
      variance_randomisation: answer.varianceRandomisation,
      z_randomisation: answer.zRandomisation,
      p_greater_randomisation: answer.pGreater,
      variance_normality: answer.varianceNormality,
      z_normality: answer.zNormality,
      gearys_c: answer.gearysC,
      getis_g: answer.g,
      getis_g_z: [[answer.gZ]],
    }
  },

  getis_ord_local: input => {
    const options = { includeSelf: flag(input, 'include_self', true), weights: weights(input) }
    const { p, pBh, ...answer } = getisOrd(numbers(input, 'values'), neighbours(input), options)
    return { ...answer, p_two_sided: p, p_bh: pBh }
  },

  local_moran: input => {
    const randomisation = word<'conditional' | 'total'>(input, 'randomisation', ['conditional', 'total'])
    const options = { weights: weights(input), randomisation }
    const { p, pBh, quadrant, ...answer } = localMoran(numbers(input, 'values'), neighbours(input), options)
    return { ...answer, p_two_sided: p, p_bh: pBh, quadrant_mean: quadrant }
  },

  local_conditional_permutation: input => {
    const answer = localPermutation(numbers(input, 'values'), neighbours(input), { seed: SEED, draws: 9999 })
    return {
      draws: answer.draws,
      method: answer.method === 'exact' ? 'exact' : `simulation, ${answer.draws} draws`,
      neighbour_sum: answer.neighbourSum,
      p_greater_or_equal: answer.pGreaterOrEqual,
      p_less_or_equal: answer.pLessOrEqual,
      p_two_sided: answer.pTwoSided,
    }
  },
}
