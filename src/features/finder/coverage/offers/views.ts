import { type Day, dayWords } from '../../../../lib/dates.ts'
import { sentence, whole } from '../../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import type { List } from '../../../../platform/list.ts'
import { type Small, small, smallErrors, type Typed } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import { offerState, path } from './list.ts'
import type { Event } from './queries.ts'
import { leftOf, stateWords, useOf } from './rules.ts'
import type { Offer, Request } from './schemas.ts'

interface ListPage {
  title: string
  lead: string
  list: List
  add: boolean
}
export const listPage = page<ListPage>('finder/pages/offers.njk')

interface FormPage extends Wrong {
  title: string
  action: string
  values: Record<'title' | 'detail' | 'unit' | 'capacity' | 'startsOn' | 'endsOn', string>
  version: number
  back: string
}
const formPage = page<FormPage>('finder/pages/offer-form.njk')

export const showForm = (at: { offer?: Offer; values: Record<string, unknown> }, errors: FieldError[] = []) => {
  const { offer, values } = at
  const text = (field: string) => typedText(values, field)
  return formPage({
    ...wrong(errors),
    title: offer ? `Change ${offer.title}` : 'Add an offer',
    action: offer ? `${path}/${offer.id}/edit` : path,
    values: {
      ...{ title: text('title'), detail: text('detail'), unit: text('unit'), capacity: text('capacity') },
      ...{ startsOn: text('startsOn'), endsOn: text('endsOn') },
    },
    version: offer?.version ?? 0,
    back: offer ? `${path}/${offer.id}` : path,
  })
}

interface Fact {
  term: string
  text: string
}
interface RequestView {
  id: number
  heading: string
  facts: Fact[]
  version: number
  href: string
  may: { decide: boolean; finish: boolean; withdraw: boolean }
  forms: Record<'decide' | 'result' | 'withdraw', Small>
}
interface OfferPage {
  title: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  breadcrumbs: { text: string; href: string }[]
  kicker: string
  detail: string
  facts: Fact[]
  href: string
  version: number
  may: { edit: boolean; ask: boolean }
  boroughs: { value: string; text: string; selected: boolean }[]
  forms: Record<'ask' | 'close', Small>
  unit: string
  requests: RequestView[]
  history: { words: string; who: string }[]
}
const offerPage = page<OfferPage>('finder/pages/offer.njk')

export interface Shown {
  offer: Offer
  requests: readonly Request[]
  /** What this person may do with each request, by its id. */
  may: { edit: boolean; ask: boolean; request: ReadonlyMap<number, RequestView['may']> }
  boroughs: readonly { code: string; name: string }[]
  own: boolean
  history: readonly Event[]
  today: Day
  typed?: Typed | undefined
}

export function showOffer({ offer, requests, may, boroughs, own, history, today, typed }: Shown) {
  const ask = small('ask', ['borough', 'asked', 'purpose'], typed)
  return offerPage({
    title: offer.title,
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    breadcrumbs: [{ text: 'Offers', href: path }],
    kicker: offerState(offer, today),
    detail: offer.detail,
    facts: factsOf(offer, requests, own),
    ...{ href: `${path}/${offer.id}`, version: offer.version, unit: offer.unit },
    may: { edit: may.edit, ask: may.ask },
    boroughs: boroughs.map(({ code, name }) => ({ value: code, text: name, selected: code === ask.values.borough })),
    forms: { ask, close: small('close', ['reason'], typed) },
    requests: requests.map(one => requestView(one, may.request.get(one.id), typed)),
    history: history.map(eventOf),
  })
}

function factsOf(offer: Offer, requests: readonly Request[], own: boolean): Fact[] {
  const { capacity, unit, startsOn, endsOn, closedOn, closedReason } = offer
  const mine = useOf(requests)
  return [
    { term: 'In all', text: `${whole(capacity)} ${unit}` },
    { term: 'Left', text: `${whole(leftOf(offer))} ${unit}` },
    ...(own
      ? [{ term: 'Your boroughs', text: `${whole(mine.allocated)} allocated, ${whole(mine.used)} used` }]
      : [{ term: 'All boroughs', text: `${whole(offer.allocated)} allocated, ${whole(offer.used)} used` }]),
    { term: 'From and to', text: `${dayWords(startsOn)} to ${dayWords(endsOn)}` },
    ...(closedOn ? [{ term: 'Closed', text: `${dayWords(closedOn)}. ${closedReason}` }] : []),
  ]
}

const nothing = { decide: false, finish: false, withdraw: false }

function requestView(one: Request, may = nothing, typed?: Typed): RequestView {
  const mine = typed?.form.endsWith(`-${one.id}`) ? typed : undefined
  const form = (name: string, fields: string[]) => small(`${name}-${one.id}`, fields, mine)
  return {
    ...{ id: one.id, version: one.version, may, href: `${path}/${one.offerId}/requests/${one.id}` },
    heading: `${one.borough}: ${whole(one.asked)} ${one.unit}`,
    facts: [
      { term: 'State', text: stateWords[one.state] },
      { term: 'What for', text: one.purpose },
      { term: 'Asked on', text: dayWords(one.askedOn) },
      ...(one.decidedOn ? [{ term: 'Answered on', text: dayWords(one.decidedOn) }] : []),
      ...(one.allocated === null ? [] : [{ term: 'Allocated', text: `${whole(one.allocated)} ${one.unit}` }]),
      ...(one.reason ? [{ term: 'Why', text: one.reason }] : []),
      ...(one.used === null ? [] : [{ term: 'Used', text: `${whole(one.used)} ${one.unit}` }]),
      ...(one.result ? [{ term: 'What came of it', text: one.result }] : []),
    ],
    forms: {
      decide: form('decide', ['verdict', 'allocated', 'reason']),
      result: form('result', ['used', 'result']),
      withdraw: form('withdraw', ['reason']),
    },
  }
}

const eventWords: Record<string, string> = {
  'offer.opened': 'Offer added',
  'offer.changed': 'Offer changed',
  'offer.closed': 'Offer closed',
  'offer-request.asked': 'Asked for',
  'offer-request.allocated': 'Allocated',
  'offer-request.declined': 'Declined',
  'offer-request.used': 'Result recorded',
  'offer-request.withdrawn': 'Request taken back',
}

const eventOf = ({ on, what, role }: Event) => ({
  words: eventWords[what] ?? what,
  who: `${dayWords(on)}${role ? `, ${sentence(role.replace('-', ' '))}` : ''}`,
})
