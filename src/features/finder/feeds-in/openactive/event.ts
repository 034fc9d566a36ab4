// An opportunity of an OpenActive feed as an entry, in the terms of 2.0 and in those of 1.x (`type`, `offer`, an address as text). Pure.
import type { Day } from '../../../../lib/dates.ts'
import { activityFor } from '../../activities.ts'
import type { genders, Venue } from '../../schemas.ts'
import { type Mapped, notes, type Provider, Ref, settled } from '../mapped.ts'
import { readAccess } from '../oruk/place.ts'
import { besides, withoutPeople } from '../strip.ts'
import {
  ages,
  type Bounds,
  email,
  first,
  href,
  number,
  type Part,
  part,
  parts,
  phone,
  point,
  postcodeIn,
  type Say,
  words,
} from '../values.ts'
import { costOf } from './cost.ts'
import { datedTimes, ruledTimes } from './times.ts'

export interface Around {
  today: Day
  bounds: Bounds
}

const known = new Set(
  `@context @type type @id id identifier name description activity offers offer location organizer provider genderRestriction ageRange
  accessibilitySupport accessibilityInformation eventSchedule subEvent duration startDate endDate eventStatus isAccessibleForFree url superEvent
  maximumAttendeeCapacity schedulingNote attendeeInstructions leader contributor image modified`.split(/\s+/),
)

/** Times of a place that can be booked: nobody runs anything then, so nobody who looks for something to do is helped by them. */
const hire = new Set(['Slot', 'FacilityUse', 'IndividualFacilityUse'])
const typeOf = (data: Part): string => words(first(data, '@type', 'type'), 100).replace(/^.*[:/]/, '')
const hireWords = (type: string): string =>
  `type: “${type}” is a place to book, such as a court by the hour. We read what people run (sessions and courses), so such feeds are not read. The publisher did nothing wrong`

/** `children`: sessions that came by themselves and belong to it. */
export function readEvent(ref: string, data: Part, children: readonly Part[], { today, bounds }: Around): Mapped {
  const { say, flags } = notes()
  const raw = withoutPeople(data)
  if (hire.has(typeOf(data))) return { ok: false, ref, flags, raw, why: hireWords(typeOf(data)) }
  const name = words(data.name, 120, { say, field: 'name' })
  if (name === '')
    return { ok: false, ref, flags, raw, why: 'name: there is none. Ask the publisher to give it a name' }
  const inside = [...parts(data.subEvent), ...children]
  const own = inside.length === 0 && data.startDate !== undefined ? [data] : inside
  const dated = datedTimes(own, today, say)
  const rules = ruledTimes(data, today, say)
  const schedules = rules.whole || dated.schedules.length === 0 ? rules.schedules : dated.schedules
  const cancelled = /cancelled/i.test(words(data.eventStatus, 100))
  const state = cancelled ? 'gone' : schedules.length === 0 && (dated.over || rules.over) ? 'over' : 'on'
  const body = { ...bodyOf(data, bounds, say), name, schedules }
  const timeless = state === 'on' && schedules.length === 0
  if (timeless) say('eventSchedule', 'No dates: somebody must look')
  return settled({ ref, kind: 'activity', body, provider: providerOf(data, say), state, look: timeless, flags, raw })
}

function bodyOf(data: Part, bounds: Bounds, say: Say) {
  const description = words(data.description, 4_000, { say, field: 'description' })
  const range = part(data.ageRange)
  const access = words(data.accessibilityInformation, 500)
  const supports = parts(data.accessibilitySupport).map(each => words(each.prefLabel, 100))
  const left = besides(data, known)
  return {
    description,
    activities: activitiesOf(data, say),
    venue: venueOf(data, bounds, say),
    ...ages(range.minValue, range.maxValue, say),
    gender: genderOf(data),
    access: readAccess([access, ...supports].join('. ')),
    accessWords: access || supports.filter(Boolean).join('. ').slice(0, 500),
    cost: costOf(data, say),
    timesWords: words(data.schedulingNote, 300),
    capacity: capacityOf(data),
    join: joinOf(data, say),
    meet: words(data.attendeeInstructions, 300),
    extra: Object.keys(left).length > 0 ? { openactive: left } : {},
  }
}

const capacityOf = (data: Part): number | null => {
  const found = number(data.maximumAttendeeCapacity)
  return found !== undefined && found >= 0 && found <= 100_000 ? Math.floor(found) : null
}

function activitiesOf(data: Part, say: Say): string[] {
  const all: unknown[] = Array.isArray(data.activity) ? data.activity : [data.activity]
  const found = all.slice(0, 20).flatMap(each => {
    const concept = part(each)
    const label = typeof each === 'string' ? each : words(concept.prefLabel, 100)
    if (label === '') return []
    const activity = activityFor({ id: words(first(concept, '@id', 'id'), 300), label })
    if (!activity) say('activity', `“${label.slice(0, 60)}” is not on our list: kept as a word`)
    return activity ? [activity.id] : []
  })
  return [...new Set(found)]
}

function genderOf(data: Part): (typeof genders)[number] {
  const text = words(data.genderRestriction, 100)
  if (/female|women|girls/i.test(text)) return 'women'
  return /\bmale|MaleOnly|\bmen\b|boys/i.test(text) ? 'men' : 'all'
}

function venueOf(data: Part, bounds: Bounds, say: Say): Venue | null {
  const place = part(data.location)
  if (Object.keys(place).length === 0) return null
  const address = part(place.address)
  const line = typeof place.address === 'string' ? place.address : words(address.streetAddress, 200)
  const geo = part(place.geo)
  return {
    name: words(place.name, 200),
    address: words(line, 200),
    locality: words(address.addressLocality, 100),
    postcode: words(address.postalCode, 10).toUpperCase() || postcodeIn(line),
    ...point(geo.longitude, geo.latitude, bounds, say),
    safe: false,
  }
}

function joinOf(data: Part, say: Say) {
  const [place, organizer] = [part(data.location), organizerOf(data)]
  const page = href(first(data, 'url') ?? first(parts(data.offers)[0] ?? {}, 'url') ?? first(place, 'url'), 'url', say)
  const number = phone(first(place, 'telephone') ?? organizer.telephone, 'telephone', say)
  return {
    how: page === '' ? ('ask' as const) : ('book' as const),
    href: page,
    phone: number.length <= 20 ? number : '',
    email: email(organizer.email, 'organizer.email', say),
  }
}

const organizerOf = (data: Part): Part => parts(first(data, 'organizer', 'provider'))[0] ?? {}

function providerOf(data: Part, say: Say): Provider {
  const one = organizerOf(data)
  const isPerson = /^person$/i.test(words(first(one, '@type', 'type'), 40))
  if (isPerson) say('organizer', 'A person: the feed stands in their place')
  const name = isPerson ? '' : words(one.name, 200)
  return {
    ref: name === '' ? '' : (Ref.safeParse(first(one, '@id', 'id', 'url', 'identifier', 'name')).data ?? ''),
    name,
    description: words(one.description, 2_000),
    website: href(one.url, 'organizer.url', say),
    email: isPerson ? '' : email(one.email, 'organizer.email', say),
    phone: isPerson ? '' : phone(one.telephone, 'organizer.telephone', say),
  }
}
