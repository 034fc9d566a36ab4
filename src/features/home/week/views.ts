import { addDays, type Day, daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural, sentence } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { SourceDue } from '../../evidence/index.ts'
import { type Duty, roleNames } from '../../people/index.ts'
import { kindWords, type Record } from '../../threads/index.ts'
import type { CalendarEvent } from '../calendar/rules.ts'
import { type Duties, dueWords, sentenceOf, type Week } from './rules.ts'

interface Line {
  title: string
  href: string
  /** Empty for what has no thread. */
  thread: string
  kind: string
  owner: string
  note: string
  when: string
  late: boolean
}
interface WeekPage {
  title: string
  kicker: string
  lead: string
  days: { name: string; today: boolean; events: { title: string; href: string }[] }[]
  overdue: Line[]
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
  duties: Duties
  because: Map<string, string>
  events: CalendarEvent[]
  late: SourceDue[]
  monday: Day
  today: Day
  partnership: boolean
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']
const weekend = ['Sat', 'Sun']

const ownerOf = ({ ownerRole }: Record) =>
  Object.entries(roleNames).find(([role]) => role === ownerRole)?.[1] ?? 'No owner named'

function lineOf(record: Record, because: Map<string, string>, when: string, late = false): Line {
  const reason = because.get(record.key)
  return {
    title: record.title,
    href: record.href,
    thread: `/threads/${record.key}`,
    kind: kindWords(record.kind),
    owner: ownerOf(record),
    note: reason ? `Because of: ${reason}` : sentence(record.state.replaceAll('-', ' ')),
    when,
    late,
  }
}

const dutyLine = (duty: Duty, today: Day, late = false): Line => ({
  ...duty,
  thread: '',
  when: duty.dueOn === null ? sinceWords(duty.since ?? today, today) : dueWords(duty.dueOn, today),
  late,
})

// What has a day and what has none stand in one list: first by its day, then as it came.
const byDay = (duties: readonly Duty[], records: readonly Record[]) =>
  [...duties, ...records].sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))

export function show({ week, duties, because, events, late, monday, today, partnership }: Shown) {
  const names = daysBetween(monday, today) > 4 ? [...weekdays, ...weekend] : weekdays
  const line = (record: Record, when: string, isLate = false) => lineOf(record, because, when, isLate)
  const dated = (which: 'late' | 'due') =>
    byDay(duties[which], week[which]).map(one =>
      'key' in one
        ? line(one, dueWords(one.dueOn ?? today, today), which === 'late')
        : dutyLine(one, today, which === 'late'),
    )
  const waiting = [
    ...duties.waiting.map(duty => dutyLine(duty, today)),
    ...week.waiting.map(record => line(record, sinceWords(record.movedOn, today))),
  ]
  const [overdue, due] = [dated('late'), dated('due')]
  const counts = { late: overdue.length, due: due.length, waiting: waiting.length, stalled: week.stalled.length }
  return weekPage({
    title: 'My week',
    kicker: dayWords(today),
    lead: `${sentenceOf(counts)}${dataWords(late.length)}`,
    days: names.map((name, k) => dayOf(name, addDays(monday, k), today, events)),
    overdue,
    due,
    waiting,
    stalled: week.stalled.map(record =>
      line(record, `No next step for ${plural(daysBetween(record.movedOn, today), 'day')}`, true),
    ),
    fresh: week.fresh.slice(0, 12).map(record => line(record, dayWords(record.openedOn))),
    late: late.slice(0, 6).map(({ title, href, words }) => ({ title, href, words })),
    partnership,
  })
}

// what waits behind the door of the data, not in the lists here
const dataWords = (n: number) => (n === 0 ? '' : ` Data of ${plural(n, 'source')} ${n === 1 ? 'is' : 'are'} late.`)

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
