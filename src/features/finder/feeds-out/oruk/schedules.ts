import { type Loose, type Part, part } from '../compact.ts'
import type { Entry } from '../entry.ts'
import { uuid5 } from '../ids.ts'

type Schedule = Entry['body']['schedules'][number]

const week = 'MO,TU,WE,TH,FR,SA,SU'

/** When it takes place, in the wall time of London: the standard knows weeks and months only, so a day is every day of the week, and what happens once is dated. */
export const scheduleParts = ({ id, body }: Entry, today: string): Part[] =>
  body.schedules
    .filter(({ until }) => until === null || until >= today)
    .flatMap(schedule => dated(schedule))
    .map((rule, i) => part({ id: uuid5(`schedule:${id}:${i}`), service_id: id, ...rule }))

function dated(schedule: Schedule): { [key: string]: Loose }[] {
  const said = {
    opens_at: schedule.starts,
    closes_at: schedule.ends,
    notes: { always: '', term: 'Term time only', holidays: 'School holidays only' }[schedule.calendar],
    description: 'Times are in London (Europe/London).',
    'x-timezone': schedule.zone,
  }
  if (schedule.freq === 'once')
    return [schedule.from, ...schedule.add].map(day => ({ dtstart: day, valid_from: day, valid_to: day, ...said }))
  const valid_to = schedule.until ?? schedule.checkedUntil
  const freq = schedule.freq === 'monthly' ? 'MONTHLY' : 'WEEKLY'
  const byday = schedule.freq === 'daily' && schedule.byDay.length === 0 ? week : schedule.byDay.join(',')
  const rule = { freq, interval: schedule.interval, byday, bymonthday: schedule.byMonthDay.join(',') }
  return [{ dtstart: schedule.from, valid_from: schedule.from, valid_to, ...rule, ...said }]
}
