import { dayWords } from '../../../lib/dates.ts'
import { roleNames } from '../../people/index.ts'
import type { Event } from './notes.ts'

const deeds: Record<string, string> = {
  'decision.opened': 'Opened',
  'decision.changed': 'Changed',
  'decision.proposed': 'Put to the director',
  'decision.sent-back': 'Sent back',
  'decision.decided': 'Decided',
  'decision.dropped': 'Dropped',
  'decision.reviewed': 'Reviewed',
  'decision.reopened': 'Opened again',
  'decision.correction-written': 'A correction written',
  'decision.correction-agreed': 'A correction agreed',
  'decision.correction-refused': 'A correction not agreed',
  'thread.linked': 'Something it is because of added',
  'thread.unlinked': 'Something it is because of taken away',
}

/** What was done and by whom, in words: the name or role title of the account, never its address. */
export const eventWords = (event: Event): { words: string; who: string } => ({
  words: `${deeds[event.what] ?? 'Changed'}, ${dayWords(event.on)}`,
  who: whoWords(event),
})

/** Text as it was typed, a paragraph a line. */
export const paragraphs = (text: string): string[] =>
  text
    .split(/\n+/)
    .map(line => line.trim())
    .filter(Boolean)

export const roleWords = (role: string): string =>
  Object.entries(roleNames).find(([key]) => key === role)?.[1] ?? 'Somebody'

function whoWords({ name, role }: Event): string {
  if (role === null) return 'Somebody whose account is closed, or the program'
  const title = roleWords(role)
  return name === null || name === title ? title : `${name}, ${title}`
}
