/** The several questions of the disclosure file: how a count is shown, what a table hides, what two releases or a rate give away. */

import {
  countsBehindRate,
  type DisplayRule,
  deathsFlags,
  differences,
  display,
  shownPercent,
} from '../disclosure/rules.ts'
import { protectTable } from '../disclosure/table.ts'
import { type Fields, list, maybes, number, numbers, word } from './read.ts'

const RULES: readonly (DisplayRule | 'ons_deaths')[] = [
  'nhs_hes',
  'suppress_1_to_4_round_5',
  'suppress_1_to_4',
  'ons_deaths',
]

export function disclosure(input: Fields): Fields {
  if ('table' in input) return ofTable(input)
  if ('published_rate_per_100k' in input) return ofRate(input)
  if ('published_a' in input)
    return differences(
      numbers(input, 'published_a'),
      numbers(input, 'published_b_nested_in_a'),
      number(input, 'suppress_1_to') + 1,
    )
  return ofCounts(input)
}

function ofCounts(input: Fields): Fields {
  const rule = word(input, 'rule', RULES)
  if (rule === 'ons_deaths') return { flags: numbers(input, 'counts').map(deathsFlags).map(flagNames) }
  const national = input.level === 'national'
  if ('pairs' in input) {
    const pairs = list(input, 'pairs', (value, key) => maybes({ [key]: value }, key))
    return {
      percent: pairs.map(([part = null, whole = null]) =>
        shownPercent(display(part, rule, national), display(whole, rule, national)),
      ),
    }
  }
  return { display: maybes(input, 'counts').map(count => display(count, rule, national)) }
}

const flagNames = (flags: ReturnType<typeof deathsFlags>): Fields => ({
  count_shown: flags.countShown,
  rate_shown: flags.rateShown,
  rate_unreliable: flags.rateUnreliable,
  standardised_rate_shown: flags.standardisedRateShown,
})

function ofTable(input: Fields): Fields {
  const table = list(input, 'table', (value, key) => numbers({ [key]: value }, key))
  const found = protectTable(table, number(input, 'suppress_1_to') + 1)
  const totals = found.extra?.map(([row, column]) => table[row]?.[column] ?? 0)
  return {
    primary: found.primary,
    recoverable_if_only_primary_suppressed: found.recoverable,
    minimum_extra_cells: found.extra?.length ?? null,
    smallest_extra_total: totals?.reduce((sum, count) => sum + count, 0) ?? null,
    one_best_extra: found.extra,
    attacker_interval_of_primary: found.primary.map((cell, i) => [
      cell,
      [found.intervals[i]?.least, found.intervals[i]?.most],
    ]),
  }
}

function ofRate(input: Fields): Fields {
  const counts = countsBehindRate(
    number(input, 'published_rate_per_100k'),
    number(input, 'decimals'),
    number(input, 'population'),
    100_000,
    number(input, 'suppress_1_to'),
  )
  return { counts_consistent: counts, discloses_small_count: counts.some(count => count > 0) }
}
