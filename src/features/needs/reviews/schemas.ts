import { z } from 'zod'
import { Coordinates } from '../../threads/index.ts'

export const statuses = ['draft', 'checked', 'removed'] as const
export const statusNames: Record<(typeof statuses)[number], string> = {
  draft: 'Waits to be checked',
  checked: 'Checked',
  removed: 'Removed',
}

export const Review = Coordinates.extend({
  id: z.number(),
  type: z.string(),
  reference: z.string(),
  title: z.string(),
  publisher: z.string(),
  /** A year, a month or a day. */
  published: z.string(),
  address: z.string(),
  places: z.array(z.string()),
  themes: z.array(z.string()),
  status: z.enum(statuses),
  removedReason: z.string().nullable(),
  version: z.number(),
  enteredBy: z.number().nullable(),
  enteredOn: z.string(),
  changedBy: z.number().nullable(),
  checkedOn: z.string().nullable(),
})
export type Review = z.output<typeof Review>

/** What a person says of a review. */
export type Said = Coordinates &
  Pick<Review, 'type' | 'reference' | 'title' | 'publisher' | 'published' | 'address' | 'places' | 'themes'>

export const answerStates = ['accepted', 'in progress', 'done', 'not accepted'] as const
export const states = ['not answered', ...answerStates] as const
export type State = (typeof states)[number]
export const stateNames: Record<State, string> = {
  'not answered': 'Not answered',
  accepted: 'Accepted',
  'in progress': 'In progress',
  done: 'Done',
  'not accepted': 'Not accepted',
}

export const Answer = z.object({
  recommendationId: z.number(),
  /** A borough's code; '' is the owner's own. */
  place: z.string(),
  state: z.enum(answerStates),
  response: z.string(),
  version: z.number(),
  answeredOn: z.string(),
})
export type Answer = z.output<typeof Answer>

export const Evidence = z.object({
  id: z.number(),
  recommendationId: z.number(),
  place: z.string(),
  text: z.string(),
  seenOn: z.string(),
  address: z.string(),
})
export type Evidence = z.output<typeof Evidence>

export const Recommendation = z.object({
  id: z.number(),
  reviewId: z.number(),
  number: z.number(),
  text: z.string(),
  themes: z.array(z.string()),
  owner: z.string(),
  boroughs: z.array(z.string()),
  version: z.number(),
  addedOn: z.string(),
  removedReason: z.string().nullable(),
})
export type Recommendation = z.output<typeof Recommendation>
export type Asked = Pick<Recommendation, 'number' | 'text' | 'themes' | 'owner' | 'boroughs'>

/** A recommendation with its review and all that was said and seen since. */
export interface Full {
  review: Review
  recommendation: Recommendation
  answers: readonly Answer[]
  evidence: readonly Evidence[]
}
