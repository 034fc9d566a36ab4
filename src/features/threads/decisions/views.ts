import { dayWords } from '../../../lib/dates.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../records/view.ts'
import type { Choice, Where } from './frame.ts'
import { decisionsList, type Row } from './list.ts'
import type { Event } from './queries.ts'
import { type Decision, kindNames, mostOptions, type Review, statusNames } from './schemas.ts'

export const listPage = page<{ title: string; list: List; mayOpen: boolean }>('threads/pages/decisions.njk')

export const showList = (query: Query, found: Found<Row>, mayOpen: boolean) =>
  listPage({ title: 'Decisions', list: listView(decisionsList, query, found), mayOpen })

interface Fact {
  term: string
  text: string
}
export interface Shown {
  decision: Decision
  where: Where
  beside: Beside
  reviews: readonly Review[]
  history: readonly Event[]
  /** Whole, or the public part alone. */
  form: string
  may: {
    edit: boolean
    propose: boolean
    decide: boolean
    sendBack: boolean
    review: boolean
    link: boolean
    whyNot: string
  }
  missing: readonly FieldError[]
  words: { areas: string[]; outcomes: string[] }
  today: string
}

interface DecisionPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  reference: string
  kind: string
  state: string
  facts: Fact[]
  places: Where['names']
  paragraphs: { context: string[]; reason: string[]; public: string[]; confidential: string[]; equality: string[] }
  options: { title: string; weigh: string; chosen: boolean }[]
  principles: { label: string; answer: string }[]
  placeFacts: Fact[]
  panel: Decision['panel']
  whole: boolean
  beside: Beside
  threadHref: string
  reviews: { id: number; label: string; due: string; late: boolean; done: string; note: string }[]
  history: { words: string; who: string }[]
  may: Shown['may']
  missing: { text: string; href: string }[]
  href: string
}
const decisionPage = page<DecisionPage>('threads/pages/decision.njk')

const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n|\n/)
    .map(line => line.trim())
    .filter(Boolean)

export function show(shown: Shown) {
  const { decision, form } = shown
  const whole = form === 'whole'
  return decisionPage({
    title: decision.question,
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    reference: decision.reference,
    kind: kindNames[decision.kind],
    state: statusNames[decision.status],
    facts: factsOf(shown),
    places: shown.where.names,
    paragraphs: {
      context: whole ? paragraphs(decision.context) : [],
      reason: whole ? paragraphs(decision.reason) : [],
      public: paragraphs(decision.publicPart),
      confidential: whole ? paragraphs(decision.confidentialPart) : [],
      equality: whole ? paragraphs(decision.equality) : [],
    },
    options: whole ? decision.options.map((option, k) => ({ ...option, chosen: k === decision.chosen })) : [],
    principles: whole ? decision.principles : [],
    placeFacts: whole && decision.kind === 'place' ? placeFactsOf(decision) : [],
    panel: whole ? decision.panel : null,
    whole,
    beside: shown.beside,
    threadHref: `/threads/decision/${decision.id}`,
    reviews: shown.reviews.map(review => reviewLine(review, shown.today)),
    history: whole ? shown.history.map(event => ({ words: eventWords(event), who: event.who })) : [],
    may: shown.may,
    missing: shown.missing.map(({ field, text }) => ({ text, href: `/decisions/${decision.id}/edit#${field}` })),
    href: `/decisions/${decision.id}`,
  })
}

const placeFactsOf = (decision: Decision): Fact[] => [
  { term: 'Community strength', text: decision.strength },
  { term: 'Already invested', text: decision.investment },
  { term: 'What people say otherwise', text: decision.dissent },
]

function factsOf({ decision, words, form }: Shown): Fact[] {
  const facts: Fact[] = [
    { term: 'Reference', text: decision.reference },
    { term: 'State', text: statusNames[decision.status] },
    { term: 'Priority areas', text: words.areas.join(', ') },
    { term: 'Outcomes', text: words.outcomes.join(', ') },
    { term: 'Opened', text: dayWords(decision.openedOn) },
    { term: 'Put to the director', text: decision.proposedOn ? dayWords(decision.proposedOn) : '' },
    {
      term: 'Decided',
      text: decision.decidedOn ? `${dayWords(decision.decidedOn)}, by the ${decision.decidedByRole ?? ''}` : '',
    },
    { term: 'Dropped because', text: form === 'whole' ? (decision.droppedReason ?? '') : '' },
  ]
  return facts.filter(fact => fact.text !== '')
}

