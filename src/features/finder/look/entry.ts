// One thing to do, or one place to get help: everything somebody needs to know before setting out.

import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { timedCalendar } from '../../../lib/ical/timed.ts'
import { stampOf } from '../../../lib/schedule/instants.ts'
import type { DayFacts } from '../../../lib/schedule/types.ts'
import { calendarSpans } from '../../places/index.ts'
import { type PublicEntry, publicEntry } from '../entries/public.ts'
import { isQuiet } from '../quiet.ts'
import { factsFrom } from '../search/calendar.ts'
import { finder } from './address.ts'
import { type Entry, entryView, showEntry } from './entry-view.ts'
import type { LookRooms } from './rooms.ts'
import { tongueOf } from './words/index.ts'

const Id = z.uuid()
const Sent = z.object({ lang: z.string().optional().catch(undefined) }).catch({ lang: undefined })

/** The public entry of an address; anything else is not found. */
export async function entryAt({ db }: LookRooms, params: unknown): Promise<PublicEntry> {
  const id = Id.safeParse(typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined)
  const entry = id.success ? await publicEntry(db, id.data.toLowerCase()) : undefined
  if (!entry) throw notFound('Page')
  return entry
}

/** What the calendar of the entry's borough says of days. */
export const factsOf = async ({ db }: LookRooms, boroughCode: string | null): Promise<(day: Day) => DayFacts> =>
  factsFrom(await calendarSpans(db))(boroughCode)

export async function entryPage(rooms: LookRooms, params: unknown, sent: unknown) {
  const entry = await entryAt(rooms, params)
  const t = tongueOf(Sent.parse(sent).lang)
  const asked: Entry = {
    entry,
    t,
    today: rooms.today(),
    minutes: rooms.minutes(),
    factsOf: await factsOf(rooms, entry.boroughCode),
    address: `${rooms.publicAddress}${finder}/${entry.id}`,
    quiet: isQuiet(entry),
  }
  return showEntry(entryView(asked))
}

/** `20261124T170000Z`, of the last change: the same entry gives the same file. */
/** The times as a calendar. Of what must not be seen on a shared screen it says neither what nor where. */
export async function entryCalendar(rooms: LookRooms, params: unknown): Promise<{ name: string; text: string }> {
  const entry = await entryAt(rooms, params)
  const quiet = isQuiet(entry)
  const { body } = entry
  const made = {
    today: rooms.today(),
    stamp: stampOf(entry.modified),
    factsOf: await factsOf(rooms, entry.boroughCode),
  }
  const venue = body.venue
  const place = [venue?.name, venue?.address, venue?.locality, venue?.postcode].filter(Boolean).join(', ')
  const event = {
    uid: `${entry.id}@${new URL(rooms.publicAddress).hostname}`,
    sequence: entry.version,
    title: quiet ? 'Appointment' : body.name,
    note: quiet ? '' : body.summary,
    place: quiet ? '' : place,
    url: quiet ? '' : `${rooms.publicAddress}${finder}/${entry.id}`,
    schedules: body.schedules,
  }
  return { name: quiet ? 'calendar' : body.name, text: timedCalendar(quiet ? 'Calendar' : body.name, made, [event]) }
}
