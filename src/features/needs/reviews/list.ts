import { escapeXml } from '../../../lib/charts/index.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../platform/list.ts'
import { placeNames, type Where } from './frame.ts'
import { hasWords, nameOf, publishedWords, stateOf } from './rules.ts'
import { type Full, type Review, statusNames } from './schemas.ts'
import { themeNames, themes, typeName, types } from './vocabulary.ts'

export interface ReviewRow {
  review: Review
  recommendations: readonly Full[]
}

export const link = (href: string, text: string) => `<a class="govuk-link" href="${href}">${escapeXml(text)}</a>`
export const choices = (words: readonly { code: string; name: string }[]) =>
  words.map(({ code, name }) => ({ value: code, text: name }))
const doneWords = (all: readonly Full[]): string =>
  all.length === 0 ? 'None entered yet' : `${all.filter(one => stateOf(one) === 'done').length} of ${all.length} done`

/** The register: every published review this person may read. */
export const reviewsList = (where: Where): ListSpec<ReviewRow> =>
  defineList<ReviewRow>({
    path: '/reviews',
    noun: ['review', 'reviews'],
    caption: 'Published reviews',
    columns: [
      {
        key: 'review',
        title: 'Review',
        value: ({ review }) => nameOf(review),
        html: ({ review }) =>
          `${link(`/reviews/${review.id}`, nameOf(review))}<span class="up-small up-block">${escapeXml(sentence(review.title))}</span>`,
        head: true,
        sortable: true,
      },
      { key: 'type', title: 'Kind', value: row => typeName(row.review.type), sortable: true },
      { key: 'publisher', title: 'Publisher', value: row => row.review.publisher, sortable: true },
      {
        key: 'published',
        title: 'Published',
        value: row => row.review.published,
        text: row => publishedWords(row.review.published),
        sortable: true,
        sortWords: 'Last published first',
      },
      {
        key: 'places',
        title: 'Places',
        value: row => placeNames(where, row.review.places).join('; '),
        text: row => placeNames(where, row.review.places).join(', ') || 'Not said',
      },
      { key: 'done', title: 'Recommendations', value: row => doneWords(row.recommendations) },
      { key: 'state', title: 'State', value: row => statusNames[row.review.status], sortable: true },
      { key: 'title', title: 'title', csvOnly: true, value: row => row.review.title },
      { key: 'themes', title: 'themes', csvOnly: true, value: row => themeNames(row.review.themes).join('; ') },
      { key: 'address', title: 'address', csvOnly: true, value: row => row.review.address },
    ],
    filters: [
      {
        key: 'words',
        title: 'Words',
        kind: 'search',
        match: ({ review: r }, [text = '']) =>
          hasWords(
            `${nameOf(r)} ${r.title} ${r.publisher} ${typeName(r.type)} ${themeNames(r.themes).join(' ')}`,
            text,
          ),
      },
      {
        key: 'type',
        title: 'Kind of review',
        kind: 'choice',
        any: 'Any',
        options: choices(types),
        match: ({ review }, [value]) => review.type === value,
      },
      {
        key: 'theme',
        title: 'Theme',
        kind: 'choice',
        any: 'Any',
        options: choices(themes),
        match: ({ review }, [value = '']) => review.themes.includes(value),
      },
    ],
    sort: { key: 'published', dir: 'desc' },
    empty: {
      title: 'No review is entered yet.',
      text: 'An officer or analyst enters a published review by its reference, then adds what it recommends one by one or as a file. Local reviews are on the pages of safeguarding partnerships; the NSPCC and the Home Office keep national libraries.',
    },
  })
