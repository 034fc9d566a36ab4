/** Tolerances as the files spell them, turned into those `compare` reads: `rel`, `abs` and `<start of a key>_rel` or `_abs`. */
import { type Fields, isFields } from './read.ts'

/** Where a file names a tolerance by a word of its own, the keys it is meant for. */
const MEANT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  concentration_chance_baseline: { limits_abs: ['lower95_abs', 'upper95_abs'] },
  slope_and_relative_index_of_inequality: { point_rel: ['rel'], analytic_rel: [] },
  // The packages' own simulated mean and spread come with no tolerance: four standard errors of 4,999 draws, and a little.
  near_repeat_knox: { expected_rel: ['expected_rel', 'ratio_rel', 'simulated_rel:0.06', 'simulated_abs:0.06'] },
}

/** With tolerances for some keys only, or in words, the rest agree to what fifteen printed figures leave. */
const PRINTED = { rel: 1e-9, abs: 1e-12 }

export function understood(method: string, tolerance: Fields, ours: Fields): Fields {
  const draws = typeof ours.draws === 'number' ? ours.draws : 0
  const spread = Object.entries(tolerance).flatMap(([key, value]) => [...meaning(method, key, value, draws)])
  const own = spread.some(([key]) => /._(rel|abs)$/.test(key)) || 'note' in tolerance
  const partial = own && !('abs' in tolerance) && !('exact' in tolerance)
  return { ...(partial && PRINTED), ...Object.fromEntries(spread) }
}

function meaning(method: string, key: string, value: unknown, draws: number): [string, unknown][] {
  if (isFields(value)) return nested(key, value, draws)
  const keys = MEANT[method]?.[key]
  if (!keys) return key === 'observed' && value === 'exact' ? [] : [[key, value]]
  return keys.map(each => {
    const [name = '', own] = each.split(':')
    return [name, own === undefined ? value : Number(own)]
  })
}

/** `{ n_999: 0.05, … }` by the number of draws, or `{ sii: 0.07, … }` for the simulated limits of each index. */
function nested(key: string, value: Fields, draws: number): [string, unknown][] {
  if (key === 'simulated_limits_abs') return simulatedLimits(value)
  const fits = Object.entries(value)
    .map(([name, abs]) => ({ draws: Number(/^n_(\d+)$/.exec(name)?.[1]), abs }))
    .filter(each => each.draws <= draws)
    .sort((one, other) => other.draws - one.draws)
  return fits[0] ? [[key, fits[0].abs]] : [[key, value]]
}

/** The analytic limits share their beginning with the simulated ones and have no such room. */
function simulatedLimits(value: Fields): [string, unknown][] {
  const exact: [string, unknown][] = ['lower', 'upper'].map(end => [`sii_${end}_analytic_abs`, 0])
  const room = Object.entries(value).filter(([, abs]) => typeof abs === 'number')
  return [
    ...exact,
    ...room.flatMap(([index, abs]) => ['lower', 'upper'].map((end): [string, unknown] => [`${index}_${end}_abs`, abs])),
  ]
}
