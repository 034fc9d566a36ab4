import { escapeXml } from '../../../lib/charts/index.ts'
import { plural } from '../../../lib/words.ts'
import { defineList, type Filter, type ListSpec } from '../../../platform/list.ts'
import { placeNames, type Where } from './frame.ts'
import { choices, link } from './list.ts'
import { addressees, hasWords, nameOf, publishedWords, stateAt, stateOf, tallyWords } from './rules.ts'
import { type Full, stateNames, states } from './schemas.ts'
import { themeNames, themes, typeName, types } from './vocabulary.ts'

const sinceYear = ({ review }: Full): number => Number(review.published.slice(0, 4))

/** Recommendations across all reviews: by theme, since when, to how many boroughs, and what was done. */
export const recommendationsList = (where: Where, thisYear: number): ListSpec<Full> =>
  defineList<Full>({
    path: '/reviews/recommendations',
    noun: ['recommendation', 'recommendations'],
    caption: 'Recommendations of published reviews',
    columns: [
      {
        key: 'recommendation',
        title: 'Recommendation',
        value: row => row.recommendation.text,
        html: ({ recommendation: { id, text } }) =>
          link(`/reviews/recommendations/${id}`, text.length > 240 ? `${text.slice(0, 239)}…` : text),
        head: true,
      },
      {
        key: 'review',
        title: 'Review',
        value: row => `${nameOf(row.review)}, ${row.recommendation.number}`,
        html: row => link(`/reviews/${row.review.id}`, `${nameOf(row.review)}, number ${row.recommendation.number}`),
      },
      {
        key: 'published',
        title: 'Published',
        value: row => row.review.published,
        text: row => publishedWords(row.review.published),
        sortable: true,
        sortWords: 'Last published first',
      },
      { key: 'owner', title: 'Owner', value: row => row.recommendation.owner, sortable: true },
      {
        key: 'boroughs',
        title: 'Addressed to',
        value: row => placeNames(where, row.recommendation.boroughs).join('; '),
        text: row => addressedWords(where, row),
      },
      {
        key: 'done',
        title: 'What was done',
        value: row => tallyWords(row),
        html: row =>
          `${escapeXml(tallyWords(row))}<span class="up-small up-soft up-block">${evidenceWords(row)}</span>`,
      },
      ...csvColumns(where),
    ],
    filters: filtersOf(thisYear),
    sort: { key: 'published', dir: 'desc' },
    links: [{ text: 'How they are counted', href: '/methods/reviews' }],
    empty: {
      title: 'No recommendation is entered yet.',
      text: 'They are added on the page of their review, one by one or as a file.',
      links: [{ text: 'Reviews', href: '/reviews' }],
    },
  })

const addressedWords = (where: Where, { recommendation: { boroughs } }: Full): string =>
  boroughs.length === 0
    ? 'Its owner'
    : boroughs.length > 4
      ? plural(boroughs.length, 'borough')
      : placeNames(where, boroughs).join(', ')

const evidenceWords = ({ evidence }: Full): string =>
  evidence.length === 0
    ? 'No evidence of change yet'
    : plural(evidence.length, 'piece of evidence', 'pieces of evidence')

const csvColumns = (where: Where): ListSpec<Full>['columns'] => {
  const only = (key: string, value: (row: Full) => string) => ({ key, title: key, csvOnly: true, value })
  const who = (place: string) => placeNames(where, [place]).join('')
  return [
    only('state', row => stateOf(row)),
    only('themes', row => themeNames(row.recommendation.themes).join('; ')),
    only('type', row => typeName(row.review.type)),
    only('publisher', row => row.review.publisher),
    only('answers', row =>
      addressees(row.recommendation)
        .map(place => {
          const said = row.answers.find(answer => answer.place === place)?.response ?? ''
          return [`${who(place) || row.recommendation.owner}: ${stateNames[stateAt(row, place)].toLowerCase()}`, said]
            .filter(Boolean)
            .join('. ')
        })
        .join(' | '),
    ),
    only('evidence_of_change', row =>
      row.evidence
        .map(({ seenOn, text, address }) => [`${seenOn}: ${text}`, address].filter(Boolean).join(' '))
        .join(' | '),
    ),
    only('address', row => row.review.address),
    only('checked', row => (row.review.status === 'checked' ? 'yes' : 'no')),
  ]
}

const everyWord = ({ review, recommendation, answers, evidence }: Full): string =>
  [
    recommendation.text,
    recommendation.owner,
    ...themeNames(recommendation.themes),
    nameOf(review),
    review.title,
    review.publisher,
    ...answers.map(answer => answer.response),
    ...evidence.map(each => each.text),
  ].join(' ')

const filtersOf = (thisYear: number): Filter<Full>[] => [
  { key: 'words', title: 'Words', kind: 'search', match: (row, [text = '']) => hasWords(everyWord(row), text) },
  {
    key: 'theme',
    title: 'Theme',
    kind: 'choice',
    any: 'Any',
    options: choices(themes),
    match: ({ recommendation }, [value = '']) => recommendation.themes.includes(value),
  },
  {
    key: 'since',
    title: 'Published since',
    hint: 'A year, such as 2018',
    kind: 'number',
    min: 1980,
    max: thisYear,
    match: (row, [year]) => sinceYear(row) >= Number(year),
  },
  {
    key: 'boroughs',
    title: 'Addressed to at least',
    hint: '2 for more than one borough',
    kind: 'number',
    min: 1,
    max: 400,
    suffix: 'boroughs',
    match: ({ recommendation }, [least]) => recommendation.boroughs.length >= Number(least),
  },
  {
    key: 'state',
    title: 'What was done',
    kind: 'choice',
    any: 'All',
    options: states.map(value => ({ value, text: stateNames[value] })),
    match: (row, [value]) => stateOf(row) === value,
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
    key: 'checked',
    title: 'Of reviews',
    kind: 'choice',
    initial: 'yes',
    options: [
      { value: 'yes', text: 'Checked by a second person' },
      { value: 'all', text: 'Also those that wait to be checked' },
    ],
    match: ({ review }, [value]) => value === 'all' || review.status === 'checked',
  },
]
