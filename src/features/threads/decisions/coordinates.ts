import type { Db } from '../../../platform/db.ts'
import * as framework from '../../framework/index.ts'
import { type Choice, type Choices, single, wordsOf } from '../records/choices.ts'

/** The guiding principles of the framework in force, as questions. */
export const prompts = async (db: Db): Promise<Choice[]> =>
  (await framework.principlePrompts(db)).map(({ code, prompt }) => ({ code, label: prompt }))

export const several = ['areas', 'outcomes', 'aims'] as const

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

/** What it carries, in words; what it does not say is left out. */
export const coordinateWords = (found: Coordinates, all: Choices): { term: string; text: string }[] =>
  wordsOf([...several, ...single], found, all)
