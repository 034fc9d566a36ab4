// What the figures of a block count: enough to make the same counts again when an edition is frozen.
import { z } from 'zod'
import type { Reading } from '../analyses/reading.ts'
import { askedOf } from '../analyses/view.ts'
import type { Evidence } from '../findings/schemas.ts'

export const Counted = z.object({
  /** The way of looking: "map"; "mark" for a mark of a signal. */
  view: z.string(),
  /** Codes of what is counted. */
  measures: z.array(z.string()),
  /** The kind of places it speaks of, where that is not its own place. */
  level: z.string().default(''),
  /** Months of each of a mark's two windows. */
  window: z.number().default(0),
})
export type Counted = z.output<typeof Counted>

export const countedIn = ({
  view,
  measures,
  level,
  href,
}: Pick<Reading, 'view' | 'measures' | 'level' | 'href'>): Counted => ({
  view,
  measures: [...measures],
  level: level ?? askedOf(href).level ?? '',
  window: 0,
})

export const countedBy = (evidence: Evidence): Counted =>
  evidence.kind === 'reading'
    ? countedIn(evidence.reading)
    : { view: 'mark', measures: [evidence.measure.code], level: evidence.place.kind, window: evidence.window }
