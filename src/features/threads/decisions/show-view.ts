import { dayWords } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import { smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../records/view.ts'
import {
  type CorrectionLine,
  correctionLines,
  type NoteLine,
  noteLine,
  type SmallForms,
  smallForms,
} from './after-view.ts'
import type { Where } from './frame.ts'
import type { Event } from './notes.ts'
import { type ReviewLine, reviewLine } from './review-view.ts'
import { type Correction, type Decision, kindNames, type Note, type Review, statusNames } from './schemas.ts'
import { eventWords, paragraphs, roleWords } from './words.ts'

interface Fact {
  term: string
  text: string
}
export interface May {
  edit: boolean
  drop: boolean
  propose: boolean
  decide: boolean
  sendBack: boolean
  review: boolean
  correct: boolean
  reopen: boolean
  whyNot: string
}
export interface Shown {
  decision: Decision
  where: Where
  beside: Beside
  reviews: readonly Review[]
  notes: readonly Note[]
  corrections: readonly Correction[]
  /** The account that reads. */
  me: number | null
  history: readonly Event[]
  /** Whole, or the public part alone. */
  whole: boolean
  /** The confidential part is kept back until they show again who they are. */
  withheld: boolean
  may: May
  missing: readonly FieldError[]
  coordinates: Fact[]
  today: string
  typed?: Typed
}

interface DecisionPage {
  title: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  breadcrumbs: { text: string; href: string }[]
  reference: string
  kind: string
  state: string
  facts: Fact[]
  places: Where['names']
  paragraphs: { context: string[]; reason: string[]; public: string[]; confidential: string[]; equality: string[] }
  withheld: boolean
  options: { title: string; weigh: string; chosen: boolean }[]
  principles: { label: string; answer: string }[]
  placeFacts: Fact[]
  panel: Decision['panel']
  whole: boolean
  beside: Beside
  threadHref: string
  reviews: ReviewLine[]
  corrections: CorrectionLine[]
  notes: NoteLine[]
  history: { words: string; who: string }[]
  may: May
  missing: { text: string; href: string }[]
  href: string
  version: number
  small: SmallForms
}
const decisionPage = page<DecisionPage>('threads/pages/decision.njk')

export function show(shown: Shown) {
  const { decision, whole, typed } = shown
  return decisionPage({
    ...(whole ? restOf(shown) : nothing),
    title: decision.question,
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    reference: decision.reference,
    kind: kindNames[decision.kind],
    state: statusNames[decision.status],
    facts: factsOf(shown),
    places: shown.where.names,
    whole,
    withheld: shown.withheld,
    beside: shown.beside,
    threadHref: `/threads/decision/${decision.id}`,
    reviews: shown.reviews.map(review => reviewLine(review, shown)),
    may: shown.may,
    missing: shown.missing.map(({ field, text }) => ({ text, href: `/decisions/${decision.id}/edit#${field}` })),
    href: `/decisions/${decision.id}`,
    version: decision.version,
    small: smallForms(typed),
    corrections: correctionLines(shown.corrections, { whole, me: shown.me, mayEdit: shown.may.correct }),
    paragraphs: paragraphsOf(shown),
  })
}

const paragraphsOf = ({ decision, whole, withheld }: Shown): DecisionPage['paragraphs'] => ({
  public: paragraphs(decision.publicPart),
  context: whole ? paragraphs(decision.context) : [],
  reason: whole ? paragraphs(decision.reason) : [],
  confidential: whole && !withheld ? paragraphs(decision.confidentialPart) : [],
  equality: whole ? paragraphs(decision.equality) : [],
})

type Rest = Pick<DecisionPage, 'options' | 'principles' | 'placeFacts' | 'panel' | 'history' | 'notes'>
const nothing: Rest = { options: [], principles: [], placeFacts: [], panel: null, history: [], notes: [] }

/** What stands beside the public part, for those who read the whole. */
const restOf = ({ decision, history, notes }: Shown): Rest => ({
  options: decision.options.map((option, k) => ({ ...option, chosen: k === decision.chosen })),
  principles: decision.principles,
  placeFacts: decision.kind === 'place' ? placeFactsOf(decision) : [],
  panel: decision.panel,
  history: history.map(eventWords),
  notes: notes.map(noteLine),
})

const placeFactsOf = (decision: Decision): Fact[] => [
  { term: 'Community strength', text: decision.strength },
  { term: 'Already invested', text: decision.investment },
  { term: 'What people say otherwise', text: decision.dissent },
]

function factsOf({ decision, coordinates, whole }: Shown): Fact[] {
  const facts: Fact[] = [
    { term: 'Reference', text: decision.reference },
    { term: 'State', text: statusNames[decision.status] },
    ...coordinates,
    { term: 'Opened', text: dayWords(decision.openedOn) },
    { term: 'Put to the director', text: decision.proposedOn ? dayWords(decision.proposedOn) : '' },
    {
      term: 'Decided',
      text: decision.decidedOn
        ? `${dayWords(decision.decidedOn)}, by the ${roleWords(decision.decidedByRole ?? '')}`
        : '',
    },
    { term: 'Dropped because', text: whole ? (decision.droppedReason ?? '') : '' },
  ]
  return facts.filter(fact => fact.text !== '')
}
