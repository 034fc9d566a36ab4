import { type Day, dayWords, type Month, monthWords } from '../../../lib/dates.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { AgreedDate } from './queries.ts'
import { type CalendarEvent, type Cell, type EventKind, kindNames, kinds, monthBeside } from './rules.ts'

interface MonthPage {
  title: string
  said: string
  kicker: string
  weeks: {
    number: string
    today: boolean
    inMonth: boolean
    label: string
    events: { title: string; href: string; kind: string }[]
  }[][]
  list: { when: string; title: string; href: string; kind: string; note: string; remove: string }[]
  filters: { text: string; href: string; current: boolean }[]
  before: { text: string; href: string } | null
  after: { text: string; href: string } | null
  csv: string
  mayAdd: boolean
}
const monthPage = page<MonthPage>('home/calendar/pages/month.njk')

export interface Shown {
  month: Month
  said: string
  kind: string
  weeks: Cell[][]
  events: CalendarEvent[]
  kinds: EventKind[]
  today: Day
  mayAdd: boolean
}

const link = (month: Month, kind: string) => `/calendar?month=${month}${kind ? `&kind=${kind}` : ''}`
const beside = (month: Month, by: number, kind: string) => {
  const other = monthBeside(month, by)
  return other ? { text: monthWords(other), href: link(other, kind) } : null
}

export const month = ({ month: shown, said, kind, weeks, events, kinds: present, today, mayAdd }: Shown) =>
  monthPage({
    title: `Calendar: ${monthWords(shown)}`,
    said,
    kicker: monthWords(shown),
    weeks: weeks.map(week =>
      week.map(cell => ({
        number: String(Number(cell.day.slice(8))),
        label: dayWords(cell.day),
        today: cell.day === today,
        inMonth: cell.inMonth,
        events: cell.events.map(({ title, href, kind: of }) => ({ title, href, kind: kindNames[of] })),
      })),
    ),
    list: events.map(event => ({
      when: event.from === event.to ? dayWords(event.from) : `${dayWords(event.from)} to ${dayWords(event.to)}`,
      title: event.title,
      href: event.href,
      kind: kindNames[event.kind],
      note: event.note,
      remove: mayAdd && event.id.startsWith('date-') ? `/calendar/dates/${event.id.slice(5)}/remove` : '',
    })),
    filters: [
      { text: 'Everything', href: link(shown, ''), current: kind === '' },
      ...kinds
        .filter(each => present.includes(each) || each === kind)
        .map(each => ({ text: kindNames[each], href: link(shown, each), current: each === kind })),
    ],
    before: beside(shown, -1, kind),
    after: beside(shown, 1, kind),
    csv: `/calendar.csv?month=${shown}`,
    mayAdd,
  })

interface FormPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  values: Record<string, string>
  kinds: { value: string; text: string; checked: boolean }[]
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  error: Record<string, { text: string } | undefined>
}
const formPage = page<FormPage>('home/calendar/pages/form.njk')
const fields = ['title', 'kind', 'startsOn', 'endsOn', 'place', 'source']
const addable = [
  ['meeting', 'A meeting'],
  ['holiday', 'A holiday'],
  ['term', 'A school term'],
  ['plan', 'Plans and returns'],
  ['other', 'Something else'],
] as const

export const form = (typed: { values: Record<string, unknown>; errors: FieldError[] }) =>
  formPage({
    title: 'Add a date',
    breadcrumbs: [{ text: 'Calendar', href: '/calendar' }],
    values: Object.fromEntries(fields.map(field => [field, String(typed.values[field] ?? '')])),
    kinds: addable.map(([value, text]) => ({ value, text, checked: typed.values.kind === value })),
    errors: typed.errors,
    errorSummary: errorList(typed.errors),
    error: Object.fromEntries(fields.map(field => [field, errorOf(typed.errors, field)])),
  })

const confirmPage = page<{
  title: string
  text: string
  facts: { term: string; text: string }[]
  action: string
  cancel: string
}>('home/calendar/pages/remove.njk')
export const confirmRemoval = (date: AgreedDate) =>
  confirmPage({
    title: `Take “${date.title}” out of the calendar?`,
    text: 'It goes from everybody’s calendar. The audit trail keeps that it was there.',
    facts: [
      { term: 'From', text: dayWords(date.startsOn) },
      { term: 'To', text: dayWords(date.endsOn) },
      { term: 'Source', text: date.source },
    ],
    action: `/calendar/dates/${date.id}/remove`,
    cancel: `/calendar?month=${date.startsOn.slice(0, 7)}`,
  })

interface Feed {
  has: boolean
  /** The new link, shown once. */
  address: string
  said: string
}
const feedPage = page<Feed & { title: string; breadcrumbs: { text: string; href: string }[] }>(
  'home/calendar/pages/feed.njk',
)
export const feed = (shown: Feed) =>
  feedPage({
    title: 'Your calendar on your own device',
    breadcrumbs: [{ text: 'Calendar', href: '/calendar' }],
    ...shown,
  })
