// What must be said of safeguarding before an entry is public, and which of its dates have passed. Pure.
import { addDays, type Day, dayWords } from '../../../lib/dates.ts'
import { tellingTexts } from '../entries/blank.ts'
import type { Body, Kind } from '../schemas.ts'

/** A policy is looked at each year, checks are made anew every three; insurance ends on its day. */
const [policyDays, checksDays] = [365, 1_095]
const adult = 18

export interface Missing {
  /** The field of the body. */
  field: string
  text: string
}

/** Is it for anybody under 18? One that does not say from which age is, and helplines and networks of adults are not run for children. */
export const isForChildren = ({ minAge, maxAge }: Pick<Body, 'minAge' | 'maxAge'>): boolean =>
  (minAge === null || minAge < adult) && (maxAge === null || maxAge > 0)

const texts: Readonly<Record<string, string>> = {
  ...{ name: 'the name', summary: 'the summary', description: 'the description', timesWords: 'the words about times' },
  activityWords: 'what else people do',
  ...{
    accessWords: 'the words about access',
    bring: 'what to bring',
    meet: 'where to meet',
    'join.words': 'how to join',
  },
}

/** What must be said, or said otherwise, before anybody approves it. */
export const missingBeforeApproval = (body: Body, kind: Kind, today: Day): Missing[] => [
  ...tellingTexts(body).map(field => ({
    field,
    text: `Take the place out of ${texts[field] ?? field}: the address is kept private, and these words tell where it is. Say who to ring or how to ask in its stead`,
  })),
  ...safeguardingMissing(body, kind, today),
]

/** Of safeguarding: nothing for what is for adults alone, a job, or a network of grown-ups. */
function safeguardingMissing(body: Body, kind: Kind, today: Day): Missing[] {
  if (kind === 'network' || kind === 'work' || !isForChildren(body)) return []
  const { policyOn, checksOn, insuranceOn, leadRole, registered } = body.safeguarding
  // A school, a nursery or a club of a governing body is checked by whoever registers it.
  const checked = registered !== ''
  const told: [boolean, string, string][] = [
    [
      policyOn !== null,
      'safeguarding.policyOn',
      'Enter when the safeguarding policy was last agreed: it is for under 18s',
    ],
    [
      policyOn === null || policyOn >= addDays(today, -policyDays),
      'safeguarding.policyOn',
      'The safeguarding policy is more than a year old: look at it again and enter the day',
    ],
    [
      leadRole !== '',
      'safeguarding.leadRole',
      'Enter the role that leads on safeguarding, such as “designated safeguarding lead”. It is kept inside',
    ],
    [
      checked || checksOn !== null,
      'safeguarding.checksOn',
      'Enter when staff were last checked (DBS), or with whom it is registered',
    ],
    [
      checked || checksOn === null || checksOn >= addDays(today, -checksDays),
      'safeguarding.checksOn',
      'The checks of staff are more than three years old: enter when they were made again',
    ],
    [
      kind === 'support' || body.online || insuranceOn !== null,
      'safeguarding.insuranceOn',
      'Enter until when it is insured',
    ],
    [
      insuranceOn === null || insuranceOn >= today,
      'safeguarding.insuranceOn',
      'The insurance has ended: enter until when it is insured now',
    ],
  ]
  return told.filter(([said]) => !said).map(([, field, text]) => ({ field, text }))
}

/** The dates in words, with those that have passed. */
export function safeguardingFacts(body: Body, today: Day): { term: string; text: string; late: boolean }[] {
  const { policyOn, checksOn, insuranceOn, registered } = body.safeguarding
  const line = (term: string, day: Day | null, late: boolean, words = '') => ({
    term,
    text: day === null ? 'Not said' : `${dayWords(day)}${late ? words : ''}`,
    late: day !== null && late,
  })
  return [
    line(
      'Policy agreed',
      policyOn,
      policyOn !== null && policyOn < addDays(today, -policyDays),
      ': more than a year ago',
    ),
    line(
      'Staff checked',
      checksOn,
      checksOn !== null && checksOn < addDays(today, -checksDays),
      ': more than three years ago',
    ),
    line('Insured until', insuranceOn, insuranceOn !== null && insuranceOn < today, ': has ended'),
    ...(registered === '' ? [] : [{ term: 'Registered with', text: registered, late: false }]),
  ]
}
