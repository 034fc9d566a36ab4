// One thing to do, or one place to get help: everything somebody needs to know before setting out.

import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { notFound } from '../../../lib/errors.ts'
import { sequenceOf, timedCalendar } from '../../../lib/ical/timed.ts'
import { stampOf } from '../../../lib/schedule/instants.ts'
import type { DayFacts } from '../../../lib/schedule/types.ts'
import { page } from '../../../platform/view.ts'
import { calendarSpans } from '../../places/index.ts'
import { pictureOf } from '../care/picture.ts'
import { claimAddress } from '../entries/claim/address.ts'
import { isLookedAfter } from '../entries/claim/queries.ts'
import { type PublicEntry, publicEntry } from '../entries/public.ts'
import { jsonLdText } from '../feeds-out/more/json-ld.ts'
import { publisherOf } from '../feeds-out/routes.ts'
import { told } from '../feeds-out/told.ts'
import { isQuiet } from '../quiet.ts'
import { factsFrom } from '../search/calendar.ts'
import { finder } from './address.ts'
import { areasAround } from './areas.ts'
import { type Entry, entryView, showEntry } from './entry-view.ts'
import { type Frame, frameOf } from './frame.ts'
import { type Kept, mayKeep } from './kept.ts'
import { idsOf } from './lines.ts'
import type { LookRooms } from './rooms.ts'
import { tongueOf } from './words/index.ts'

const Id = z.uuid()
const Sent = z
  .object({ lang: z.string().optional().catch(undefined), plan: z.string().max(1_500).catch('').default('') })
  .catch({ lang: undefined, plan: '' })

/** The public entry of an address; anything else is not found. */
export async function entryAt(rooms: LookRooms, params: unknown): Promise<PublicEntry> {
  const entry = await entryOf(rooms, params)
  if (!entry) throw notFound('That page')
  return entry
}

async function entryOf({ db }: LookRooms, params: unknown): Promise<PublicEntry | undefined> {
  const id = Id.safeParse(typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined)
  return id.success ? await publicEntry(db, id.data.toLowerCase()) : undefined
}

/** What the calendar of the entry's borough says of days. */
export const factsOf = async ({ db }: LookRooms, boroughCode: string | null): Promise<(day: Day) => DayFacts> =>
  factsFrom(await calendarSpans(db))(boroughCode)

const gonePage = page<Frame & { back: string }>('finder/look/pages/gone.njk')

/** An entry that is not there, or no longer: nothing says which, and the way leads on. */
function gone(lang: string | undefined) {
  const t = tongueOf(lang)
  const back = t.code === 'en' ? finder : `${finder}?lang=${t.code}`
  return gonePage({ ...frameOf({ t, title: t.say('entry.gone'), here: () => back }), back })
}

/** The page of an entry, or what stands in its place where there is none. */
export async function entryPage(rooms: LookRooms, params: unknown, sent: unknown) {
  const { lang, plan } = Sent.parse(sent)
  const entry = await entryOf(rooms, params)
  return entry
    ? { status: 200, page: await pageOf(rooms, entry, lang, idsOf(plan)) }
    : { status: 404, page: { ...gone(lang), keep: undefined } }
}

async function pageOf(
  rooms: LookRooms,
  entry: PublicEntry,
  lang: string | undefined,
  plan: readonly string[],
): Promise<Kept> {
  const t = tongueOf(lang)
  const words = await told({ ...rooms, publisher: publisherOf(rooms) }, [entry])
  const quiet = isQuiet(entry)
  const asked: Entry = {
    entry,
    t,
    today: rooms.today(),
    minutes: rooms.minutes(),
    factsOf: words.factsOf(entry.boroughCode),
    address: `${rooms.publicAddress}${finder}/${entry.id}`,
    quiet,
    picture: await pictureOf(rooms.db, entry.body),
    plan,
  }
  const ld = quiet ? '' : jsonLdText(entry, words)
  // whose it is may ask to look after what nobody looks after
  const claim = (await isLookedAfter(rooms.db, entry.organisation.key))
    ? ''
    : claimAddress({ entry: entry.id, lang: t.code })
  const around = (await areasAround(rooms.db, [entry.id])).get(entry.id) ?? ''
  const keep = plan.length === 0 && mayKeep(entry) ? entry.body.name : undefined
  return { ...showEntry({ ...entryView(asked), ld, claim, around }), keep }
}

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
    sequence: sequenceOf(entry.modified),
    title: quiet ? 'Appointment' : body.name,
    note: quiet ? '' : [body.summary, publisherOf(rooms).watermark].filter(Boolean).join('\n'),
    place: quiet ? '' : place,
    url: quiet ? '' : `${rooms.publicAddress}${finder}/${entry.id}`,
    schedules: body.schedules,
  }
  const text = timedCalendar(quiet ? 'Calendar' : body.name, made, [event])
  if (!text.includes('BEGIN:VEVENT')) throw notFound('A time of this')
  return { name: quiet ? 'calendar' : body.name, text }
}
