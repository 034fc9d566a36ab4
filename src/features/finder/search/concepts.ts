// Words as the database looks for them: each thing meant is one concept, said in several ways.
import { type Sql, sql } from '../../../platform/sql.ts'

/** One thing meant. Any of its phrases, or any of its marks (an activity, theme or kind of access of our lists), stands for it. */
export interface Concept {
  /** As it was typed. */
  typed: string
  phrases: readonly string[]
  activities: readonly string[]
  themes: readonly string[]
  access: readonly string[]
  /** How much it counts among the others; 1 usual. */
  weight: number
}

/** The help that is meant, where nothing to do is. */
export const helpOf = ({ activities, themes }: Pick<Concept, 'activities' | 'themes'>): readonly string[] =>
  activities.length > 0 ? [] : themes

/** A word of no list of ours: only what entries say themselves can be found by it. */
export const isBare = ({ activities, themes, access, phrases }: Concept): boolean =>
  activities.length + themes.length + access.length === 0 && phrases.length < 2

/** An activity or theme as one word no text holds: 'zaboxing', 'ztgangs'. */
export const markOf = (kind: 'activity' | 'theme' | 'access', id: string): string =>
  `z${{ activity: 'a', theme: 't', access: 'x' }[kind]}${id.toLowerCase().replace(/[^a-z0-9]/g, '')}`

/** Free for those who get free school meals. */
export const mealsMark = 'zcfreeschoolmeals'

const marksOf = ({ activities, themes, access }: Concept): string[] => [
  ...activities.map(id => markOf('activity', id)),
  ...themes.map(id => markOf('theme', id)),
  ...access.map(id => markOf('access', id)),
]

/** One concept as a text query: phrases in English, marks as they stand. */
export function queryOf(concept: Concept): Sql {
  const phrases = [...new Set(concept.phrases.map(phrase => phrase.toLowerCase()))].map(
    phrase => sql`phraseto_tsquery('english', ${phrase})`,
  )
  const marks = marksOf(concept).map(mark => sql`to_tsquery('simple', ${mark})`)
  return joined([...phrases, ...marks], sql` || `)
}

export const joined = (pieces: readonly Sql[], between: Sql): Sql =>
  sql`(${pieces.reduce((all, piece) => sql`${all}${between}${piece}`)})`

/** How well a row `e` says them: 1 where all stand in its name, less for what it is about, its summary, the rest. */
export function scoreOf(concepts: readonly Concept[]): Sql {
  if (concepts.length === 0) return sql`0::float8`
  const total = concepts.reduce((sum, one) => sum + one.weight, 0)
  // 0.6079 is what ts_rank gives a word that stands once at weight 1 (6 / π²)
  const each = concepts.map(
    one =>
      sql`${one.weight / total}::float8 * least(1, ts_rank('{0.2,0.45,0.9,1}', e.words, ${queryOf(one)}) / 0.6079)`,
  )
  return joined(each, sql` + `)
}
