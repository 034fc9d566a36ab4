// From what the public reads of an entry to what search reads. Pure.
import { activityOf, themeOf } from '../activities.ts'
import { quality } from '../care/quality.ts'
import type { PublicEntry } from '../entries/public.ts'
import type { Body, Kind } from '../schemas.ts'
import { markOf, mealsMark } from './concepts.ts'

/** A row of finder_entries; places of it are worked out in the database. */
export interface Row {
  id: string
  kind: Kind
  name: string
  summary: string
  organisation: string
  venue: string
  /** Words that stand for what it is about: 'football', 'domestic abuse'. */
  topics: string
  /** The same as single words that no text holds. */
  marks: string
  /** The rest of what it says. */
  rest: string
  minAge: number
  maxAge: number
  free: boolean
  pricePence: number | null
  activities: readonly string[]
  themes: readonly string[]
  access: readonly string[]
  languages: readonly string[]
  gender: Body['gender']
  online: boolean
  dated: boolean
  food: boolean
  quality: number
  checkedOn: string | null
  boroughId: number | null
  longitude: number | null
  latitude: number | null
  /** As postcodes are kept, 'SW98JG'; '' where it has none, or must not be found by it. */
  postcode: string
}

const labelOf = (id: string) => activityOf(id)?.label ?? themeOf(id)?.label ?? id.replace(/[-_]+/g, ' ')

export function rowOf({ id, kind, body, organisation, boroughId, checkedOn }: PublicEntry): Row {
  return {
    id,
    kind,
    name: body.name,
    summary: body.summary,
    organisation: organisation.name,
    ...placeOf(body.venue),
    topics: [...[...body.activities, ...body.themes].map(labelOf), body.activityWords].join(' '),
    marks: marksOf(body),
    rest: [body.description, body.timesWords, body.cost.words, body.accessWords, body.join.words].join(' '),
    minAge: body.minAge ?? 0,
    maxAge: body.maxAge ?? 120,
    free: body.cost.kind === 'free' || body.cost.kind === 'voluntary',
    pricePence: body.cost.kind === 'paid' || body.cost.kind === 'free-school-meals' ? body.cost.pence : null,
    activities: body.activities,
    themes: body.themes,
    access: body.access,
    languages: body.languages,
    gender: body.gender,
    online: body.online,
    dated: body.schedules.length > 0,
    food: body.food,
    quality: quality(body).score,
    checkedOn,
    boroughId,
  }
}

const marksOf = ({ activities, themes, access, cost }: Body): string =>
  [
    ...activities.map(id => markOf('activity', id)),
    ...themes.map(id => markOf('theme', id)),
    ...access.map(id => markOf('access', id)),
    ...(cost.kind === 'free-school-meals' ? [mealsMark] : []),
  ].join(' ')

/** A safe venue has no point, no name, no postcode here: what is not kept cannot be found out by asking near and nearer. */
function placeOf(venue: Body['venue']): Pick<Row, 'venue' | 'longitude' | 'latitude' | 'postcode'> {
  if (!venue || venue.safe) return { venue: '', longitude: null, latitude: null, postcode: '' }
  return {
    venue: [venue.name, venue.locality].filter(Boolean).join(', '),
    longitude: venue.longitude,
    latitude: venue.latitude,
    postcode: venue.postcode.toUpperCase().replace(/[^A-Z0-9]/g, ''),
  }
}
