import { escapeXml } from '../../../lib/charts/index.ts'
import { type Day, dayWords } from '../../../lib/dates.ts'
import { scheduleWords } from '../../../lib/schedule/words.ts'
import { defineList, type Found, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { PublicEntry } from '../entries/public.ts'
import { agesWords, costWords, joinNames, venueWords } from '../entries/words.ts'
import type { Due } from './reviews-queries.ts'
import { secondDay } from './reviews-rules.ts'

const standing = ({ reviewOn, asks }: Due, today: Day): string => {
  if (reviewOn >= today) return asks > 0 ? 'Asked' : 'Not asked yet'
  return `Missed once. Hides itself after ${dayWords(secondDay(reviewOn))}`
}

export const dueList = (today: Day): ListSpec<Due> =>
  defineList<Due>({
    path: '/opportunities/reviews',
    noun: ['entry', 'entries'],
    caption: 'Entries to look at again',
    columns: [
      {
        ...{ key: 'name', title: 'Entry', head: true, sortable: true, value: (row: Due) => row.name },
        html: row =>
          `<a class="govuk-link" href="/opportunities/reviews/${row.id}">${escapeXml(row.name)}</a><small>${escapeXml(row.organisation)}</small>`,
      },
      {
        key: 'due',
        title: 'Look at it by',
        sortable: true,
        value: row => row.reviewOn,
        text: row => dayWords(row.reviewOn),
      },
      { key: 'state', title: 'How it stands', value: row => standing(row, today) },
      { key: 'mail', title: 'Who is asked', value: row => row.mailbox || 'Nobody: there is no mailbox' },
      { key: 'borough', title: 'Borough', value: row => row.borough ?? '' },
    ],
    filters: [
      {
        ...{ key: 'is', title: 'Show', kind: 'choice' as const, any: 'All' },
        options: [{ value: 'late', text: 'Past their day' }],
        match: row => row.reviewOn < today,
      },
    ],
    sort: { key: 'due', dir: 'asc' },
    empty: {
      title: 'Nothing to look at.',
      text: 'Entries stand here from 45 days before somebody is to say that they are still right.',
    },
  })

const listPage = page<{ title: string; lead: string; list: List; said: string }>('finder/care/pages/list.njk')

export const showDue = (spec: ListSpec<Due>, query: Query, found: Found<Due>, said: string) =>
  listPage({
    title: 'Is it still right?',
    lead: 'Whoever runs an entry is asked by mail two weeks before its day, and once more after it. Two days missed, and it hides itself.',
    list: listView(spec, query, found),
    said,
  })

/** An entry in a few lines; some may be empty. */
export function factsOf({ body, checkedOn }: PublicEntry, today: Day) {
  const { join } = body
  return [
    { term: 'What it is', text: body.summary },
    {
      term: 'When',
      text: [...body.schedules.map(each => scheduleWords(each, today)), body.timesWords].filter(Boolean).join('; '),
    },
    { term: 'Where', text: venueWords(body) },
    { term: 'Ages', text: agesWords(body) },
    { term: 'Cost', text: costWords(body.cost) },
    {
      term: 'How to join',
      text: [joinNames[join.how], join.words, join.phone, join.email, join.href].filter(Boolean).join(' · '),
    },
    { term: 'Last said to be right', text: checkedOn ? dayWords(checkedOn) : '' },
  ]
}
