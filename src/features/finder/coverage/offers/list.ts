import { escapeXml } from '../../../../lib/charts/index.ts'
import { type Day, dayWords } from '../../../../lib/dates.ts'
import { whole } from '../../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../../platform/list.ts'
import { isOpen, leftOf, stateWords, type useOf } from './rules.ts'
import { type Offer, type Request, states } from './schemas.ts'

export const path = '/offers'

/** An offer, and what those boroughs got of it that somebody answers for. */
export interface Row {
  offer: Offer
  own: ReturnType<typeof useOf>
}

export const offerState = (offer: Offer, today: Day): string =>
  offer.closedOn ? 'Closed' : offer.endsOn < today ? 'Over' : offer.startsOn > today ? 'Begins later' : 'Open'

/** `whose`: a borough lead sees what their own boroughs had beside what all did. */
export const offerList = (today: Day, whose: 'own' | 'all'): ListSpec<Row> =>
  defineList<Row>({
    path,
    noun: ['offer', 'offers'],
    caption: 'Offers of the unit to boroughs, with what is left of each',
    columns: [
      {
        ...{ key: 'offer', title: 'Offer', head: true, sortable: true, value: ({ offer }) => offer.title },
        html: ({ offer }) => `<a class="govuk-link" href="${path}/${offer.id}">${escapeXml(offer.title)}</a>`,
      },
      { key: 'state', title: 'State', sortable: true, value: ({ offer }) => offerState(offer, today) },
      { key: 'unit', title: 'Counted in', value: ({ offer }) => offer.unit },
      { key: 'capacity', title: 'In all', numeric: true, sortable: true, value: ({ offer }) => offer.capacity },
      { key: 'left', title: 'Left', numeric: true, sortable: true, value: ({ offer }) => leftOf(offer) },
      ...(whose === 'own'
        ? [
            { key: 'own_allocated', title: 'Allocated to you', numeric: true, value: ({ own }: Row) => own.allocated },
            { key: 'own_used', title: 'Used by you', numeric: true, value: ({ own }: Row) => own.used },
          ]
        : [
            {
              key: 'allocated',
              title: 'Allocated',
              numeric: true,
              sortable: true,
              value: ({ offer }: Row) => offer.allocated,
            },
            { key: 'used', title: 'Used', numeric: true, sortable: true, value: ({ offer }: Row) => offer.used },
            {
              key: 'waiting',
              title: 'Requests waiting',
              numeric: true,
              sortable: true,
              value: ({ offer }: Row) => offer.waiting,
            },
          ]),
      {
        ...{ key: 'until', title: 'Until', sortable: true, value: ({ offer }) => offer.endsOn },
        text: ({ offer }) => dayWords(offer.endsOn),
      },
      { key: 'from', title: 'from', csvOnly: true, value: ({ offer }) => offer.startsOn },
    ],
    filters: [
      { key: 'q', title: 'Words', kind: 'search', match: ({ offer }, [words = '']) => holds(offer, words) },
      {
        ...{ key: 'open', title: 'State', kind: 'many' as const, match: ({ offer }) => isOpen(offer, today) },
        options: [{ value: 'yes', text: 'Can be asked for' }],
      },
    ],
    sort: { key: 'offer', dir: 'asc' },
    links: [{ text: 'Requests', href: `${path}/requests` }],
    empty: {
      title: 'Nothing is offered yet.',
      text: 'VRU officers add what the unit offers boroughs: training, advice, days of a team.',
    },
  })

const holds = ({ title, detail }: Offer, words: string) =>
  `${title} ${detail}`.toLowerCase().includes(words.trim().toLowerCase())

export const requestList: ListSpec<Request> = defineList<Request>({
  path: `${path}/requests`,
  noun: ['request', 'requests'],
  caption: 'Requests of boroughs, with what was allocated, used and came of it',
  columns: [
    {
      ...{ key: 'offer', title: 'Offer', head: true, sortable: true, value: one => one.offer },
      html: one => `<a class="govuk-link" href="${path}/${one.offerId}#request-${one.id}">${escapeXml(one.offer)}</a>`,
    },
    { key: 'borough', title: 'Borough', sortable: true, value: one => one.borough },
    { key: 'state', title: 'State', sortable: true, value: one => stateWords[one.state] },
    {
      key: 'asked',
      title: 'Asked for',
      numeric: true,
      value: one => one.asked,
      text: one => `${whole(one.asked)} ${one.unit}`,
    },
    { key: 'allocated', title: 'Allocated', numeric: true, value: one => one.allocated },
    { key: 'used', title: 'Used', numeric: true, value: one => one.used },
    {
      key: 'askedOn',
      title: 'Asked on',
      sortable: true,
      value: one => one.askedOn,
      text: one => dayWords(one.askedOn),
    },
    ...(['unit', 'purpose', 'reason', 'decidedOn', 'result', 'resultOn'] as const).map(key => ({
      ...{ key, title: key, csvOnly: true, value: (one: Request) => one[key] },
    })),
  ],
  filters: [
    {
      ...{ key: 'state', title: 'State', kind: 'many' as const, match: (one, values) => values.includes(one.state) },
      options: states.map(value => ({ value, text: stateWords[value] })),
    },
  ],
  sort: { key: 'offer', dir: 'asc' },
  links: [{ text: 'All offers', href: path }],
  empty: {
    title: 'No requests yet.',
    text: 'A borough asks from the page of an offer.',
    links: [{ text: 'All offers', href: path }],
  },
})
