// What every room that releases months of a measure asks before it makes a table of them. Pure.
import { type Month, monthWords } from '../../../lib/dates.ts'
import { breaksOf, type Store } from '../observations/store.ts'
import type { Break, Measure } from '../schemas.ts'

/** A measure's code as part of an address. */
export const measureSlug = ({ code }: Pick<Measure, 'code'>): string => code.toLowerCase().replace(/[^a-z0-9-]+/g, '-')

/** A whole less its kinds would be the rare one of a month, and months of two names are not held against one another (docs/methods/disclosure.md). */
export const isMadeOfKinds = ({ includes }: Pick<Measure, 'includes'>, isKnown: (code: string) => boolean): boolean =>
  includes.filter(isKnown).length > 1

/** Where counting changed after the first month of a line and by its last: means stop there. */
export const breaksWithin = (store: Store, measure: Measure, from: Month, to: Month): Break[] =>
  breaksOf(store, measure).filter(({ month }) => month > from && month <= to)

export const breakWords = ({ month }: Pick<Break, 'month'>): string => `New recording from ${monthWords(month)}`

/** The newest snapshot of each source that speaks. */
export function newestSnapshots(speaking: readonly { sourceId: string; snapshotOn: string }[]): Map<string, string> {
  const newest = new Map<string, string>()
  for (const one of speaking)
    if ((newest.get(one.sourceId) ?? '') < one.snapshotOn) newest.set(one.sourceId, one.snapshotOn)
  return newest
}
