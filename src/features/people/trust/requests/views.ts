import { z } from 'zod'
import { type Day, dayWords } from '../../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../../platform/list.ts'
import type { Pack } from '../../../../platform/pack.ts'
import { page } from '../../../../platform/view.ts'
import { ownerItems, ownerWords } from '../words.ts'
import { type Row, requestList } from './list.ts'
import { clockWords, lastDayOf, longest } from './rules.ts'
import { type DataRequest, kindWords, stateWords } from './schemas.ts'

const list = page<{ title: string; list: List; mayCreate: boolean }>('people/trust/pages/data-requests.njk')
export const listPage = (query: Query, found: Found<Row>, mayCreate: boolean) =>
  list({ title: 'Requests about personal data', list: listView(requestList, query, found), mayCreate })

const breadcrumbs = [{ text: 'Requests about personal data', href: '/data-requests' }]

interface NewPage extends Wrong {
  title: string
  breadcrumbs: typeof breadcrumbs
  kinds: { value: string; text: string; checked: boolean }[]
  owners: ReturnType<typeof ownerItems>
  values: Record<string, string>
}
const add = page<NewPage>('people/trust/pages/data-request-new.njk')
export const newPage = (today: Day, typed: Record<string, unknown> = {}, errors: FieldError[] = []) =>
  add({
    title: 'Note a request or complaint',
    breadcrumbs,
    kinds: Object.entries(kindWords).map(([value, text]) => ({ value, text, checked: typed.kind === value })),
    owners: ownerItems(typedText(typed, 'ownerRole')),
    values: { receivedOn: typedText(typed, 'receivedOn', today), heldAt: typedText(typed, 'heldAt') },
    ...wrong(errors),
  })

interface ShowPage extends Wrong {
  title: string
  breadcrumbs: typeof breadcrumbs
  kicker: string
  late: boolean
  clock: string
  facts: { term: string; text: string }[]
  mayEdit: boolean
  mayExtend: boolean
  mayDecide: boolean
  extendTo: string
  action: string
  values: Record<string, string>
  hows: { value: string; text: string; checked: boolean }[]
}
const show = page<ShowPage>('people/trust/pages/data-request.njk')

export interface Shown {
  request: DataRequest
  today: Day
  mayEdit: boolean
  mayExtend: boolean
  mayDecide: boolean
  values: Record<string, unknown>
  errors: FieldError[]
}

const hows = {
  answered: 'Answered',
  refuse: 'Refuse it, wholly or in part: the director decides',
  withdrawn: 'Withdrawn by whoever asked',
}

export const showPage = ({ request, today, mayEdit, mayExtend, mayDecide, values, errors }: Shown) =>
  show({
    title: `Request ${request.id}`,
    breadcrumbs,
    kicker: kindWords[request.kind],
    late: request.closedOn === null && today > lastDayOf(request),
    clock: clockWords(request, today),
    facts: factsOf(request),
    mayEdit,
    mayExtend,
    mayDecide,
    extendTo: dayWords(longest(request.receivedOn)),
    action: `/data-requests/${request.id}`,
    values: { extensionReason: typedText(values, 'extensionReason'), outcome: typedText(values, 'outcome') },
    hows: Object.entries(hows).map(([value, text]) => ({ value, text, checked: values.how === value })),
    ...wrong(errors),
  })

const factsOf = (one: DataRequest) => [
  { term: 'State', text: stateWords[one.state] },
  { term: 'Received', text: dayWords(one.receivedOn) },
  { term: one.kind === 'complaint' ? 'Acknowledge by' : 'Answer by', text: dayWords(one.dueOn) },
  ...(one.extendedTo ? [{ term: 'Extended to', text: `${dayWords(one.extendedTo)}: ${one.extensionReason}` }] : []),
  { term: 'With', text: ownerWords(one.ownerRole) },
  { term: 'Letters and mails are held at', text: one.heldAt },
  ...(one.outcome
    ? [{ term: one.state === 'refusal-proposed' ? 'Proposed refusal' : 'What came of it', text: one.outcome }]
    : []),
  ...(one.closedOn ? [{ term: 'Closed', text: dayWords(one.closedOn) }] : []),
]

/** How the unit is reached about personal data, when the pack says it. */
const Contact = z.object({ dataProtection: z.object({ email: z.email(), post: z.string().optional() }).optional() })

interface PublicPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  unit: string
  demonstration: boolean
  email: string
  post: string
}
const open = page<PublicPage>('people/trust/pages/data-use-requests.njk')

export function publicPage(pack: Pack) {
  const contact = Contact.parse(pack).dataProtection
  return open({
    title: 'Ask what we hold about you, or complain',
    breadcrumbs: [{ text: 'How we use data', href: '/data-use' }],
    unit: pack.unit,
    demonstration: pack.demonstration,
    email: contact?.email ?? '',
    post: contact?.post ?? '',
  })
}
