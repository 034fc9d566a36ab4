import { dayWords } from '../../../lib/dates.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import { placeNames, type Where } from './frame.ts'
import { historyOf, type Line } from './history.ts'
import type { Event } from './queries.ts'
import { addressees, nameOf, stateAt, tallyWords } from './rules.ts'
import { answerStates, type Evidence, type Full, stateNames } from './schemas.ts'
import { themeNames } from './vocabulary.ts'

/** What one addressee says, with the forms of whoever may speak for it. */
interface Part {
  place: string
  who: string
  state: string
  response: string
  answeredOn: string
  version: number
  evidence: { text: string; day: string; href: string; remove: string; form: Small; id: number }[]
  may: boolean
  answer: Small
  states: { value: string; text: string; checked: boolean }[]
  add: Small
  id: string
}
interface RecommendationPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  draft: boolean
  words: string[]
  facts: { term: string; text: string }[]
  parts: Part[]
  beside: Beside
  threadHref: string
  history: Line[]
  mayEdit: boolean
  href: string
  remove: Small
  errorSummary: { text: string; href: string }[]
}
const recommendationPage = page<RecommendationPage>('needs/pages/recommendation.njk')

export interface Shown {
  full: Full
  where: Where
  beside: Beside
  history: readonly Event[]
  mayEdit: boolean
  mayAnswer(place: string): boolean
  typed?: Typed | undefined
}

/** The name of a small form of one addressee: `answer-X09000002`; the owner's is plain. */
export const formName = (what: string, place: string): string => (place ? `${what}-${place}` : what)

export function show(shown: Shown) {
  const { full, where, typed } = shown
  const { review, recommendation: found } = full
  return recommendationPage({
    title: `Recommendation ${found.number}`,
    breadcrumbs: [
      { text: 'Reviews', href: '/reviews' },
      { text: nameOf(review), href: `/reviews/${review.id}` },
    ],
    draft: review.status === 'draft',
    words: found.text.split(/\n+/).filter(line => line.trim() !== ''),
    facts: [
      { term: 'Of', text: `${nameOf(review)}: ${review.title}` },
      { term: 'Owner', text: found.owner },
      { term: 'Addressed to', text: placeNames(where, found.boroughs).join(', ') },
      { term: 'Themes', text: themeNames(found.themes).join(', ') },
      { term: 'As a whole', text: tallyWords(full) },
    ].filter(fact => fact.text !== ''),
    parts: addressees(found).map(place => partOf(shown, place)),
    beside: shown.beside,
    threadHref: `/threads/recommendation/${found.id}`,
    history: historyOf(shown.history),
    mayEdit: shown.mayEdit,
    href: `/reviews/recommendations/${found.id}`,
    remove: small('remove', ['reason'], typed),
    errorSummary: smallErrors(typed),
  })
}

function partOf({ full, where, typed, mayAnswer }: Shown, place: string): Part {
  const said = full.answers.find(answer => answer.place === place)
  const answer = small(formName('answer', place), ['state', 'response'], typed)
  const chosen = answer.open ? answer.values.state : said?.state
  return {
    place,
    id: formName('answer', place),
    who: place ? placeNames(where, [place]).join('') : full.recommendation.owner,
    state: stateNames[stateAt(full, place)],
    response: said?.response ?? '',
    answeredOn: said ? dayWords(said.answeredOn) : '',
    version: said?.version ?? 0,
    evidence: full.evidence.filter(each => each.place === place).map(each => lineOf(each, typed)),
    may: mayAnswer(place),
    answer: answer.open ? answer : { ...answer, values: { response: said?.response ?? '' } },
    states: answerStates.map(value => ({ value, text: stateNames[value], checked: value === chosen })),
    add: small(formName('evidence', place), ['text', 'seenOn', 'address'], typed),
  }
}

const lineOf = ({ id, text, seenOn, address }: Evidence, typed?: Typed) => ({
  id,
  text,
  day: dayWords(seenOn),
  href: address,
  remove: `evidence/${id}/remove`,
  form: small(`evidence-${id}`, ['reason'], typed),
})
