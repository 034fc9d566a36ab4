// What is to be done next with an entry, by whoever looks at it. Pure.
import { type Day, dayWords } from '../../../../lib/dates.ts'
import { missingBeforeApproval } from '../../care/safeguarding.ts'
import type * as queries from '../queries.ts'

export interface Step {
  text: string
  /** Empty: nothing to press. */
  href: string
}

const hiddenWords = {
  may: 'It is hidden. “Show it again”, below, puts the version that was approved last before the public',
  other:
    'It is hidden, and waiting does not change that. Only an officer of the unit can show it again: write in the note of your next change why it should be shown, or ask them',
}

const closedWords = {
  may: 'It is closed. “It runs again”, below, puts the version that was approved last before the public',
  other:
    'It is closed. If it runs again, write so in the note of your next change: only an officer of the unit can open it again',
}

interface May {
  /** Approve the version that waits. */
  waits: boolean
  mayShow: boolean
  mayReopen: boolean
  /** Who wrote the draft, to somebody else who approves: who sends it is not who approves it. */
  draftOf: string
}

function draftSteps({ verdict }: queries.Version, who: string, href: string): Step[] {
  if (verdict !== 'draft') return []
  if (who === '') return [{ text: 'Check the draft and send it', href: `${href}/check` }]
  return [
    { text: `${who} has not sent this draft yet. Ask them to: then you can approve it`, href: '' },
    { text: 'Or check it and send it for them. Then somebody else must approve it', href: `${href}/check` },
  ]
}

/** What to do next, for this person. */
export function nextSteps(
  entry: queries.Entry,
  now: queries.Version,
  { waits, mayShow, mayReopen, draftOf: who }: May,
  today: Day,
): Step[] {
  const href = `/opportunities/${entry.id}`
  const missing = missingBeforeApproval(now.body, entry.kind, today).at(0)
  const steps = [
    waits && { text: 'Look at what changed, and approve it or send it back', href: `${href}/review` },
    ...draftSteps(now, who, href),
    now.verdict === 'refused' && { text: 'Put it right and send it again', href: `${href}/edit/what` },
    now.verdict === 'waiting' && !waits && { text: 'Wait: another person reads it before it is public', href: '' },
    now.verdict === 'waiting' &&
      !waits &&
      missing !== undefined && {
        text: `It cannot be public before this: ${missing.text}`,
        href: `${href}/edit/safety`,
      },
    entry.hidItself && {
      text: 'It hid itself, because nobody said that it is still right. Look at it and say so: people see it again at once',
      href: `/opportunities/reviews/${entry.id}`,
    },
    entry.state === 'hidden' && !entry.hidItself && { text: mayShow ? hiddenWords.may : hiddenWords.other, href: '' },
    entry.state === 'closed' && { text: mayReopen ? closedWords.may : closedWords.other, href: '' },
    entry.state === 'public' && { text: 'See it as the public does', href: `/things-to-do/${entry.id}` },
    entry.mergedInto !== null && {
      text: 'Open the entry it was merged into',
      href: `/opportunities/${entry.mergedInto}`,
    },
    entry.reviewOn !== null &&
      entry.reviewOn < today &&
      !entry.hidItself && {
        text: `It was to be looked at again by ${dayWords(entry.reviewOn)}. Say what is still right, or change it`,
        href:
          entry.state === 'public' && entry.sourceId === null
            ? `/opportunities/reviews/${entry.id}`
            : `${href}/edit/what`,
      },
  ]
  return steps.filter(step => step !== false)
}
