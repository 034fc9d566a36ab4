import { plural, sentence, whole } from '../../../lib/words.ts'
import { type arrange, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { agesWords } from './ages.ts'
import { addressOf } from './ask.ts'
import { gapKind } from './list.ts'
import type { Covered, WardCover } from './read.ts'
import { definitionOf, noticesOf, periodWords, type Source, sourceOf } from './source.ts'
import { underServed } from './under-served.ts'

export interface Strip {
  term: string
  value: string
  unit: string
}
interface ListPage {
  title: string
  lead: string
  strip: Strip[]
  notices: string[]
  definition: string
  /** How many wards are under-served, with the way to them. */
  under: { text: string; href: string } | null
  list: List
  source: Source
}
const listPage = page<ListPage>('finder/pages/coverage.njk')

const kinds = (rows: readonly WardCover[], kind: string) => rows.filter(row => gapKind(row) === kind).length

export const forAges = ({ ages }: Covered['ask']) => `for ${agesWords(ages)}`

/** Each ward stands in one of these: those the filter of gaps has, and those whose week is not known where there are any. */
const stripOf = (rows: readonly WardCover[], { ages }: Covered['ask']): Strip[] =>
  [
    { term: 'Nothing in any hour looked at', n: kinds(rows, 'none') },
    { term: 'Nothing in some hours', n: kinds(rows, 'some') },
    ...(ages.from === ages.to ? [] : [{ term: 'Something always, not for every age', n: kinds(rows, 'ages') }]),
    { term: 'No gap', n: kinds(rows, 'full') },
    { term: 'No such week known', n: kinds(rows, '') },
  ]
    .filter(({ term, n }) => n > 0 || term !== 'No such week known')
    .map(({ term, n }) => ({ term, value: whole(n), unit: n === 1 ? 'ward' : 'wards' }))

/** Counted from all wards somebody answers for, whatever the filters leave. */
function underOf({ rows, ask }: Covered): ListPage['under'] {
  const found = underServed(rows)
  if (!found) return null
  const { under, wards, middle, hours } = found
  const why =
    middle === 0
      ? `something is on in none of the ${hours} hours`
      : `fewer hours than the middle ward (${middle} of ${hours}), or none`
  const text = `Under-served: ${whole(under)} of ${plural(wards, 'ward')} (${why}).`
  const [path = '', asked = ''] = `/coverage${addressOf(ask)}`.split('?')
  return {
    text,
    href: `${path}?${new URLSearchParams([...new URLSearchParams(asked), ['sort', 'hours'], ['dir', 'asc']])}`,
  }
}

export function showList(
  covered: Covered,
  spec: ListSpec<WardCover>,
  query: Query,
  found: ReturnType<typeof arrange<WardCover>>,
) {
  const { ask } = covered
  return listPage({
    title: 'Coverage by hour',
    lead: `What is on for young people, hour by hour, and where there is nothing. ${sentence(ask.times.name)}, ${forAges(ask)}.`,
    strip: stripOf(found.all, ask),
    notices: noticesOf(covered),
    definition: definitionOf(ask),
    under: underOf(covered),
    list: listView(spec, query, found, periodWords(ask).replace(/\.$/, '').toLowerCase()),
    source: sourceOf(covered),
  })
}
