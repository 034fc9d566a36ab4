// Months of the year and seasons: their part of the page.
import { barsUp, formatRate } from '../../../lib/charts/index.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import type { ByMonth, When } from './compute.ts'
import { alikeP, type Slot } from './months.ts'
import { cells, type Part, part } from './page.ts'
import { noMonthsWords } from './statement.ts'
import { slotRow, spanWords } from './words.ts'

export const slotHead = (what: string, unit: string, exposure: string) => [
  what,
  sentence(unit),
  exposure,
  'Rate over the rest',
  '95% interval',
  'Beyond chance',
]

export const slotTable = (caption: string, slots: readonly Slot[], head: string[], rounded = false) => ({
  caption,
  head,
  rows: cells(slots.map(slot => slotRow(slot, rounded))),
})

export function monthParts(when: When): Part[] {
  const { months, scope } = when
  if (typeof months === 'string')
    return [part({ id: 'months', title: 'Months of the year', words: noMonthsWords(months) })]
  const { profile } = months
  const unit = scope.measure.unit
  return [
    part({
      id: 'months',
      title: 'Months of the year',
      words: monthsWords(months),
      svg: barsUp({
        id: 'month-bars',
        title: `${scope.measure.name} a day, by month of the year`,
        unit: `${unit} a day`,
        figures: 'rate',
        rows: profile.months.map(slot => ({
          name: slot.name.slice(0, 3),
          short: slot.name.slice(0, 1),
          value: slot.count / slot.exposure,
        })),
      }),
      table: slotTable('Months of the year', profile.months, slotHead('Month', unit, 'Days')),
      folded: true,
      note: dispersionWords(profile.dispersion, profile.years),
    }),
    part({
      id: 'seasons',
      title: 'Seasons',
      words: 'Each against the rest of the year, by day.',
      table: slotTable('Seasons', profile.seasons, slotHead('Season', unit, 'Days')),
    }),
  ]
}

function monthsWords({ profile, from, to }: ByMonth): string {
  const p = alikeP(profile.months, profile.dispersion)
  const alike = p < 0.05 ? 'The months differ by more than chance.' : 'The months do not differ by more than chance.'
  return `${whole(profile.total)} in ${plural(profile.years, 'whole year')}, ${spanWords(from, to)}. ${alike}`
}

const dispersionWords = (dispersion: number, years: number): string =>
  years < 2
    ? 'Exact limits, one year. What differs from year to year cannot be known from it, so the limits are narrower than they ought to be.'
    : `Exact limits, widened because the same month of different years differs ${formatRate(dispersion)} times as much as chance alone would give. False discovery rate held at 5% over the 12 months.`
