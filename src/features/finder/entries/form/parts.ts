import type { Body, Kind } from '../../schemas.ts'
import { join, safety } from './join.ts'
import type { Part } from './part.ts'
import { when } from './times.ts'
import { what } from './what.ts'
import { where } from './where.ts'
import { who } from './who.ts'

/** The pages of the form, in order. */
export const parts: readonly Part[] = [what, when, where, who, join, safety]

export const partNamed = (key: string): Part | undefined => parts.find(part => part.key === key)
export const nextOf = (key: string): string => parts[parts.findIndex(part => part.key === key) + 1]?.key ?? 'check'

export interface Missing {
  part: string
  text: string
}

const forChildren = ({ minAge }: Body): boolean => minAge === null || minAge < 18

/** What must still be said before it can be sent, each with the part that asks for it. */
export function missingOf(body: Body, kind: Kind): Missing[] {
  const { venue, join: how } = body
  const has = (part: string, wanted: boolean, text: string): Missing[] => (wanted ? [] : [{ part, text }])
  return [
    ...has('what', body.summary !== '', 'Say in one sentence what happens there'),
    ...has(
      'what',
      kind !== 'activity' || body.activities.length > 0 || body.activityWords !== '',
      'Say what people do there',
    ),
    ...has('what', kind !== 'support' || body.themes.length > 0, 'Choose what it helps with'),
    ...has('when', kind !== 'activity' || body.schedules.length > 0 || body.timesWords !== '', 'Say when it happens'),
    ...has(
      'where',
      body.online || body.serves.length > 0 || Boolean(venue?.postcode),
      'Enter a postcode, or say that it is online',
    ),
    ...has(
      'join',
      how.how === 'turn-up' || Boolean(how.href || how.phone || how.email || how.words),
      'Say how to reach the team: a web page, phone or mailbox',
    ),
    ...has(
      'safety',
      kind === 'work' || !forChildren(body) || body.safeguarding.policyOn !== null,
      'Say when your safeguarding policy was last agreed',
    ),
    ...has(
      'safety',
      kind === 'work' || !forChildren(body) || body.safeguarding.leadRole !== '',
      'Say which role leads on safeguarding',
    ),
  ]
}
