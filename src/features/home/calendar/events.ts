import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { dues } from '../../evidence/index.ts'
import { allows, type Duty } from '../../people/index.ts'
import { calendarSpans, childrenOf, findCity } from '../../places/index.ts'
import { listRecords, type Record, visible } from '../../threads/index.ts'
import { dutiesOf } from '../duties.ts'
import * as queries from './queries.ts'
import { type CalendarEvent, planWindows, quarterEnds } from './rules.ts'
import { schoolDates } from './schools.ts'

/** Everything dated that this person may see, from one day to another. */
export async function eventsBetween(db: Db, actor: Actor, from: Day, to: Day, today: Day): Promise<CalendarEvent[]> {
  const partnership = allows(actor, 'signals.read')
  const own = visible(actor, await listRecords(db, { dueFrom: from, dueTo: to, ended: false, reader: actor })).map(
    dueEvent,
  )
  const data = allows(actor, 'evidence.read') ? (await dues(db, today)).map(dataEvent) : []
  const duties = (await dutiesOf(db, actor, today)).flatMap(dutyEvent)
  const agreed = (await queries.between(db, from, to)).map(agreedEvent)
  const fixed = partnership ? [...quarterEnds(from, to), ...planWindows(from, to)] : []
  const schools = await schoolsBetween(db, actor, { from, to, href: partnership ? '/calendars' : '' })
  return [...own, ...duties, ...data, ...agreed, ...fixed, ...schools]
    .filter(event => event.from <= to && event.to >= from)
    .sort((a, b) => a.from.localeCompare(b.from) || a.title.localeCompare(b.title))
}

/** Terms and holidays: a borough lead has those of their own boroughs and of the city, everybody else all. */
async function schoolsBetween(
  db: Db,
  actor: Actor,
  at: { from: Day; to: Day; href: string },
): Promise<CalendarEvent[]> {
  const city = await findCity(db)
  const boroughs = city ? (await childrenOf(db, city.id)).filter(place => place.kind === 'borough') : []
  const open = actor.role === 'borough-lead' ? actor.places : undefined
  const mine = boroughs.filter(({ code }) => open === undefined || open.includes(code))
  return schoolDates(await calendarSpans(db), new Map(mine.map(({ code, name }) => [code, name])), { ...at, open })
}

const dueEvent = (record: Record): CalendarEvent => ({
  id: record.key.replace('/', '-'),
  kind: record.kind === 'decision' ? 'review' : 'due',
  title: record.kind === 'decision' ? `Review: ${record.title}` : record.title,
  from: record.dueOn ?? '',
  to: record.dueOn ?? '',
  href: record.href,
  note: record.state,
})

const dutyEvent = ({ kind, title, href, note, dueOn }: Duty): CalendarEvent[] =>
  dueOn === null
    ? []
    : [
        {
          id: `duty${href.replaceAll('/', '-')}`,
          kind: 'due',
          title: `${kind}: ${title}`,
          from: dueOn,
          to: dueOn,
          href,
          note,
        },
      ]

const dataEvent = (due: Awaited<ReturnType<typeof dues>>[number]): CalendarEvent => ({
  id: `data-${due.href}`,
  kind: 'data',
  title: `Data due: ${due.title}`,
  from: due.on,
  to: due.on,
  href: due.href,
  note: `${due.custodian}. ${due.words}`,
})

const agreedEvent = (date: queries.AgreedDate): CalendarEvent => ({
  id: `date-${date.id}`,
  kind: date.kind,
  title: date.placeName ? `${date.title}, ${date.placeName}` : date.title,
  from: date.startsOn,
  to: date.endsOn,
  href: '',
  note: date.source,
})
