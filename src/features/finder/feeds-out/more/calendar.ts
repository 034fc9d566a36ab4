// What is on in a ward or borough, or all of one activity, as a calendar somebody's phone keeps up to date.

import { z } from 'zod'
import { AppError, badRequest, notFound } from '../../../../lib/errors.ts'
import { sequenceOf, type Timed, timedCalendar } from '../../../../lib/ical/timed.ts'
import { stampOf } from '../../../../lib/schedule/instants.ts'
import { activityOf } from '../../activities.ts'
import { type PublicEntry, publicEntries } from '../../entries/public.ts'
import { isQuiet } from '../../quiet.ts'
import { entryAddress, type Given, type Publisher, venueOf } from '../entry.ts'
import { told } from '../told.ts'
import * as queries from './queries.ts'

const most = 500

const Asked = z.object({ place: z.string().max(20).optional(), activity: z.string().max(60).optional() })

export interface Choice extends queries.Which {
  /** 'Boxing in Northgate'. */
  name: string
}

/** A ward or borough, an activity, or both; neither would be the whole city, which no telephone wants. */
export async function readChoice({ db }: Given, query: unknown): Promise<Choice> {
  const asked = Asked.safeParse(query)
  if (!asked.success || (!asked.data.place && !asked.data.activity))
    throw badRequest(
      'Say which: ?place= with the code of a ward or borough, ?activity= with an activity such as football, or both',
    )
  const { place, activity } = asked.data
  const [where, what] = [place && (await queries.placeName(db, place)), activity && activityOf(activity)?.label]
  if (place && !where) throw notFound('That ward or borough')
  if (activity && !what) throw notFound('That activity')
  return { place, activity, name: `${what || 'Things to do'}${where ? ` in ${where}` : ''}` }
}

/** Entries of a choice for others to show: nothing that could put somebody at risk on a shared screen. */
export async function chosen({ db }: Given, choice: Choice): Promise<PublicEntry[]> {
  const ids = await queries.idsOf(db, choice, most)
  const entries = ids.length === 0 ? [] : await publicEntries(db, { ids })
  return entries.filter(entry => !isQuiet(entry) && entry.kind !== 'support')
}

export async function calendarText(given: Given, choice: Choice): Promise<string> {
  const entries = await chosen(given, choice)
  const words = await told(given, entries)
  const stamp = stampOf(Math.max(0, ...entries.map(({ modified }) => modified)))
  // Terms and holidays are those of each entry's own borough, so each is written by its own.
  const events = entries.map(entry => {
    const made = { today: words.today, stamp: stampOf(entry.modified), factsOf: words.factsOf(entry.boroughCode) }
    return eventsIn(timedCalendar(choice.name, made, [timed(entry, given.publisher)]))
  })
  // a calendar of nothing is no calendar (RFC 5545, 3.6): whoever subscribes is told that there is none now
  if (events.every(text => text === '')) throw new AppError(404, `Nothing is on for “${choice.name}” in the next weeks`)
  const empty = timedCalendar(choice.name, { today: words.today, stamp, factsOf: words.factsOf(null) }, [])
  return empty.replace('END:VCALENDAR\r\n', `${events.join('')}END:VCALENDAR\r\n`)
}

function eventsIn(calendar: string): string {
  const from = calendar.indexOf('BEGIN:VEVENT')
  return from < 0 ? '' : calendar.slice(from, calendar.lastIndexOf('END:VCALENDAR'))
}

function timed(entry: PublicEntry, publisher: Publisher): Timed {
  const venue = venueOf(entry)
  return {
    uid: `${entry.id}@${new URL(publisher.address).hostname}`,
    sequence: sequenceOf(entry.modified),
    title: entry.body.name,
    note: [entry.body.summary, publisher.watermark].filter(Boolean).join('\n'),
    place: [venue?.name, venue?.address, venue?.locality, venue?.postcode].filter(Boolean).join(', '),
    url: entryAddress(publisher, entry.id),
    schedules: entry.body.schedules,
  }
}
