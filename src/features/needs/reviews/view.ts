import { monthOfDay } from '../../../lib/dates.ts'
import { list, plural, whole } from '../../../lib/words.ts'
import { arrange, type Query, queryText, readQuery } from '../../../platform/list.ts'
import { Reading } from '../analyses/reading.ts'
import { sameForAll, type View } from '../analyses/view.ts'
import { officer } from '../rules.ts'
import { placeNames, type Rooms, readable, type Where, whereOf } from './frame.ts'
import { recommendationsList } from './recommendations-list.ts'
import { nameOf, stateOf, tallyWords } from './rules.ts'
import { type Full, stateNames, states } from './schemas.ts'
import { themeName, typeName } from './vocabulary.ts'

const yearOf = (today: string): number => Number(today.slice(0, 4))
export const specOf = (where: Where, today: string) => recommendationsList(where, yearOf(today))

/** What was asked, in words: "on transitions, to more than one borough, in reviews published since 2018". */
function askedWords({ filters }: Query): string {
  const one = (key: string) => filters[key]?.[0]
  const [theme, least, since, type, text] = [one('theme'), one('boroughs'), one('since'), one('type'), one('words')]
  const parts = [
    theme ? `on ${themeName(theme).toLowerCase()}` : '',
    text ? `with the words “${text}”` : '',
    least ? `to ${least === '2' ? 'more than one borough' : `at least ${plural(Number(least), 'borough')}`}` : '',
    since ? `in reviews published since ${since}` : '',
    type ? `of the kind ${typeName(type).toLowerCase()}` : '',
  ].filter(Boolean)
  return parts.length ? ` ${parts.join(', ')}` : ''
}

const tally = (rows: readonly Full[]) =>
  states
    .toReversed()
    .map(state => ({ state, n: rows.filter(row => stateOf(row) === state).length }))
    .filter(({ state, n }) => n > 0 || state === 'done')

/** "3 recommendations on transitions, in reviews published since 2018: 1 done, 2 not answered." */
export function statementOf(rows: readonly Full[], query: Query): string {
  const head = `${plural(rows.length, 'recommendation')}${askedWords(query)}`
  if (rows.length === 0) return `No recommendation${askedWords(query)} is entered here.`
  return `${head}: ${list(tally(rows).map(({ state, n }) => `${whole(n)} ${stateNames[state].toLowerCase()}`))}.`
}

const notes = [
  'This counts the published reviews that are entered here and that a second person has checked, not every review there is.',
  'A recommendation is as far as the borough that is least far with it. “Done” is what its owner says; the evidence of change stands beside it.',
]

async function read(
  rooms: Pick<Rooms, 'db' | 'pack' | 'today'>,
  asked: Record<string, string>,
): Promise<Reading | undefined> {
  const where = await whereOf(rooms)
  const spec = specOf(where, rooms.today())
  const given = readQuery(spec, { ...asked, checked: 'yes' })
  const entered = (await readable(rooms, officer)).filter(({ review }) => review.status === 'checked')
  if (entered.length === 0) return undefined
  const rows = arrange(spec, entered, given).all
  const since = given.filters.since?.[0] ?? entered.map(row => row.review.published.slice(0, 4)).toSorted()[0]
  return Reading.parse({
    view: 'reviews',
    title: `Recommendations of reviews${askedWords(given)}`,
    href: spec.path + queryText(spec, { ...given, page: 1 }),
    statement: statementOf(rows, given),
    figures: figuresOf(rows, entered, `published ${since} to ${rooms.today().slice(0, 4)}`),
    table: tableOf(where, rows),
    from: `${since}-01`,
    to: monthOfDay(rooms.today()),
    places: [rooms.pack.city.code],
    measures: [],
    imports: [],
    source:
      [...new Set(rows.map(row => `${row.review.publisher}: ${nameOf(row.review)}`))].join('; ') ||
      'The register of reviews',
    method: '/methods/reviews',
    notes,
  })
}

function figuresOf(rows: readonly Full[], entered: readonly Full[], period: string): Reading['figures'] {
  const reviews = new Set(entered.map(row => row.review.id)).size
  const of = `of ${plural(entered.length, 'recommendation')} in ${plural(reviews, 'review')}`
  const part = { denominator: `of ${plural(rows.length, 'recommendation')}`, period, interval: '' }
  return [
    { ...part, label: 'Recommendations', value: whole(rows.length), count: whole(rows.length), denominator: of },
    ...tally(rows).map(({ state, n }) => ({ ...part, label: stateNames[state], value: whole(n), count: whole(n) })),
  ]
}

// A reading is frozen: the words of a recommendation are not in it, so that a review that is removed takes them along.
const tableOf = (where: Where, rows: readonly Full[]): NonNullable<Reading['table']> => ({
  caption: 'The recommendations, and what was done',
  head: ['Review', 'Its words stand at', 'Addressed to', 'What was done'],
  rows: rows.map(row => [
    `${nameOf(row.review)}, ${row.recommendation.number}`,
    `/reviews/recommendations/${row.recommendation.id}`,
    placeNames(where, row.recommendation.boroughs).join(', ') || row.recommendation.owner,
    tallyWords(row),
  ]),
})

export const reviewsView: View = {
  name: 'reviews',
  title: 'Recommendations of reviews',
  question: 'What did published reviews of deaths recommend, to whom, and what was done?',
  path: '/reviews/recommendations',
  addressFor: sameForAll('/reviews/recommendations'),
  read,
}
