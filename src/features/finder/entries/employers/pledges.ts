// The list of pledges and what their form asks.
import { z } from 'zod'
import { escapeXml } from '../../../../lib/charts/index.ts'
import { dayWords } from '../../../../lib/dates.ts'
import { defineList } from '../../../../platform/list.ts'
import type * as organisations from '../../../organisations/index.ts'
import { day, type Field, number, words } from '../form/fields.ts'
import type * as queries from './queries.ts'

export const pledgeList = defineList<queries.Pledge>({
  path: '/opportunities/pledges',
  noun: ['pledge', 'pledges'],
  caption: 'What employers have promised',
  columns: [
    {
      key: 'employer',
      title: 'Employer',
      value: row => row.organisation,
      html: row => `<a class="govuk-link" href="/opportunities/pledges/${row.id}">${escapeXml(row.organisation)}</a>`,
      head: true,
      sortable: true,
    },
    { key: 'pledge', title: 'Promised', value: row => row.pledge },
    { key: 'on', title: 'On', value: row => row.pledgedOn, text: row => dayWords(row.pledgedOn), sortable: true },
    { key: 'vacancies', title: 'Vacancies', value: row => row.vacancies, numeric: true, sortable: true },
    { key: 'open', title: 'In the finder now', value: row => row.open, numeric: true, sortable: true },
    { key: 'starts', title: 'Started', value: row => row.starts, numeric: true, sortable: true },
    {
      key: 'sustained',
      title: 'Still there after 3 months',
      short: 'After 3 months',
      value: row => row.sustained,
      text: row => `${row.sustained} of ${row.starts}`,
      numeric: true,
      sortable: true,
    },
    {
      key: 'counted',
      title: 'Counted until',
      value: row => row.countedOn,
      text: row => (row.countedOn ? dayWords(row.countedOn) : 'Not yet'),
    },
  ],
  filters: [{ key: 'words', title: 'Words', kind: 'search' }],
  sort: { key: 'on', dir: 'desc' },
  empty: {
    title: 'No pledge yet.',
    text: 'Write down what an employer promises: how many jobs, apprenticeships or placements, and by when.',
  },
})

export const fieldsOf = (known: readonly organisations.Organisation[]): Field[] => [
  ...(known.length > 0
    ? [
        {
          name: 'organisation',
          kind: 'select' as const,
          label: 'Which employer?',
          items: [{ value: '', text: 'Choose' }, ...known.map(({ key, name }) => ({ value: key, text: name }))],
        },
      ]
    : []),
  {
    name: 'pledge',
    kind: 'area',
    rows: 2,
    label: 'What is promised?',
    hint: 'For example, “Six apprenticeships for care leavers by March 2027”.',
  },
  { name: 'pledgedOn', kind: 'day', label: 'When was it promised?' },
  { name: 'vacancies', kind: 'text', input: 'numeric', width: 5, label: 'Vacancies offered so far' },
  { name: 'starts', kind: 'text', input: 'numeric', width: 5, label: 'Young people who started' },
  {
    name: 'sustained',
    kind: 'text',
    input: 'numeric',
    width: 5,
    label: 'Of those, still there after three months',
    hint: 'Counts only. Never who.',
  },
  { name: 'countedOn', kind: 'day', label: 'Counted until (optional)' },
]

const count = (wrong: string) => number(0, 100_000, wrong).transform(found => found ?? 0)
export const formFor = (today: string) =>
  z
    .object({
      organisation: z.string().max(80).default(''),
      pledge: words(today, 300, 'Say what is promised'),
      pledgedOn: day('Enter the day it was promised', true).transform(on => on ?? today),
      vacancies: count('Enter vacancies as a number'),
      starts: count('Enter how many started as a number'),
      sustained: count('Enter how many are still there as a number'),
      countedOn: day('Enter the day it was counted until'),
    })
    .refine(form => form.sustained <= form.starts, {
      error: 'No more can still be there than started',
      path: ['sustained'],
    })
    .refine(form => form.pledgedOn <= today, {
      error: 'The day it was promised must not be after today',
      path: ['pledgedOn'],
    })

export const valuesOf = ({ pledge, pledgedOn, vacancies, starts, sustained, countedOn }: queries.Pledge) => ({
  pledge,
  pledgedOn,
  vacancies: String(vacancies),
  starts: String(starts),
  sustained: String(sustained),
  countedOn: countedOn ?? '',
})
