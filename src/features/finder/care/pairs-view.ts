import { escapeXml } from '../../../lib/charts/index.ts'
import { type Day, dayWords } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import { defineList, type Found, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import type { PublicEntry } from '../entries/public.ts'
import type { Pair } from './pairs-queries.ts'
import { factsOf } from './reviews-view.ts'

const verdictNames = { waiting: 'To be looked at', same: 'One thing: merged', different: 'Two things' }

export const pairsList: ListSpec<Pair> = defineList<Pair>({
  path: '/opportunities/duplicates',
  noun: ['pair', 'pairs'],
  caption: 'Entries that may be one thing',
  columns: [
    {
      ...{ key: 'names', title: 'Entries', head: true, value: (row: Pair) => `${row.oneName} / ${row.otherName}` },
      html: row =>
        `<a class="govuk-link" href="/opportunities/duplicates/${row.one}/${row.other}">${escapeXml(row.oneName)}</a><small>${escapeXml(row.oneOrganisation)}; ${escapeXml(row.otherName)}, ${escapeXml(row.otherOrganisation)}</small>`,
    },
    { key: 'score', title: 'How alike', numeric: true, sortable: true, value: row => row.score },
    { key: 'why', title: 'Why', value: row => row.reasons.join(', ') },
    { key: 'found', title: 'Found', sortable: true, value: row => row.foundOn, text: row => dayWords(row.foundOn) },
    { key: 'state', title: 'State', value: row => verdictNames[row.verdict] },
  ],
  filters: [
    {
      ...{ key: 'is', title: 'Show', kind: 'choice' as const, initial: 'waiting' },
      options: [
        { value: 'waiting', text: 'To be looked at' },
        { value: 'decided', text: 'Decided' },
      ],
      match: (row, values) => values.includes('waiting') === (row.verdict === 'waiting'),
    },
  ],
  sort: { key: 'score', dir: 'desc' },
  empty: {
    title: 'Nothing to look at.',
    text: 'Each night entries are held against each other: name, postcode, phone, web page, charity number, day and time. A person says whether two are one.',
  },
})

const listPage = page<{ title: string; lead: string; list: List; said: string }>('finder/care/pages/list.njk')

export const showPairs = (query: Query, found: Found<Pair>, said: string) =>
  listPage({
    title: 'Entries that may be one thing',
    lead: 'Found by what they have in common. Nothing is put together by itself, and what is merged can be taken apart again.',
    list: listView(pairsList, query, found),
    said,
  })

interface PairPage {
  title: string
  lead: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  breadcrumbs: { text: string; href: string }[]
  heads: { id: string; name: string; organisation: string; href: string }[]
  rows: { term: string; cells: string[]; same: boolean }[]
  action: string
  waiting: boolean
  otherAges: boolean
  decided: string
  keep: { value: string; text: string; checked: boolean }[]
  forms: Record<'same' | 'different' | 'undo', Small>
}
const pairPage = page<PairPage>('finder/care/pages/pair.njk')

export interface ShownPair {
  pair: Pair
  entries: readonly (PublicEntry | undefined)[]
  today: Day
  typed?: Typed | undefined
}

export function showPair({ pair, entries, today, typed }: ShownPair) {
  const forms = {
    same: small('same', ['keep', 'ages', 'reason'], typed),
    different: small('different', ['reason'], typed),
    undo: small('undo', ['reason'], typed),
  }
  return pairPage({
    title: pair.verdict === 'waiting' ? 'Are these one thing?' : verdictNames[pair.verdict],
    lead: `${pair.reasons.join(', ')}. Alike: ${pair.score} of 100.`,
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
    breadcrumbs: [
      { text: 'Opportunities', href: '/opportunities' },
      { text: 'May be one thing', href: '/opportunities/duplicates' },
    ],
    heads: headsOf(pair),
    rows: rowsOf(entries, today),
    action: `/opportunities/duplicates/${pair.one}/${pair.other}`,
    waiting: pair.verdict === 'waiting',
    otherAges: hasOtherAges(pair),
    decided: pair.decidedOn ? `${dayWords(pair.decidedOn)}: ${pair.note}` : '',
    keep: headsOf(pair).map(({ id, name, organisation }) => ({
      value: id,
      text: `${name}, ${organisation}`,
      checked: forms.same.values.keep === id,
    })),
    forms,
  })
}

export const hasOtherAges = ({ reasons }: Pair): boolean => reasons.includes('For different ages')

const headsOf = (pair: Pair) => [
  { id: pair.one, name: pair.oneName, organisation: pair.oneOrganisation, href: `/opportunities/${pair.one}` },
  { id: pair.other, name: pair.otherName, organisation: pair.otherOrganisation, href: `/opportunities/${pair.other}` },
]

/** What each says, or said last, line by line. */
function rowsOf(entries: readonly (PublicEntry | undefined)[], today: Day): PairPage['rows'] {
  const told = entries.map(entry => new Map(entry ? factsOf(entry, today).map(({ term, text }) => [term, text]) : []))
  const terms = [...new Set(told.flatMap(facts => [...facts.keys()]))]
  return terms.map(term => {
    const cells = told.map(facts => facts.get(term) ?? '')
    return { term, cells, same: cells[0] === cells[1] }
  })
}
