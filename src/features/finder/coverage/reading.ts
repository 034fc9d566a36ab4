// Coverage as a finding is made of it: of a ward, a borough or the whole city, frozen with the entries it was counted from.
import { addDays, type Day, monthOfDay } from '../../../lib/dates.ts'
import { list, plural } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { Reading, type Rooms, type View } from '../../needs/index.ts'
import { licenceWords } from '../entries/words.ts'
import { agesKey, agesWords } from './ages.ts'
import type { CoverAsk } from './ask.ts'
import * as queries from './queries.ts'
import { coveredIn, type Ward, wardsFor, wardsOf } from './read.ts'
import { figuresOf, type Subject, statementOf, tableOf } from './reading-words.ts'
import { weekWords } from './weeks.ts'

const path = '/coverage'
export const coverMethod = '/methods/coverage-by-hour'

/** The page's address, always written the same way, so that it is asked the same whatever becomes usual later. */
export function hrefOf({ ages, week, times, what }: CoverAsk, place: string): string {
  const said = { ages: agesKey(ages), week: week.kind, times: times.key, what }
  return `${path}?${new URLSearchParams({ ...(place ? { place } : {}), ...said })}`
}

interface Chosen {
  place: Subject['place']
  wards: Ward[]
}

/** The wards of what was asked for: one, those of a borough, or all of the city where no place is named. */
function chosenOf(all: readonly Ward[], code: string, city: { code: string; name: string }): Chosen | undefined {
  if (code === '' || code === city.code) return { place: { ...city, kind: 'city' }, wards: [...all] }
  const wards = all.filter(ward => ward.code === code || ward.boroughCode === code)
  const [first] = wards
  if (!first) return undefined
  return first.code === code
    ? { place: { code, name: first.name, kind: 'ward' }, wards }
    : { place: { code, name: first.boroughName, kind: 'borough' }, wards }
}

/** Those who answer for one borough see its wards where they name no place. */
async function addressFor(rooms: Rooms, actor: Actor, asked: Record<string, string>): Promise<string | undefined> {
  const [mine, all] = [await wardsFor(rooms, actor), await wardsOf(rooms.db)]
  const boroughs = [...new Set(mine.map(ward => ward.boroughCode))]
  const own = mine.length < all.length ? boroughs[0] : ''
  if (mine.length === 0 || (!asked.place && mine.length < all.length && boroughs.length > 1)) return undefined
  const place = asked.place || (own ?? '')
  const chosen = chosenOf(all, place, rooms.pack.city)
  if (!chosen?.wards.every(ward => mine.some(one => one.id === ward.id))) return undefined
  return `${path}?${new URLSearchParams({ ...asked, ...(place ? { place } : {}) })}`
}

/** One week that somebody chose is over soon and cannot be counted again: only ordinary weeks of term and of holiday go on. */
async function read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> {
  const chosen = chosenOf(await wardsOf(rooms.db), asked.place ?? '', rooms.pack.city)
  if (!chosen || chosen.wards.length === 0) return undefined
  const covered = await coveredIn(rooms, chosen.wards, asked)
  const { ask, rows, weeks, reach } = covered
  if (ask.week.kind === 'chosen' || reach.entries === 0) return undefined
  const subject: Subject = { place: chosen.place, ask, rows }
  const days = [...weeks.values()].toSorted()
  const ids = chosen.wards.map(ward => ward.id)
  const behind = await queries.behind(rooms.db, weeks, ids, ask.ages, ask.kinds)
  return Reading.parse({
    view: coverageView.name,
    title: `What is on for ${agesWords(ask.ages)} in ${chosen.place.name}: ${ask.times.name.toLowerCase()}`,
    href: hrefOf(ask, chosen.place.kind === 'city' ? '' : chosen.place.code),
    statement: statementOf(subject),
    figures: figuresOf(subject),
    ...tableOf(subject),
    ...monthsOf(days, rooms.today()),
    places: [chosen.place.code],
    ...(chosen.place.kind === 'ward' ? {} : { level: 'ward' }),
    measures: [],
    imports: [],
    licence: licenceOf(behind, await queries.licencesOfResidents(rooms.db, ids)),
    source: 'Public entries of this finder; residents from the census',
    method: coverMethod,
    settings: settingsOf(days, behind),
    notes,
  })
}

const monthsOf = (days: readonly Day[], today: Day) => ({
  from: monthOfDay(days[0] ?? today),
  to: monthOfDay(addDays(days.at(-1) ?? today, 6)),
})

const notes = [
  'These are counts of all that is entered, so they have no interval.',
  'What nobody entered in the finder is not seen: an empty hour is a gap there first.',
  'Places offered are not people, and what is online or at an address kept back for safety is in no ward’s count.',
  'It is held against the next such week by the entries of the day, so a new session shows as a change.',
]

/** A count of entries names the licences they are kept under (those written here: the Open Government Licence), and that of the residents beside it. */
function licenceOf({ licences }: queries.Behind, residents: readonly string[]): string {
  const entries = licences.map(licenceWords)
  return [
    ...(entries.length > 0 ? [`Entries of the finder: ${list(entries)}`] : []),
    ...(residents.length > 0 ? [`Residents: ${list(residents)}`] : []),
  ].join('; ')
}

/** Which week was counted, and which versions of which entries: told by name where they are few, by a fingerprint always. */
function settingsOf(days: readonly Day[], { entries, named, print }: queries.Behind): string {
  const weeks = list([...new Set(days)].map(weekWords)) || 'no such week ahead'
  const names =
    entries <= queries.mostNamed ? `: ${named.map(one => `${one.name} (version ${one.version})`).join(', ')}` : ''
  if (entries === 0) return `counted in ${weeks}; no entry has a session for these ages there`
  return `counted in ${weeks}; from ${plural(entries, 'entry', 'entries')}${names}; fingerprint of their versions ${print}`
}

/** The bands of records that hold the hours looked at; 9am to 5pm lies in two, so in none. */
const timeBands: Readonly<Record<string, string>> = {
  ...{ band: 'after-school', evening: 'weekday-evening', weekend: 'weekend-day' },
}
const ageBands: readonly { code: string; from: number; to: number }[] = [
  { code: '0-9', from: 0, to: 9 },
  { code: '10-14', from: 10, to: 14 },
  { code: '15-17', from: 15, to: 17 },
  { code: '18-24', from: 18, to: 24 },
]

/** The band of records that holds all the ages; none where they lie in two, so that a finding says no ages but its own. */
export function ageBandOf(key: string): string | undefined {
  const [from = 0, to = from] = key.split('-').map(Number)
  return ageBands.find(band => band.from <= from && to <= band.to)?.code
}

export const coverageView: View = {
  name: 'coverage',
  title: 'Coverage by hour',
  question: 'Where, on which days and at which hours is nothing on for young people of an age?',
  path,
  addressFor,
  read,
  suggests: asked => {
    const [timeBand, ageBand] = [timeBands[asked.times ?? ''], ageBandOf(asked.ages ?? '')]
    return { ...(timeBand ? { timeBand } : {}), ...(ageBand ? { ageBand } : {}) }
  },
}
