import type { Db } from '../../../platform/db.ts'
import * as framework from '../../framework/index.ts'

export interface Choice {
  code: string
  label: string
}

const choices = async (db: Db, kind: string): Promise<Choice[]> =>
  (await framework.options(db, kind)).map(({ value, text }) => ({ code: value, label: text }))

/** The guiding principles of the framework in force, as questions. */
export const prompts = async (db: Db): Promise<Choice[]> =>
  (await framework.principlePrompts(db)).map(({ code, prompt }) => ({ code, label: prompt }))

// Ages as the police, schools and youth justice divide them; the strategies name none.
const ageBands: readonly Choice[] = [
  { code: '0-9', label: 'Under 10' },
  { code: '10-14', label: '10 to 14' },
  { code: '15-17', label: '15 to 17' },
  { code: '18-24', label: '18 to 24' },
  { code: '25+', label: '25 and over' },
]
const timeBands: readonly Choice[] = [
  { code: 'school-day', label: 'Weekdays, before and during school' },
  { code: 'after-school', label: 'Weekdays, 3pm to 7pm' },
  { code: 'weekday-evening', label: 'Weekdays, 7pm to 11pm' },
  { code: 'weekend-day', label: 'Weekends, daytime' },
  { code: 'weekend-evening', label: 'Weekends, 7pm to 11pm' },
  { code: 'night', label: 'Any night, after 11pm' },
]

/** Everything a decision may be tagged with: several of the first three, one of each of the others. */
export interface Choices {
  areas: readonly Choice[]
  outcomes: readonly Choice[]
  aims: readonly Choice[]
  contextLevel: readonly Choice[]
  journeyStage: readonly Choice[]
  preventionLevel: readonly Choice[]
  ageBand: readonly Choice[]
  timeBand: readonly Choice[]
}

export const choicesOf = async (db: Db): Promise<Choices> => ({
  areas: await choices(db, 'area'),
  outcomes: await choices(db, 'outcome'),
  aims: await choices(db, 'aim'),
  contextLevel: await choices(db, 'level'),
  journeyStage: await choices(db, 'stage'),
  preventionLevel: framework.preventionLevels,
  ageBand: ageBands,
  timeBand: timeBands,
})

export const several = ['areas', 'outcomes', 'aims'] as const
export const single = ['preventionLevel', 'journeyStage', 'contextLevel', 'ageBand', 'timeBand'] as const

/** What a decision carries of them; a code that is not there, or not any more, is left out. */
export type Coordinates = Record<(typeof several)[number], string[]> & Record<(typeof single)[number], string | null>

export function coordinatesOf(
  given: Record<(typeof several)[number], string[]> & Record<(typeof single)[number], string>,
  all: Choices,
): Coordinates {
  const knows = (field: keyof Choices, code: string) => all[field].some(choice => choice.code === code)
  const list = (field: (typeof several)[number]) => given[field].filter(code => knows(field, code))
  const one = (field: (typeof single)[number]) => (knows(field, given[field]) ? given[field] : null)
  return {
    areas: list('areas'),
    outcomes: list('outcomes'),
    aims: list('aims'),
    contextLevel: one('contextLevel'),
    journeyStage: one('journeyStage'),
    preventionLevel: one('preventionLevel'),
    ageBand: one('ageBand'),
    timeBand: one('timeBand'),
  }
}

const titles: Record<keyof Choices, string> = {
  areas: 'Priority areas',
  outcomes: 'Outcomes',
  aims: 'Aims of the work programme',
  preventionLevel: 'Prevention level',
  journeyStage: 'Stage of a child’s journey',
  contextLevel: 'Contextual level',
  ageBand: 'Ages',
  timeBand: 'Time of the week',
}
export const titleOf = (field: keyof Choices): string => titles[field]

/** What it carries, in words; what it does not say is left out. */
export const coordinateWords = (found: Coordinates, all: Choices): { term: string; text: string }[] =>
  [...several, ...single].flatMap(field => {
    const codes = [found[field] ?? []].flat()
    const labels = all[field].filter(choice => codes.includes(choice.code)).map(choice => choice.label)
    return labels.length ? [{ term: titles[field], text: labels.join(', ') }] : []
  })
