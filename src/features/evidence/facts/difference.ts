// What a proposed change would make different, field by field. Pure.
import { whole } from '../../../lib/words.ts'
import type { Draft } from './forms.ts'
import { basisNames, type Fact } from './schemas.ts'

const names: Record<keyof Draft, string> = {
  statement: 'What it says',
  value: 'Figure',
  unit: 'What is counted',
  period: 'Period',
  geography: 'Where',
  definition: 'Definition',
  source: 'Source',
  sourceAddress: 'Source address',
  licence: 'Licence',
  comparison: 'Word before the figure',
  caution: 'Caution',
  approximate: 'Approximate',
  planned: 'Planned',
  basis: 'How it was come by',
  lower: 'Interval from',
  upper: 'Interval to',
  level: 'Level of the interval',
  sample: 'How many were asked',
  method: 'Method',
  reviewBy: 'Check it again by',
}

/** A kept fact as its form would post it. */
export const draftOf = (fact: Fact): Draft => ({
  ...fact,
  sourceAddress: fact.sourceAddress ?? '',
  reviewBy: fact.reviewBy ?? '',
})

/** A level without an interval says nothing. */
export const plain = (draft: Draft): Draft => ({ ...draft, level: draft.lower === null ? null : draft.level })

export interface Difference {
  field: keyof Draft
  name: string
  before: string
  after: string
}

const isField = (text: string): text is keyof Draft => text in names

/** The fields that would change, with what stands and what would. */
export const differenceOf = (fact: Fact, draft: Draft): Difference[] => {
  const [was, will] = [plain(draftOf(fact)), plain(draft)]
  return Object.keys(names)
    .filter(isField)
    .filter(field => was[field] !== will[field])
    .map(field => ({ field, name: names[field], before: wordsOf(field, was), after: wordsOf(field, will) }))
}

function wordsOf(field: keyof Draft, draft: Draft): string {
  const value = draft[field]
  if (value === null || value === '') return 'Nothing'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (field === 'basis') return draft.basis === 'not said' ? 'Not said' : basisNames[draft.basis]
  return typeof value === 'number' && Number.isInteger(value) ? whole(value) : String(value)
}
