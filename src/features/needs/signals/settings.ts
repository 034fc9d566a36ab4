import { z } from 'zod'
import { plural } from '../../../lib/words.ts'

/** What an assessment may be asked to do differently. Every page that shows a mark shows these with it. */
export const Settings = z.object({
  /** Months in each of the two windows compared. */
  window: z.number().int().min(3).max(24).default(12),
  /** Events needed in the two windows together; with fewer no change is called. */
  fewest: z.number().int().min(1).max(1_000).default(20),
  /** False discovery rate held across the places of one measure. */
  fdr: z.number().min(0.001).max(0.5).default(0.05),
  /** Share of places called high in a year, by rank of rate and of count. */
  top: z.number().min(0.01).max(0.5).default(0.1),
  /** Events a place needs in a year to be called high in it, whatever its rank; on fewer no rate is ranked (docs/methods/level.md). */
  least: z.number().int().min(1).max(1_000).default(10),
  /** Years in which a place must be high to be "high and sustained". */
  years: z.number().int().min(1).max(5).default(3),
  /** Widen the test by the over-dispersion found across places. */
  widen: z.boolean().default(true),
  /** Against itself, or also against the change of the city as a whole. */
  against: z.enum(['itself', 'itself and the city']).default('itself and the city'),
})
export type Settings = z.output<typeof Settings>

export const defaults: Settings = Settings.parse({})

const number = (error: string, min: number, max: number, whole = true) => {
  const range = `${error}, from ${min} to ${max}`
  const any = z.coerce.number({ error: range }).min(min, { error: range }).max(max, { error: range })
  return whole ? any.int({ error: range }) : any
}
const percent = (error: string, min: number, max: number) => number(error, min, max, false).transform(n => n / 100)

/** The same as people write them in a form or an address: shares in per cent, yes and no in words. What is left out keeps its default. */
export const SettingsForm = z.object({
  window: number('Enter the months in each window', 3, 24).default(defaults.window),
  fewest: number('Enter the fewest events', 1, 1_000).default(defaults.fewest),
  fdr: percent('Enter the false discovery rate in per cent', 0.1, 50).default(defaults.fdr),
  top: percent('Enter the share of places called high in per cent', 1, 50).default(defaults.top),
  least: number('Enter the fewest events in a year', 1, 1_000).default(defaults.least),
  years: number('Enter the years a place must stay high', 1, 5).default(defaults.years),
  widen: z
    .enum(['yes', 'no'], { error: 'Choose whether the test is widened' })
    .default('yes')
    .transform(word => word === 'yes'),
  against: z
    .enum(['itself', 'city'], { error: 'Choose what a change is held against' })
    .default('city')
    .transform(word => (word === 'city' ? ('itself and the city' as const) : ('itself' as const))),
})

export type Written = Record<keyof Settings, string>

const tidy = (n: number) => String(Math.round(n * 1000) / 1000)

/** Settings as they stand in a form or an address. */
export const written = (settings: Settings): Written => ({
  window: String(settings.window),
  fewest: String(settings.fewest),
  fdr: tidy(settings.fdr * 100),
  top: tidy(settings.top * 100),
  least: String(settings.least),
  years: String(settings.years),
  widen: settings.widen ? 'yes' : 'no',
  against: settings.against === 'itself' ? 'itself' : 'city',
})

export const settingKeys = Object.keys(defaults) as (keyof Settings)[]

/** The settings that are not the usual ones. */
export const moved = (settings: Settings): (keyof Settings)[] =>
  settingKeys.filter(key => settings[key] !== defaults[key])

export const isUsual = (settings: Settings): boolean => moved(settings).length === 0

/** One line for a page or a CSV: everything the marks were made with. */
export const settingsWords = (s: Settings): string =>
  [
    `windows of ${s.window} months`,
    `at least ${s.fewest} events in the two windows`,
    `false discovery rate ${tidy(s.fdr * 100)}%`,
    s.against === 'itself' ? 'against the place itself' : "against the place itself and the city's change",
    s.widen ? 'widened by over-dispersion' : 'not widened',
    `high is the top ${tidy(s.top * 100)}% for rate and count, on at least ${plural(s.least, 'event')}, in each of ${plural(s.years, 'year')}`,
  ].join('; ')
