/** Adapters of the methods on time. See `methods.ts`. */
import { aoristicWeights } from '../aoristic.ts'
import { changePoints } from '../change-points.ts'
import { circularMean } from '../circular.ts'
import { eventsPerDay, movingWindowP } from '../cluster-in-time.ts'
import { ears, type Thresholds } from '../ears.ts'
import { type FarringtonMethod, farrington, type Watched } from '../farrington.ts'
import { schoolHolidayRatio } from '../holiday-model.ts'
import { timeProfile } from '../time-profile.ts'
import type { Method } from './method.ts'
import { number, numbers } from './read.ts'

export const TIMES: Readonly<Record<string, Method>> = {
  time_profile_rate_ratio: input => {
    const selected = numbers(input, 'selected').map(slot => slot - 1)
    const answer = timeProfile(numbers(input, 'counts'), numbers(input, 'exposure'), selected)
    return {
      share_selected: answer.shareSelected,
      rate_ratio: answer.rateRatio,
      lower: answer.lower,
      upper: answer.upper,
      p: answer.p,
      index: answer.index,
      chi_square_uniform: answer.chiSquare,
      chi_square_p: answer.chiSquareP,
      peak: answer.peak === null ? null : answer.peak + 1,
    }
  },

  aoristic_weights: input => {
    const ends = numbers(input, 'end_hour_of_week')
    const weights = aoristicWeights(
      numbers(input, 'start_hour_of_week').map((start, i) => ({ start, end: ends[i] ?? 0 })),
    )
    return { weights, total: weights.flat().reduce((sum, weight) => sum + weight, 0) }
  },

  circular_mean_rayleigh: input => {
    const answer = circularMean(numbers(input, 'counts_per_slot'))
    return {
      mean_resultant_length: answer.resultantLength,
      mean_slot: answer.meanSlot,
      circular_variance: answer.circularVariance,
      rayleigh_p: answer.rayleighP,
    }
  },

  school_holiday_rate_ratio: input => {
    const [weekday, holiday, month] = ['weekday', 'school_holiday', 'month'].map(key => numbers(input, key))
    const days = numbers(input, 'counts').map((count, i) => ({
      count,
      weekday: weekday?.[i] ?? 0,
      month: month?.[i] ?? 0,
      holiday: holiday?.[i] === 1,
    }))
    const answer = schoolHolidayRatio(days)
    return {
      holiday_rate_ratio: answer.ratio,
      se_log: answer.seLog,
      lower: answer.lower,
      upper: answer.upper,
      se_log_robust: answer.seLogRobust,
      dispersion: answer.dispersion,
      log_rate_ratios: answer.coefficients,
    }
  },

  cluster_in_time: input => {
    if ('observed_in_window' in input) {
      const options = { windows: number(input, 'periods'), mean: number(input, 'mean_per_period') }
      return { scan_p: movingWindowP(number(input, 'observed_in_window'), options) }
    }
    const table = eventsPerDay(number(input, 'events_per_year'), number(input, 'days'), numbers(input, 'counts'))
    return {
      mean_per_day: table.meanPerDay,
      probability: table.rows.map(({ probability }) => probability),
      expected_days: table.rows.map(({ expectedDays }) => expectedDays),
      p_at_least: table.rows.map(({ atLeast }) => atLeast),
    }
  },

  ears_c1_c2_c3: input => {
    const answer = ears(numbers(input, 'counts'), {
      baseline: number(input, 'baseline'),
      alpha: number(input, 'alpha'),
    })
    const spell = ({ first, upper, alarm }: Thresholds) => ({ first_period: first + 1, upper, alarm })
    return {
      C1: spell(answer.c1),
      C2: spell(answer.c2),
      C2_statistic: answer.c2Statistic,
      C3_statistic_by_published_formula: answer.c3Statistic,
      C3_alarm_above_2: answer.c3Alarm,
    }
  },

  farrington_outbreak_detection: input => {
    const watch = (method: FarringtonMethod) =>
      farrington(numbers(input, 'monthly_counts'), {
        method,
        first: number(input, 'first_monitored') - 1,
        yearsBack: number(input, 'years_back'),
        halfWindow: number(input, 'window_half_width'),
        alpha: number(input, 'alpha'),
      })
    const spell = (months: readonly Watched[]) => ({
      expected: months.map(({ expected }) => expected),
      upper: months.map(({ upper }) => upper),
      alarm: months.map(({ alarm }) => alarm),
    })
    return { farrington1996: spell(watch('1996')), noufaily2013_nb: spell(watch('improved')) }
  },

  structural_change_points: input => {
    const answer = changePoints(numbers(input, 'values'), number(input, 'min_segment_share'))
    return {
      n_breaks_bic: answer.breaks.length,
      breakpoints_bic: answer.breaks,
      rss_by_breaks: answer.rss,
      bic_by_breaks: answer.bic,
      segment_means: answer.segmentMeans,
      sup_f: answer.supF,
      sup_f_at: answer.supFAt,
      sup_f_p: answer.supFP,
    }
  },
}
