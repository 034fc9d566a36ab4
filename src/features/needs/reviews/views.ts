import { dayWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import { placeNames, type Where } from './frame.ts'
import { historyOf, type Line } from './history.ts'
import type { ReviewRow } from './list.ts'
import type { Event } from './queries.ts'
import { nameOf, publishedWords, tallyWords } from './rules.ts'
import { type Full, type Review, statusNames } from './schemas.ts'
import { themeNames, typeName } from './vocabulary.ts'

const crumb = { text: 'Reviews', href: '/reviews' }

const listPage = page<{ title: string; lead: string; example: string; mayEnter: boolean; list: List }>(
  'needs/pages/reviews.njk',
)
export const showList = (spec: ListSpec<ReviewRow>, query: Query, found: Found<ReviewRow>, mayEnter: boolean) =>
  listPage({
    title: 'Reviews of deaths',
    lead: 'What published reviews recommended, to whom, and what was done. Nobody is named here, even where the review names them.',
    example: '/reviews/recommendations?theme=exclusion&since=2018&boroughs=2',
    mayEnter,
    list: listView(spec, query, found),
  })

interface Searching {
  spec: ListSpec<Full>
  query: Query
  found: Found<Full>
  statement: string
  /** Recommendations of reviews that wait to be checked, and so are not counted. */
  waiting: number
  makeFinding: string
}
const searchPage = page<{
  title: string
  breadcrumbs: { text: string; href: string }[]
  statement: string
  waiting: number
  makeFinding: string
  list: List
}>('needs/pages/recommendations.njk')
export const showSearch = ({ spec, query, found, statement, waiting, makeFinding }: Searching) =>
  searchPage({
    title: 'Recommendations of reviews',
    breadcrumbs: [crumb],
    statement,
    waiting,
    makeFinding,
    list: listView(spec, query, found),
  })

export interface ReviewMay {
  edit: boolean
  check: boolean
  whyNot: string
}
interface Term {
  term: string
  text: string
  href?: string
}
interface ReviewPage {
  title: string
  name: string
  state: string
  removed: string
  breadcrumbs: { text: string; href: string }[]
  facts: Term[]
  recommendations: { number: number; text: string; href: string; to: string; done: string }[]
  beside: Beside
  threadHref: string
  history: Line[]
  may: ReviewMay
  href: string
  version: number
  remove: Small
  errorSummary: { text: string; href: string }[]
}
const reviewPage = page<ReviewPage>('needs/pages/review.njk')

export interface ShownReview {
  review: Review
  recommendations: readonly Full[]
  where: Where
  beside: Beside
  history: readonly Event[]
  may: ReviewMay
  coordinates: { term: string; text: string }[]
  typed?: Typed | undefined
}

export function showReview({ review, recommendations, where, beside, history, may, coordinates, typed }: ShownReview) {
  const gone = review.status === 'removed'
  return reviewPage({
    title: gone ? 'A review that was removed' : sentence(review.title),
    name: gone ? '' : nameOf(review),
    state: statusNames[review.status],
    removed: review.removedReason ?? '',
    breadcrumbs: [crumb],
    facts: gone ? [] : [...factsOf(review, where), ...coordinates],
    recommendations: recommendations.map(full => ({
      number: full.recommendation.number,
      text: full.recommendation.text,
      href: `/reviews/recommendations/${full.recommendation.id}`,
      to: placeNames(where, full.recommendation.boroughs).join(', ') || full.recommendation.owner,
      done: tallyWords(full),
    })),
    beside,
    threadHref: `/threads/review/${review.id}`,
    history: historyOf(history),
    may: gone ? { edit: false, check: false, whyNot: '' } : may,
    href: `/reviews/${review.id}`,
    version: review.version,
    remove: small('remove', ['reason'], typed),
    errorSummary: smallErrors(typed),
  })
}

const factsOf = (review: Review, where: Where): Term[] =>
  [
    { term: 'Kind', text: typeName(review.type) },
    { term: 'Published by', text: review.publisher },
    { term: 'Published', text: publishedWords(review.published) },
    { term: 'Where to read it', text: review.address, href: review.address },
    { term: 'Places', text: placeNames(where, review.places).join(', ') },
    { term: 'Themes', text: themeNames(review.themes).join(', ') },
    { term: 'Entered', text: dayWords(review.enteredOn) },
    { term: 'Checked', text: review.checkedOn ? dayWords(review.checkedOn) : '' },
  ].filter(fact => fact.text !== '')

const importPage = page<
  Wrong & {
    title: string
    breadcrumbs: { text: string; href: string }[]
    href: string
    columns: { name: string; meaning: string }[]
    example: string
    /** Rows that would be added, with the file's text to send again. */
    preview: { rows: { number: string; text: string; owner: string; to: string; themes: string }[]; csv: string } | null
    wrongs: string[]
  }
>('needs/pages/review-import.njk')

export interface Importing {
  review: Review
  columns: { name: string; meaning: string }[]
  example: string
  preview: { rows: { number: string; text: string; owner: string; to: string; themes: string }[]; csv: string } | null
  wrongs?: string[]
  errors?: FieldError[]
}
export const showImport = ({ review, columns, example, preview, wrongs = [], errors }: Importing) =>
  importPage({
    title: 'Add recommendations from a file',
    breadcrumbs: [crumb, { text: nameOf(review), href: `/reviews/${review.id}` }],
    href: `/reviews/${review.id}`,
    columns,
    example,
    preview,
    wrongs,
    ...wrong(errors),
  })

/** What was typed in a form, field by field. */
export const texts = (values: Record<string, unknown>, fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map(field => [field, typedText(values, field)]))