const reviewLine = (review: Review, today: string) => ({
  id: review.id,
  label: review.label,
  due: dayWords(review.dueOn),
  late: review.doneOn === null && review.dueOn < today,
  done: review.doneOn ? `${dayWords(review.doneOn)}: ${review.result ?? ''}` : '',
  note: review.note,
})

const deeds: Record<string, string> = {
  'decision.opened': 'Opened',
  'decision.changed': 'Changed',
  'decision.proposed': 'Put to the director',
  'decision.sent-back': 'Sent back',
  'decision.decided': 'Decided',
  'decision.dropped': 'Dropped',
  'decision.reviewed': 'Reviewed',
}
const eventWords = (event: Event) => `${deeds[event.what] ?? event.what}, ${dayWords(event.at.slice(0, 10))}`

interface Option {
  value: string
  text: string
  checked: boolean
}
interface FormPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  kind: string
  version: number
  because: string[]
  becauseTitles: string[]
  values: Record<string, string>
  options: { number: number; title: string; weigh: string }[]
  principles: { code: string; label: string; answer: string }[]
  areas: Option[]
  outcomes: Option[]
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  error: Record<string, { text: string } | undefined>
}
const formPage = page<FormPage>('threads/pages/decision-form.njk')

export interface Typing {
  action: string
  cancel: string
  title: string
  kind: string
  version: number
  because: { key: string; title: string }[]
  values: Record<string, unknown>
  options: readonly { title: string; weigh: string }[]
  principles: readonly { code: string; label: string; answer: string }[]
  areas: readonly Choice[]
  outcomes: readonly Choice[]
  chosen: { areas: readonly string[]; outcomes: readonly string[] }
  errors: FieldError[]
}

const textFields = [
  'question',
  'context',
  'equality',
  'publicPart',
  'confidentialPart',
  'strength',
  'investment',
  'dissent',
  'place',
]
const tick = (choices: readonly Choice[], chosen: readonly string[]): Option[] =>
  choices.map(({ code, label }) => ({ value: code, text: label, checked: chosen.includes(code) }))

/** The draft's form: what was typed stays, with each error beside its field. */
export function edit(typing: Typing) {
  const { errors } = typing
  const empty = { title: '', weigh: '' }
  return formPage({
    title: typing.title,
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    action: typing.action,
    cancel: typing.cancel,
    kind: typing.kind,
    version: typing.version,
    because: typing.because.map(each => each.key),
    becauseTitles: typing.because.map(each => each.title),
    values: Object.fromEntries(textFields.map(field => [field, String(typing.values[field] ?? '')])),
    options: Array.from({ length: Math.min(mostOptions, Math.max(3, typing.options.length + 1)) }, (_, k) => ({
      number: k + 1,
      ...(typing.options[k] ?? empty),
    })),
    principles: [...typing.principles],
    areas: tick(typing.areas, typing.chosen.areas),
    outcomes: tick(typing.outcomes, typing.chosen.outcomes),
    errors,
    errorSummary: errorList(errors),
    error: Object.fromEntries(textFields.map(field => [field, errorOf(errors, field)])),
  })
}

interface VerdictPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  options: { value: string; text: string; hint: { text: string }; checked: boolean }[]
  principles: { label: string; answer: string }[]
  values: { reason: string; publicPart: string; reviewOn: string }
  reviewHint: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  error: Record<string, { text: string } | undefined>
}
const verdictPage = page<VerdictPage>('threads/pages/decision-verdict.njk')

export function verdict(decision: Decision, typed: { values: Record<string, unknown>; errors: FieldError[] }) {
  const { values, errors } = typed
  return verdictPage({
    title: `Decide: ${decision.question}`,
    breadcrumbs: [
      { text: 'Decisions', href: '/decisions' },
      { text: decision.reference, href: `/decisions/${decision.id}` },
    ],
    action: `/decisions/${decision.id}/decide`,
    cancel: `/decisions/${decision.id}`,
    options: decision.options.map((option, k) => ({
      value: String(k),
      text: option.title,
      hint: { text: option.weigh },
      checked: String(values.chosen ?? '') === String(k),
    })),
    principles: decision.principles,
    values: {
      reason: String(values.reason ?? ''),
      publicPart: String(values.publicPart ?? decision.publicPart),
      reviewOn: String(values.reviewOn ?? ''),
    },
    reviewHint:
      decision.kind === 'place'
        ? 'The choice of a place is looked at after 12 and 18 months in any case.'
        : 'Leave it empty when none is needed.',
    errors,
    errorSummary: errorList(errors),
    error: Object.fromEntries(
      ['chosen', 'reason', 'publicPart', 'reviewOn'].map(field => [field, errorOf(errors, field)]),
    ),
  })
}
