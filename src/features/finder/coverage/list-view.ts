import { sentence, whole } from '../../../lib/words.ts'
import { type arrange, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { agesWords } from './ages.ts'
import { gapKind } from './list.ts'
import type { Covered, WardCover } from './read.ts'
import { definitionOf, noticesOf, periodWords, type Source, sourceOf } from './source.ts'

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
  list: List
  source: Source
}
const listPage = page<ListPage>('finder/pages/coverage.njk')

const kinds = (rows: readonly WardCover[], kind: string) => rows.filter(row => gapKind(row) === kind).length

export const forAges = ({ ages }: Covered['ask']) => `for ${agesWords(ages)}`

export function showList(
  covered: Covered,
  spec: ListSpec<WardCover>,
  query: Query,
  found: ReturnType<typeof arrange<WardCover>>,
) {
  const { ask } = covered
  const none = kinds(found.all, 'none')
  return listPage({
    title: 'Coverage by hour',
    lead: `What is on for young people, hour by hour, and where there is nothing. ${sentence(ask.times.name)}, ${forAges(ask)}.`,
    strip: [
      { term: 'Nothing in any hour looked at', value: whole(none), unit: none === 1 ? 'ward' : 'wards' },
      { term: 'Nothing in some hours', value: whole(kinds(found.all, 'some')), unit: 'wards' },
      { term: 'No gap', value: whole(kinds(found.all, 'full')), unit: 'wards' },
    ],
    notices: noticesOf(covered),
    definition: definitionOf(ask),
    list: listView(spec, query, found, periodWords(ask).replace(/\.$/, '').toLowerCase()),
    source: sourceOf(covered),
  })
}
