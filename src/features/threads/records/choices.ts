import type { Db } from '../../../platform/db.ts'
import * as framework from '../../framework/index.ts'

export interface Choice {
  code: string
  label: string
}

const choices = async (db: Db, kind: string): Promise<Choice[]> =>
  (await framework.options(db, kind)).map(({ value, text }) => ({ code: value, label: text }))

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

/** Everything a record may be tagged with: several of the first three, one of each of the others. */
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

export const single = ['preventionLevel', 'journeyStage', 'contextLevel', 'ageBand', 'timeBand'] as const

const titles: Record<keyof Choices, string> = {
  areas: 'Priority areas',
  outcomes: 'Outcomes',
  aims: 'Aims of the work programme',
  preventionLevel: 'Prevention level',
  journeyStage: 'Stage of a child’s journey',
  contextLevel: 'Contextual level',
  ageBand: 'Age band',
  timeBand: 'Time band',
}
export const titleOf = (field: keyof Choices): string => titles[field]

/** Those of the fields in which something is named, in words and in their order. */
export const wordsOf = (
  fields: readonly (keyof Choices)[],
  of: Partial<Record<keyof Choices, string | null | readonly string[]>>,
  all: Choices,
): { term: string; text: string }[] =>
  fields.flatMap(field => {
    const codes = [of[field] ?? []].flat()
    const labels = all[field].filter(choice => codes.includes(choice.code)).map(choice => choice.label)
    return labels.length ? [{ term: titles[field], text: labels.join(', ') }] : []
  })
