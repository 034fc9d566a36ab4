import { z } from 'zod'

/** What an assessment may be asked to do differently. Every page that shows a mark shows these with it. */
export const Settings = z.object({
  /** Months in each of the two windows compared. */
  window: z.coerce.number({ error: 'Enter the number of months in each window' }).int().min(3).max(24).default(12),
  /** Events needed in the two windows together; with fewer no change is called. */
  fewest: z.coerce.number({ error: 'Enter the fewest events' }).int().min(1).max(1_000).default(20),
  /** False discovery rate held across the places of one measure. */
  fdr: z.coerce.number({ error: 'Enter the false discovery rate' }).min(0.001).max(0.5).default(0.05),
  /** Share of places called high in a year, by rank of rate and of count. */
  top: z.coerce.number({ error: 'Enter the share of places called high' }).min(0.01).max(0.5).default(0.1),
  /** Years in which a place must be high to be "high and sustained". */
  years: z.coerce.number({ error: 'Enter the number of years' }).int().min(1).max(5).default(3),
  /** Widen the test by the over-dispersion found across places. */
  widen: z.coerce.boolean().default(true),
  /** Against itself, or also against the change of the city as a whole. */
  against: z.enum(['itself', 'itself and the city']).default('itself and the city'),
})
export type Settings = z.output<typeof Settings>

export const defaults: Settings = Settings.parse({})
