import { addDays, type Day, daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Duty } from '../../people/index.ts'
import type { Record } from '../../threads/index.ts'
import { mondayOf } from '../calendar/rules.ts'

export interface Week {
  late: Record[]
  due: Record[]
  waiting: Record[]
  stalled: Record[]
  fresh: Record[]
}

// A record that waits for a second person does not wait for whoever had the first hand in it.
const waitsForSecond = ({ kind, state }: Record) =>
  state === 'proposed' || state === 'checked' || state === 'waiting' || (state === 'draft' && kind !== 'decision')
const handled = (actor: Actor, { facts }: Record) =>
  actor.accountId !== null && (facts.handledBy?.includes(actor.accountId) ?? false)

// What their own organisation promised is to be done by them, whoever wrote it down.
const isOwed = ({ organisation }: Actor, record: Record) =>
  record.organisation !== null && record.organisation === organisation

// Where a role is named it is that role's turn, whoever began the record.
function isMine(actor: Actor, record: Record): boolean {
  if (waitsForSecond(record) && handled(actor, record) && !isOwed(actor, record)) return false
  return record.ownerRole === null
    ? record.ownerId !== null && record.ownerId === actor.accountId
    : record.ownerRole === actor.role && isTheirs(actor, record)
}

// What every borough lead may read waits for those of its boroughs alone; what their own organisation promised is theirs wherever it is.
function isTheirs(actor: Actor, record: Record): boolean {
  if (isOwed(actor, record)) return true
  const { role, places } = actor
  const about = [...record.places, ...(record.facts.places ?? [])]
  return role !== 'borough-lead' || about.length === 0 || about.some(code => places.includes(code))
}

/**
 * What a person's week holds, of the records they may see: late, due by Sunday, waiting for their role with no day set, stalled with their
 * role, and new since Monday. A director sees what is late or stalled with anybody. A record stands in the first of these it fits.
 */
export function sortWeek(records: readonly Record[], stalledKeys: ReadonlySet<string>, actor: Actor, today: Day): Week {
  const monday = mondayOf(today)
  const sunday = addDays(monday, 6)
  const oversees = (record: Record) => isMine(actor, record) || actor.role === 'director'
  const open = records.filter(record => !record.ended)
  const late = open.filter(record => record.dueOn !== null && record.dueOn < today && oversees(record))
  const thisWeek = ({ dueOn }: Record) => dueOn !== null && dueOn >= today && dueOn <= sunday
  const due = open.filter(record => thisWeek(record) && isMine(actor, record))
  const dated = new Set([...late, ...due])
  const stalled = open.filter(record => !dated.has(record) && stalledKeys.has(record.key) && oversees(record))
  const still = new Set([...dated, ...stalled])
  const waiting = open.filter(record => !still.has(record) && record.dueOn === null && isMine(actor, record))
  const rest = records.filter(record => !still.has(record) && !waiting.includes(record))
  return {
    late: late.sort(byDue),
    due: due.sort(byDue),
    waiting: waiting.sort((a, b) => a.movedOn.localeCompare(b.movedOn)),
    stalled: stalled.sort((a, b) => a.movedOn.localeCompare(b.movedOn)),
    fresh: rest.filter(record => record.openedOn >= monday).sort((a, b) => b.openedOn.localeCompare(a.openedOn)),
  }
}

const byDue = (a: { dueOn: Day | null }, b: { dueOn: Day | null }) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '')

export interface Duties {
  late: Duty[]
  due: Duty[]
  /** Without a day, or with a day after Sunday. */
  waiting: Duty[]
}

/** What accounts, trust, framework and the like ask of a person, by when it is due. */
export function sortDuties(duties: readonly Duty[], today: Day): Duties {
  const sunday = addDays(mondayOf(today), 6)
  const sorted = duties.toSorted(byDue)
  return {
    late: sorted.filter(({ dueOn }) => dueOn !== null && dueOn < today),
    due: sorted.filter(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= sunday),
    waiting: sorted.filter(({ dueOn }) => dueOn === null || dueOn > sunday),
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

/** How many there are of each. */
export type Counts = { [key in 'late' | 'due' | 'waiting' | 'stalled']: number }

const numbers = ['nothing', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const count = (n: number) => numbers[n] ?? String(n)
const things = (n: number) => (n === 0 ? 'nothing is' : n === 1 ? 'one thing is' : `${count(n)} things are`)
const are = (n: number) => `${count(n)} ${n < 2 ? 'is' : 'are'}`

/** "One thing is late, two are due by Sunday, two are waiting for you, and one thread has stopped moving." */
export function sentenceOf({ late, due, waiting, stalled }: Counts): string {
  if (late + due + waiting + stalled === 0) return 'Nothing is due, nothing waits for you, and no thread has stopped.'
  const first = late > 0 ? `${things(late)} late, ${are(due)} due by Sunday` : `${things(due)} due`
  const stops = stalled === 0 ? 'no thread has' : stalled === 1 ? 'one thread has' : `${count(stalled)} threads have`
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}, ${are(waiting)} waiting for you, and ${stops} stopped moving.`
}
