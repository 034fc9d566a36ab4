import { escapeXml } from '../../../../lib/charts/index.ts'
import { dayWords } from '../../../../lib/dates.ts'
import { defineList, type Option } from '../../../../platform/list.ts'
import { kinds } from '../../schemas.ts'
import { agesWords, kindNames, stateNames } from '../words.ts'
import type { Row } from './list-queries.ts'

/** How it stands, in words: what waits for somebody comes first. */
export const standing = ({ state, verdict }: Pick<Row, 'state' | 'verdict'>): string =>
  verdict === 'waiting'
    ? `${stateNames[state]}; waiting to be approved`
    : verdict === 'refused'
      ? `${stateNames[state]}; sent back`
      : verdict === 'draft' && state === 'public'
        ? 'Public; a change is begun'
        : stateNames[state]

// Where it is stands below its name: a club that runs in ten halls is ten entries of one name.
const link = ({ id, name, venue }: Row) =>
  `<a class="govuk-link" href="/opportunities/${id}">${escapeXml(name)}</a>${venue ? `<br><span class="up-small up-soft">${escapeXml(venue)}</span>` : ''}`

export interface Choices {
  organisations: readonly Option[]
  boroughs: readonly Option[]
  sources: readonly Option[]
}

/** Entries somebody answers for. */
export const entryList = ({ organisations, boroughs, sources }: Choices) =>
  defineList<Row>({
    path: '/opportunities',
    noun: ['entry', 'entries'],
    caption: 'Things to do and places to get help',
    columns: [
      { key: 'name', title: 'Name', value: row => row.name, html: link, head: true, sortable: true },
      { key: 'organisation', title: 'Organisation', value: row => row.organisation, sortable: true },
      { key: 'kind', title: 'Kind', value: row => row.kind, text: row => kindNames[row.kind], sortable: true },
      {
        key: 'borough',
        title: 'Borough',
        value: row => row.borough,
        text: row => row.borough ?? 'None',
        sortable: true,
      },
      { key: 'ages', title: 'Ages', value: row => agesWords(row.ages), csvOnly: true },
      { key: 'venue', title: 'Where', value: row => row.venue, csvOnly: true },
      { key: 'state', title: 'State', value: row => row.state, text: standing },
      { key: 'waiting', title: 'waiting', value: row => row.verdict === 'waiting', csvOnly: true },
      {
        key: 'review',
        title: 'Look again by',
        short: 'Look again',
        value: row => row.reviewOn,
        text: row => (row.reviewOn === null ? 'No day' : dayWords(row.reviewOn)),
        sortable: true,
      },
      {
        key: 'changed',
        title: 'Changed',
        value: row => row.changedOn,
        text: row => dayWords(row.changedOn),
        sortable: true,
      },
      { key: 'source', title: 'source', value: row => row.sourceId, csvOnly: true },
      { key: 'id', title: 'id', value: row => row.id, csvOnly: true },
    ],
    filters: [
      { key: 'words', title: 'Words', kind: 'search' },
      {
        key: 'state',
        title: 'State',
        kind: 'many',
        options: [
          { value: 'waiting', text: 'Waiting to be approved' },
          { value: 'refused', text: 'Sent back' },
          ...Object.entries(stateNames).map(([value, text]) => ({ value, text })),
        ],
      },
      { key: 'kind', title: 'Kind', kind: 'many', options: kinds.map(value => ({ value, text: kindNames[value] })) },
      {
        key: 'review',
        title: 'Due to be looked at again',
        kind: 'choice',
        options: [
          { value: 'late', text: 'Past its day' },
          { value: 'soon', text: 'In the next 30 days, or past' },
        ],
      },
      ...(boroughs.length > 1
        ? [{ key: 'borough', title: 'Borough', kind: 'choice' as const, options: boroughs }]
        : []),
      ...(organisations.length > 1
        ? [{ key: 'organisation', title: 'Organisation', kind: 'choice' as const, options: organisations }]
        : []),
      ...(sources.length > 0
        ? [
            {
              key: 'source',
              title: 'Where it came from',
              kind: 'choice' as const,
              options: [{ value: 'here', text: 'Entered here' }, ...sources],
            },
          ]
        : []),
    ],
    sort: { key: 'changed', dir: 'desc' },
    size: 25,
    // nothing at all, or nothing that fits the filters
    empty:
      organisations.length === 0
        ? {
            title: 'Nothing is listed yet.',
            text: 'Begin with one thing that you run. It takes about ten minutes, and you can stop and go on later.',
          }
        : {
            title: 'No entry fits.',
            text: 'Take away a filter, or write a new entry: what young people can do, and where they get help.',
          },
  })
