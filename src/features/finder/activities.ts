// What there is to do, as data: one list for forms, search, pages and feeds.
import { others } from './activities-other.ts'
import { physical } from './activities-physical.ts'
import type { Activity } from './activity.ts'

export type { Activity } from './activity.ts'
export { isSensitive, type Theme, themeOf, themes } from './themes.ts'

export const activities: readonly Activity[] = [...physical, ...others]

export const groups: Readonly<Record<Activity['group'], string>> = {
  team: 'Team games',
  racket: 'Racket sports',
  combat: 'Boxing and martial arts',
  water: 'On and in the water',
  fitness: 'Fitness',
  wheels: 'Wheels and skates',
  outdoors: 'Outdoors',
  dance: 'Dance',
  play: 'Play',
  arts: 'Music, art and drama',
  mind: 'Games, tech and learning',
  life: 'Being together',
  work: 'Work and training',
}

const byId = new Map(activities.map(each => [each.id, each]))
export const activityOf = (id: string): Activity | undefined => byId.get(id)

const inScheme = 'https://openactive.io/activity-list'
/** Concepts that stand for two of ours are read back as the first. */
const byConcept = new Map(
  activities.toReversed().flatMap(each => (each.concept ? [[each.concept.identifier, each] as const] : [])),
)
const byLabel = new Map(
  activities
    .toReversed()
    .flatMap(each => [
      ...each.also.map(word => [word, each] as const),
      ...(each.concept ? [[each.concept.label.toLowerCase(), each] as const] : []),
      [each.label.toLowerCase(), each] as const,
    ]),
)

/** As OpenActive feeds write an activity. */
export interface Concept {
  '@type': 'Concept'
  '@id': string
  prefLabel: string
  inScheme: string
}

export const conceptOf = (activity: Activity): Concept | undefined =>
  activity.concept
    ? {
        '@type': 'Concept',
        '@id': `${inScheme}#${activity.concept.identifier}`,
        prefLabel: activity.concept.label,
        inScheme,
      }
    : undefined

/** Which of ours a feed means: by the address of its concept, else by the very words of its label or of ours. */
export const activityFor = (concept: { id?: string | undefined; label?: string | undefined }): Activity | undefined =>
  byConcept.get(concept.id?.split('#').at(-1) ?? '') ?? byLabel.get(concept.label?.trim().toLowerCase() ?? '')
