// A service of an Open Referral UK feed (3.0, 1.0, and what is called so) as an entry. Pure. Rules: finder.md 2.2.
import type { Day } from '../../../../lib/dates.ts'
import { fromOruk } from '../../../../lib/schedule/oruk-in.ts'
import { flagWords } from '../../../../lib/schedule/read.ts'
import { type Activity, activityFor, activityOf, themes } from '../../activities.ts'
import { type Kind, Schedule } from '../../schemas.ts'
import { type Item, type Mapped, notes, type Provider, Ref, settled } from '../mapped.ts'
import { besides, withoutPeople } from '../strip.ts'
import { ages, type Bounds, email, first, href, type Part, part, parts, phone, type Say, words } from '../values.ts'
import { costOf } from './cost.ts'
import { oursOf } from './ours.ts'
import { accessOf, languagesOf, placeOf } from './place.ts'

export interface Around {
  today: Day
  bounds: Bounds
  /** A feed of ours, as an officer said and another approved: what it says beside the standard is read too. */
  ours?: boolean
}

/** What is read into a body; anything else of a service is kept as it came. */
const known = new Set(
  `id name status description url email phones contacts minimum_age maximum_age min_age max_age fees fees_description cost_options free
  application_process schedules regular_schedules holiday_schedules service_at_locations locations languages organization organisation
  organization_id attributes taxonomies service_taxonomys service_areas last_modified updated_at accreditations x-upstream alert
  eligibility_description assured_date assurer_email`.split(/\s+/),
)

/** One service. Neither a name nor a status is ever invented. */
export function readService(value: unknown, around: Around): Mapped {
  const { say, flags } = notes()
  const from = part(value)
  const raw = withoutPeople(value)
  const ref = Ref.safeParse(from.id)
  const name = words(from.name, 120, { say, field: 'name' })
  const refused = (why: string): Mapped => ({ ok: false, ref: ref.data ?? '', flags, raw, why })
  if (!ref.success) return refused('id: there is none. Ask the publisher to give each service an id that never changes')
  if (name === '') return refused('name: there is none. Ask the publisher to give the service a name')
  const status = statusOf(from.status, say)
  const provider = providerOf(from, say)
  const sorts = sortsOf(from)
  const own = around.ours ? part(from['x-upstream']) : {}
  const read = bodyOf(from, name, sorts, around, say)
  const locality = read.venue?.locality || words(own.locality, 100)
  const venue = read.venue ? { ...read.venue, locality } : read.venue
  const body = { ...read, venue, ...oursOf(own, from) }
  const kind = kindOf(own.kind) ?? kindBy(sorts)
  return settled({ ref: ref.data, kind, body, provider, ...status, flags, raw })
}

/** A feed of ours says which of the four it is. */
const kindOf = (value: unknown): Kind | undefined =>
  value === 'activity' || value === 'work' || value === 'support' || value === 'network' ? value : undefined

function statusOf(value: unknown, say: Say): Pick<Item, 'state' | 'look'> {
  const text = words(value, 40)
  const plain = text.toLowerCase().replace(/[\s_-]+/g, ' ')
  if (text !== plain && text !== '') say('status', `“${text}” is not written as the standard says: read as “${plain}”`)
  if (plain === 'active') return { state: 'on', look: false }
  if (plain === 'inactive' || plain === 'defunct') return { state: 'gone', look: false }
  if (plain === 'temporarily closed') return { state: 'resting', look: false }
  say(
    'status',
    text === '' ? 'None: somebody must look whether it is on' : `“${text}” is no status: somebody must look`,
  )
  return { state: 'on', look: true }
}

interface Sorts {
  activities: Activity[]
  themes: string[]
  unread: string[]
}

const themeIds = new Map(
  themes.flatMap(theme => [theme.label, ...theme.also].map(word => [word.toLowerCase(), theme.id])),
)

/** The terms it carries, as ours where they are known by the very words; the rest by name. */
function sortsOf(from: Part): Sorts {
  const terms = [
    ...parts(from.attributes).map(each => part(each.taxonomy_term)),
    ...parts(from.taxonomies),
    ...parts(from.service_taxonomys).map(each => part(each.taxonomy)),
  ]
  const found: Sorts = { activities: [], themes: [], unread: [] }
  for (const term of terms) {
    const label = words(term.name, 100)
    const activity = activityFor({ id: words(term.term_uri, 300), label })
    const theme = themeIds.get(label.toLowerCase())
    if (activity) found.activities.push(activity)
    else if (theme) found.themes.push(theme)
    else if (label !== '') found.unread.push(label)
  }
  return found
}

