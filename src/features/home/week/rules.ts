import { addDays, type Day, daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Record } from '../../threads/index.ts'
import { mondayOf } from '../calendar/rules.ts'

export interface Week {
  due: Record[]
  waiting: Record[]
  stalled: Record[]
  fresh: Record[]
}

const isMine = (actor: Actor, record: Record) =>
  record.ownerRole === actor.role || (record.ownerId !== null && record.ownerId === actor.accountId)

/**
 * What a person's week holds, of the records they may see: due by Sunday or late, waiting for their role with no day set, stalled with their
 * role (a director sees every stalled thread), and new since Monday. A record stands in the first of these it fits.
 */
export function sortWeek(records: readonly Record[], stalledKeys: ReadonlySet<string>, actor: Actor, today: Day): Week {
  const monday = mondayOf(today)
  const sunday = addDays(monday, 6)
  const open = records.filter(record => !record.ended)
  const due = open.filter(record => record.dueOn !== null && record.dueOn <= sunday && isMine(actor, record))
  const stalled = open.filter(
    record =>
      !due.includes(record) && stalledKeys.has(record.key) && (isMine(actor, record) || actor.role === 'director'),
  )
  const waiting = open.filter(
    record => !due.includes(record) && !stalled.includes(record) && record.dueOn === null && isMine(actor, record),
  )
  const rest = records.filter(record => ![...due, ...stalled, ...waiting].includes(record))
  return {
    due: due.sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '')),
    waiting: waiting.sort((a, b) => a.movedOn.localeCompare(b.movedOn)),
    stalled: stalled.sort((a, b) => a.movedOn.localeCompare(b.movedOn)),
    fresh: rest.filter(record => record.openedOn >= monday).sort((a, b) => b.openedOn.localeCompare(a.openedOn)),
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** 'Monday' for a day of this week, '3 days late', or the whole date. */
export function dueWords(day: Day, today: Day): string {
  if (day < today) return `${plural(daysBetween(day, today), 'day')} late`
  if (day === today) return 'Today'
  const number = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return daysBetween(mondayOf(today), day) < 7 ? (weekdays[number] ?? dayWords(day)) : dayWords(day)
}

const numbers = ['Nothing', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']
const count = (n: number) => numbers[n] ?? String(n)

/** "Three things are due, two are waiting for you, and one thread has stopped moving." */
export function sentenceOf({ due, waiting, stalled }: Week): string {
  if (due.length + waiting.length + stalled.length === 0)
    return 'Nothing is due, nothing waits for you, and no thread has stopped.'
  const things = `${count(due.length)} ${due.length === 1 ? 'thing is' : due.length === 0 ? 'is' : 'things are'} due`
  const waits = `${count(waiting.length).toLowerCase()} ${waiting.length === 1 ? 'is' : waiting.length === 0 ? 'is' : 'are'} waiting for you`
  const stops = `${stalled.length === 0 ? 'no thread has' : `${count(stalled.length).toLowerCase()} ${stalled.length === 1 ? 'thread has' : 'threads have'}`} stopped moving`
  return `${things}, ${waits}, and ${stops}.`
}
