import { type Day, dayWords } from '../../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import { momentWords } from '../../words.ts'
import { actWords } from '../audit/list.ts'
import { ownerItems, ownerWords } from '../words.ts'
import type { Feature } from './feature.ts'
import { gateList, type Row, tagOf } from './list.ts'
import type { Event } from './queries.ts'
import { lateWords, stateOf } from './rules.ts'
import { type Gate, kinds } from './schemas.ts'

const list = page<{ title: string; list: List; mayEdit: boolean }>('people/trust/pages/gates.njk')
export const listPage = (query: Query, found: Found<Row>, mayEdit: boolean) =>
  list({ title: 'Gates', list: listView(gateList, query, found), mayEdit })

const breadcrumbs = [{ text: 'Gates', href: '/gates' }]

interface NewPage extends Wrong {
  features: { text: string; object: string }[]
  title: string
  breadcrumbs: typeof breadcrumbs
  values: Record<string, string>
  kinds: { value: string; text: string; checked: boolean }[]
}
const add = page<NewPage>('people/trust/pages/gate-new.njk')
export const newPage = (features: readonly Feature[], typed: Record<string, unknown> = {}, errors: FieldError[] = []) =>
  add({
    features: features.map(({ name, text }) => ({ text, object: `feature/${name}` })),
    title: 'Put up a gate',
    breadcrumbs,
    values: { object: typedText(typed, 'object'), title: typedText(typed, 'title') },
    kinds: Object.entries(kinds).map(([value, text]) => ({ value, text, checked: typed.kind === value })),
    ...wrong(errors),
  })

interface ShowPage extends Wrong {
  title: string
  kicker: string
  breadcrumbs: typeof breadcrumbs
  stateHtml: string
  late: string
  facts: { term: string; text: string }[]
  note: string
  history: { at: string; text: string }[]
  mayEdit: boolean
  mayApprove: boolean
  action: string
  values: Record<string, string>
  owners: ReturnType<typeof ownerItems>
}
const show = page<ShowPage>('people/trust/pages/gate.njk')

export interface Shown {
  gate: Gate
  today: Day
  history: readonly Event[]
  mayEdit: boolean
  mayApprove: boolean
  values: Record<string, unknown>
  errors: FieldError[]
}

export const showPage = ({ gate, today, history, mayEdit, mayApprove, values, errors }: Shown) =>
  show({
    title: gate.title,
    kicker: kinds[gate.kind],
    breadcrumbs,
    stateHtml: tagOf(stateOf(gate, today)),
    late: stateOf(gate, today) === 'late' ? lateWords(gate).replace(/: see .*$/, '.') : '',
    facts: factsOf(gate),
    note: gate.note,
    history: history.map(event => ({ at: momentWords(event.at), text: historyWords(event) })),
    mayEdit,
    mayApprove,
    action: `/gates/${gate.id}`,
    values: {
      reference: typedText(values, 'reference', gate.reference ?? ''),
      signedOn: typedText(values, 'signedOn', gate.signedOn ?? ''),
      reviewOn: typedText(values, 'reviewOn', gate.reviewOn ?? ''),
      note: typedText(values, 'note', gate.note),
    },
    owners: ownerItems(typedText(values, 'ownerRole', gate.ownerRole ?? '')),
    ...wrong(errors),
  })

const dayOr = (day: string | null, none: string) => (day === null ? none : dayWords(day))

const factsOf = (gate: Gate) => [
  { term: 'For', text: gate.object },
  { term: 'Reference', text: gate.reference ?? 'None yet' },
  { term: 'Owner', text: ownerWords(gate.ownerRole) },
  { term: 'Signed', text: dayOr(gate.signedOn, 'Not yet') },
  { term: 'Review by', text: dayOr(gate.reviewOn, 'No day yet') },
]

const historyWords = ({ who, what, detail }: Event): string => {
  const reference = typeof detail.reference === 'string' ? `, reference ${detail.reference}` : ''
  return `${actWords(what)} by ${who}${reference}`
}
