import type { Day } from '../../../../lib/dates.ts'
import { scheduleWords } from '../../../../lib/schedule/words.ts'
import type { FieldError } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import type { Body } from '../../schemas.ts'
import type * as queries from '../queries.ts'
import { differences, type Line } from '../words.ts'
import { type Filled, filled, tipOf, wrongIn } from './frame.ts'
import type { Part } from './part.ts'
import { parts } from './parts.ts'
import { isPlain, timeFields, timeValues } from './times.ts'

interface Meanwhile {
  words: string
  lines: Line[]
}

interface PartPage {
  kicker: string
  title: string
  lead: string
  tip: string
  meanwhile: Meanwhile | null
  times: { words: string; edit: string; remove: string }[] | null
  addTime: string
  fields: Filled[]
  version: number
  action: string
  button: string
  /** May one go straight to the page that checks it? */
  later: boolean
  cancel: string
  cancelText: string
  breadcrumbs: { text: string; href: string }[]
}
const template = page<PartPage>('finder/entries/pages/part.njk')

interface Shown {
  entry: queries.Entry
  body: Body
  version: number
  today: Day
  typed?: unknown
  errors?: FieldError[]
  /** What somebody else wrote meanwhile, and what this person would have kept. */
  theirs?: queries.Version
  mine?: Body
  /** A word of ours above the form. */
  tip?: string
}

export const crumbsOf = (entry: queries.Entry, name: string) => [
  { text: 'Opportunities', href: '/opportunities' },
  { text: name, href: `/opportunities/${entry.id}` },
]

const meanwhileOf = ({ theirs, mine }: Shown): Meanwhile | null =>
  theirs && mine
    ? {
        words: 'Somebody else changed this entry while you wrote.',
        lines: differences(mine, theirs.body),
      }
    : null

const seenError: FieldError = {
  field: 'seen',
  text: 'Somebody else changed this entry while you wrote. Look at theirs, then save again',
}

export function partPage(shown: Shown & { part: Part }) {
  const { entry, part, body, version, today, typed } = shown
  const errors = shown.theirs ? [seenError] : (shown.errors ?? [])
  const href = `/opportunities/${entry.id}`
  return template({
    kicker: `${body.name}. Part ${parts.indexOf(part) + 1} of ${parts.length}`,
    title: part.title,
    lead: part.lead,
    tip: part.key === 'what' ? tipOf(body) : (shown.tip ?? ''),
    meanwhile: meanwhileOf(shown),
    times: part.key === 'when' ? timesOf(entry, shown.theirs?.body ?? body, today) : null,
    addTime: `${href}/times/new`,
    fields: filled(part.fields(entry.kind), typed === undefined ? part.values(body, entry.kind) : { typed }, errors),
    version,
    action: `${href}/edit/${part.key}`,
    button: 'Save and go on',
    later: true,
    cancel: href,
    cancelText: 'Stop here',
    breadcrumbs: crumbsOf(entry, body.name),
    ...wrongIn(errors),
  })
}

const timesOf = ({ id }: queries.Entry, { schedules }: Body, today: Day) =>
  schedules.map((one, at) => ({
    words: scheduleWords(one, today),
    edit: isPlain(one) ? `/opportunities/${id}/times/${at}` : '',
    remove: `/opportunities/${id}/times/${at}/remove`,
  }))

export function timePage(shown: Shown & { at: number | undefined }) {
  const { entry, body, version, at, today, typed } = shown
  const errors = shown.theirs ? [seenError] : (shown.errors ?? [])
  const href = `/opportunities/${entry.id}`
  return template({
    kicker: body.name,
    title: at === undefined ? 'Add a time' : 'Change a time',
    lead: 'One line of the week: the days, from when to when, and when it does not happen.',
    tip: '',
    meanwhile: meanwhileOf(shown),
    times: null,
    addTime: '',
    fields: filled(
      timeFields,
      typed === undefined ? timeValues(at === undefined ? undefined : body.schedules[at], today) : { typed },
      errors,
    ),
    version,
    action: `${href}/times/${at ?? 'new'}`,
    button: 'Save this time',
    later: false,
    cancel: `${href}/edit/when`,
    cancelText: 'Cancel',
    breadcrumbs: crumbsOf(entry, body.name),
    ...wrongIn(errors),
  })
}
