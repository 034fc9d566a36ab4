import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { type Choices, type CoordinatesView, coordinatesView } from '../../threads/index.ts'
import type { Where } from './frame.ts'
import { nameOf } from './rules.ts'
import type { Recommendation, Review } from './schemas.ts'
import { texts } from './views.ts'
import { themesInUse, typesInUse } from './vocabulary.ts'

interface Item {
  value: string
  text: string
  checked: boolean
  hint?: { text: string }
}
interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  values: Record<string, string>
}

const crumb = { text: 'Reviews', href: '/reviews' }
const listed = (value: unknown): string[] => [value ?? []].flat().map(String)
const items = (words: readonly { code: string; name: string; meaning?: string }[], chosen: unknown): Item[] =>
  words.map(({ code, name, meaning }) => ({
    value: code,
    text: name,
    checked: listed(chosen).includes(code),
    ...(meaning && { hint: { text: meaning } }),
  }))

const reviewForm = page<FormPage & { types: Item[]; places: Item[]; themes: Item[]; coordinates: CoordinatesView }>(
  'needs/pages/review-form.njk',
)

export interface ReviewTyping {
  /** The review that is changed; a new one without. */
  review?: Review
  values: Record<string, unknown>
  where: Where
  options: Choices
  errors?: FieldError[]
}

export const editReview = ({ review, values, where, options, errors }: ReviewTyping) =>
  reviewForm({
    title: review ? `Change: ${nameOf(review)}` : 'Enter a published review',
    breadcrumbs: [crumb, ...(review ? [{ text: nameOf(review), href: `/reviews/${review.id}` }] : [])],
    action: review ? `/reviews/${review.id}/edit` : '/reviews',
    cancel: review ? `/reviews/${review.id}` : '/reviews',
    values: texts(values, ['reference', 'title', 'publisher', 'published', 'address', 'version']),
    types: items(
      typesInUse.map(type => ({ ...type, name: `${type.name} (${type.short})` })),
      values.type,
    ),
    places: items([{ ...where.city, name: `${where.city.name}: the whole city` }, ...where.boroughs], values.places),
    themes: items(themesInUse, values.themes),
    coordinates: coordinatesView(options, values),
    ...wrong(errors),
  })

const recommendationForm = page<FormPage & { boroughs: Item[]; themes: Item[]; checked: boolean }>(
  'needs/pages/recommendation-form.njk',
)

export interface RecommendationTyping {
  review: Review
  recommendation?: Recommendation
  values: Record<string, unknown>
  where: Where
  errors?: FieldError[]
}

export const editRecommendation = ({ review, recommendation, values, where, errors }: RecommendationTyping) => {
  const href = recommendation ? `/reviews/recommendations/${recommendation.id}` : `/reviews/${review.id}`
  return recommendationForm({
    title: recommendation ? `Change recommendation ${recommendation.number}` : 'Add a recommendation',
    breadcrumbs: [crumb, { text: nameOf(review), href: `/reviews/${review.id}` }],
    action: recommendation ? `${href}/edit` : `${href}/recommendations`,
    cancel: href,
    values: texts(values, ['number', 'text', 'owner', 'version']),
    boroughs: items(where.boroughs, values.boroughs),
    themes: items(themesInUse, values.themes),
    checked: review.status === 'checked',
    ...wrong(errors),
  })
}
