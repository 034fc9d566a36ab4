import { addDays, type Day, daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { SourceDue } from '../../evidence/index.ts'
import type { Record } from '../../threads/index.ts'
import type { CalendarEvent } from '../calendar/rules.ts'
import { dueWords, sentenceOf, type Week } from './rules.ts'

interface Line {
  title: string
  href: string
  thread: string
  note: string
  when: string
  late: boolean
}
interface WeekPage {
  title: string
  kicker: string
  lead: string
  days: { name: string; today: boolean; events: { title: string; href: string }[] }[]
  due: Line[]
  waiting: Line[]
  stalled: Line[]
  fresh: Line[]
  late: { title: string; href: string; words: string }[]
  partnership: boolean
}
const weekPage = page<WeekPage>('home/week/pages/week.njk')

export interface Shown {
  week: Week
  because: Map<string, string>
  events: CalendarEvent[]
  late: SourceDue[]
  monday: Day
  today: Day
  partnership: boolean
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']
const weekend = ['Sat', 'Sun']

export function show({ week, because, events, late, monday, today, partnership }: Shown) {
  const names = daysBetween(monday, today) > 4 ? [...weekdays, ...weekend] : weekdays
  const line = (record: Record, when: string, isLate = false): Line => ({
    title: record.title,
    href: record.href,
    thread: `/threads/${record.key}`,
    note: because.get(record.key) ? `Because of: ${because.get(record.key)}` : record.state,
    when,
    late: isLate,
  })
  return weekPage({
    title: 'My week',
    kicker: dayWords(today),
    lead: sentenceOf(week),
    days: names.map((name, k) => dayOf(name, addDays(monday, k), today, events)),
    due: week.due.map(record => line(record, dueWords(record.dueOn ?? today, today), (record.dueOn ?? today) < today)),
    waiting: week.waiting.map(record => line(record, sinceWords(record.movedOn, today))),
    stalled: week.stalled.map(record =>
      line(record, `No next step for ${plural(daysBetween(record.movedOn, today), 'day')}`, true),
    ),
    fresh: week.fresh.slice(0, 12).map(record => line(record, dayWords(record.openedOn))),
    late: late.slice(0, 6).map(({ title, href, words }) => ({ title, href, words })),
    partnership,
  })
}

const sinceWords = (day: Day, today: Day) =>
  day >= today ? 'Since today' : `For ${plural(daysBetween(day, today), 'day')}`

const dayOf = (name: string, day: Day, today: Day, events: readonly CalendarEvent[]) => ({
  name: `${name} ${Number(day.slice(8))}`,
  today: day === today,
  events: events
    .filter(event => event.from <= day && event.to >= day && daysBetween(event.from, event.to) < 14)
    .slice(0, 4)
    .map(({ title, href }) => ({ title, href })),
})
