import { momentWords } from '../../../lib/dates.ts'
import { list } from '../../../lib/words.ts'
import type { Event } from './queries.ts'

/** One line of a history as its page shows it. */
export interface Line {
  words: string
  who: string
}

const deeds: Record<string, string> = {
  'review.entered': 'Entered',
  'review.changed': 'Changed',
  'review.checked': 'Checked by a second person',
  'review.removed': 'Removed',
  'recommendation.added': 'Added',
  'recommendation.changed': 'Changed',
  'recommendation.removed': 'Removed',
  'recommendation.answered': 'Answered',
  'recommendation.evidence': 'Evidence of change added',
  'recommendation.evidence-removed': 'Evidence of change removed',
}
const fieldNames: Record<string, string> = {
  type: 'the kind',
  places: 'the places',
  published: 'the day',
  boroughs: 'whom it is addressed to',
  text: 'the words',
  timeBand: 'the time of the week',
  contextLevel: 'the contextual level',
  journeyStage: 'the stage',
  preventionLevel: 'the prevention level',
  ageBand: 'the ages',
  areas: 'the priority areas',
  outcomes: 'the outcomes',
}
// Written out, not a name of ours: "the title", "2 recommendations".
const fieldWords = (field: string): string => fieldNames[field] ?? (/\d/.test(field) ? field : `the ${field}`)

export const historyOf = (events: readonly Event[]): Line[] =>
  events.map(({ at, who, what, detail }) => {
    const more = [list(detail.fields.map(fieldWords)), detail.state, detail.reason].filter(Boolean).join('. ')
    return { words: `${deeds[what] ?? what}, ${momentWords(at)}${more ? `: ${more}` : ''}`, who }
  })