const kindBy = ({ activities, themes: found }: Sorts): Kind => {
  if (found.length > 0 || activities.length === 0) return 'support'
  return activities.some(({ id }) => activityOf(id)?.group === 'work') ? 'work' : 'activity'
}

const unique = <T>(all: readonly T[], most: number): T[] => [...new Set(all)].slice(0, most)

function bodyOf(from: Part, name: string, sorts: Sorts, { today, bounds }: Around, say: Say) {
  const description = words(from.description, 4_000, { say, field: 'description' })
  const times = timesOf(from, today, say)
  const { venue, more } = placeOf(from, bounds, say)
  const onlineHref = venue === null && isVirtual(from) ? href(from.url, 'url', say) : ''
  return {
    name,
    summary: summaryOf(description),
    description,
    activities: unique(
      sorts.activities.map(({ id }) => id),
      20,
    ),
    themes: unique(sorts.themes, 20),
    venue,
    online: isVirtual(from) && venue === null,
    onlineHref,
    serves: parts(from.service_areas)
      .flatMap(area => gssOf(area))
      .slice(0, 60),
    ...times,
    ...ages(first(from, 'minimum_age', 'min_age'), first(from, 'maximum_age', 'max_age'), say),
    languages: languagesOf(from, say),
    ...accessOf(from),
    cost: costOf(from, say),
    join: joinOf(from, say),
    safeguarding: { registered: words(from.accreditations, 120) },
    extra: extraOf(from, sorts.unread, more),
  }
}

const gssOf = (area: Part): string[] => {
  const code = words(area.extent, 12)
  return /^[A-Z]\d{8}$/.test(code) ? [code] : []
}

const isVirtual = (from: Part): boolean =>
  [...parts(from.service_at_locations).map(each => part(each.location)), ...parts(from.locations)].some(
    location => words(location.location_type, 20).toLowerCase() === 'virtual',
  )

/** The first sentence, where it is short enough to stand alone. */
const summaryOf = (description: string): string => {
  const sentence = /^[^\n]{10,200}?[.!?](?=\s|$)/.exec(description)?.[0] ?? ''
  return sentence.length <= 200 ? sentence : ''
}

function timesOf(from: Part, today: Day, say: Say) {
  const all = [
    ...parts(from.schedules),
    ...parts(from.regular_schedules).map(weekly),
    ...parts(from.service_at_locations).flatMap(each =>
      parts(from.schedules).length > 0 ? [] : parts(each.schedules),
    ),
  ]
  const own = (value: unknown) => Schedule.safeParse(value).data
  const read = fromOruk(all, { today, own })
  for (const flag of read.flags) say('schedules', flagWords[flag])
  return { schedules: read.schedules.slice(0, 60), timesWords: words(read.words, 300) }
}

/** 1.0 has a weekday where 3.0 has a rule. */
const weekly = (one: Part): Part =>
  one.byday || one.freq ? one : { ...one, freq: 'WEEKLY', byday: first(one, 'weekday', 'day') }

function joinOf(from: Part, say: Say) {
  const application = words(first(from, 'application_process'), 500)
  const numbers = [...parts(from.phones), ...parts(from.contacts).flatMap(each => [...parts(each.phones), each])]
  const numberOf = (one: Part) => first(one, 'number', 'phone')
  return {
    how: 'ask' as const,
    words: application,
    href: href(from.url, 'url', say),
    phone: numbers.map(one => phone(numberOf(one), 'phone', say)).find(text => text !== '' && text.length <= 20) ?? '',
    email: email(from.email, 'email', say),
  }
}

function providerOf(from: Part, say: Say): Provider {
  const one = part(first(from, 'organization', 'organisation'))
  const id = Ref.safeParse(first(one, 'id') ?? from.organization_id)
  const name = words(one.name, 200)
  if (name === '') say('organization', 'No name of who runs it: the feed stands in its place')
  return {
    ref: name === '' || !id.success ? '' : id.data,
    name,
    description: words(one.description, 2_000),
    website: href(first(one, 'website', 'url'), 'organization.website', say),
    email: email(one.email, 'organization.email', say),
    phone: phone(first(parts(one.phones)[0] ?? {}, 'number'), 'organization.phone', say),
  }
}

function extraOf(from: Part, terms: readonly string[], more: readonly Part[]) {
  const left = besides(from, known)
  return {
    ...(Object.keys(left).length > 0 ? { oruk: left } : {}),
    ...(terms.length > 0 ? { terms: unique(terms, 50) } : {}),
    ...(more.length > 0 ? { locations: withoutPeople(more) } : {}),
    ...(typeof from.eligibility_description === 'string'
      ? { eligibility: words(from.eligibility_description, 1_000) }
      : {}),
  }
}
