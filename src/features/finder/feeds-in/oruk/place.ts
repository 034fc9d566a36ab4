import type { accessKinds, Venue } from '../../schemas.ts'
import { type Bounds, first, type Part, part, parts, point, type Say, words } from '../values.ts'

const locationsOf = (from: Part): Part[] =>
  [...parts(from.service_at_locations).map(each => part(each.location)), ...parts(from.locations)].filter(
    location => !/^(virtual|postal)$/i.test(words(location.location_type, 20)),
  )

/** The first place it is at; the others are kept beside it. A place that asks not to be shown is a safe venue. */
export function placeOf(from: Part, bounds: Bounds, say: Say): { venue: Venue | null; more: Part[] } {
  const [location, ...more] = locationsOf(from).filter(each => Object.keys(each).length > 1)
  if (location && more.length > 0)
    say('locations', `${more.length + 1} places: the first is shown, the others are kept`)
  return { venue: location ? venueOf(location, bounds, say) : null, more }
}

function venueOf(location: Part, bounds: Bounds, say: Say): Venue {
  const address = parts(first(location, 'addresses', 'physical_addresses'))[0] ?? location
  const at = part(location.geometry).coordinates
  const [lon, lat] = Array.isArray(at) ? [at[0], at[1]] : [location.longitude, location.latitude]
  const name = words(location.name, 200)
  // The standard asks for a line of address where there may be none: the name again says nothing new.
  const lines = [address.address_1, address.address_2]
    .map(line => words(line, 200))
    .filter(line => line !== '' && line !== name)
  return {
    name,
    address: lines.join(', ').slice(0, 200),
    locality: words(address.city, 100),
    postcode: words(address.postal_code, 10).toUpperCase(),
    ...point(lon, lat, bounds, say),
    safe: location.mask_exact_address === true,
  }
}

type Access = (typeof accessKinds)[number]
const accessWords: readonly (readonly [RegExp, Access])[] = [
  [/step[- ]?free|wheelchair (access|user)|level access|\bramp\b|\blift\b/i, 'step-free'],
  [/accessible toilet|disabled toilet/i, 'accessible-toilet'],
  [/changing place/i, 'changing-place'],
  [/hoist/i, 'hoist'],
  [/quiet (space|room|area)|sensory room|low sensory/i, 'quiet-space'],
  [/\bBSL\b|british sign language/i, 'bsl'],
  [/induction loop|hearing loop/i, 'hearing-loop'],
  [/one[- ]to[- ]one/i, 'one-to-one'],
  [/\bSEND\b|special educational needs/i, 'send'],
  [/carers? (come|go|is|are) free/i, 'carer-free'],
]

/** What words say of access; the words themselves stay beside it. */
export function accessOf(from: Part): { access: Access[]; accessWords: string } {
  const lines = locationsOf(from)
    .flatMap(location => parts(first(location, 'accessibility', 'accessibilities')))
    .flatMap(one => [words(first(one, 'description', 'name', 'accessibility'), 300), words(one.details, 300)])
    .filter(Boolean)
  return { access: readAccess(lines.join('. ')), accessWords: [...new Set(lines)].join('. ').slice(0, 500) }
}

export const readAccess = (text: string): Access[] =>
  accessWords.filter(([pattern]) => pattern.test(text)).map(([, access]) => access)

const codes: Readonly<Record<string, string>> = {
  english: 'en',
  arabic: 'ar',
  bengali: 'bn',
  'british sign language': 'bfi',
  bsl: 'bfi',
  farsi: 'fa',
  french: 'fr',
  gujarati: 'gu',
  hindi: 'hi',
  italian: 'it',
  lithuanian: 'lt',
  mandarin: 'zh',
  pashto: 'ps',
  persian: 'fa',
  polish: 'pl',
  portuguese: 'pt',
  punjabi: 'pa',
  romanian: 'ro',
  somali: 'so',
  spanish: 'es',
  sylheti: 'syl',
  tamil: 'ta',
  turkish: 'tr',
  ukrainian: 'uk',
  urdu: 'ur',
  yoruba: 'yo',
}

/** Languages it is held in, by code or by name. */
export function languagesOf(from: Part, say: Say): string[] {
  const found = parts(from.languages).flatMap(one => {
    const code = words(one.code, 20)
    if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)) return [code]
    const name = words(first(one, 'name', 'language'), 60)
    const known = codes[name.toLowerCase()]
    if (!known && name !== '') say('languages', `“${name}” is not a language we know the code of: left out`)
    return known ? [known] : []
  })
  return [...new Set(found)].slice(0, 20)
}
