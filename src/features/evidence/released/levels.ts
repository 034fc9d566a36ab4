import type { Measure } from '../schemas.ts'

export const publicLevels = ['borough', 'ward'] as const
export type PublicLevel = (typeof publicLevels)[number]

/**
 * At which levels a measure may be public: never below its own lowest; homicide, domestic abuse and violence against women and girls for
 * boroughs only (product ethics 3.9); nothing that rests on a source which is not openly published.
 */
export function levelsOf(
  measure: Pick<Measure, 'code' | 'kind' | 'topic' | 'sensitive' | 'lowestLevel' | 'closedAt'>,
): PublicLevel[] {
  if (measure.kind !== 'count' || measure.topic !== 'violence' || measure.closedAt || measure.lowestLevel === 'city')
    return []
  const boroughOnly = measure.sensitive || /homicide|murder/i.test(measure.code) || measure.lowestLevel === 'borough'
  return boroughOnly ? ['borough'] : ['borough', 'ward']
}
