// The parts an Open Referral service is made of. What is not known is left out: never a null, an empty text or an empty list.
import { isCostUnknown } from '../../cost.ts'
import { type Loose, type Part, part } from '../compact.ts'
import { type Entry, type Publisher, venueOf } from '../entry.ts'
import { partId, twinOf, uuid5 } from '../ids.ts'

type Organisation = Entry['organisation']

export const isWeb = (text: string | null): string | undefined =>
  text !== null && /^https?:\/\/[^\s<>"]+$/i.test(text) && URL.canParse(text) ? text : undefined
const isEmail = (text: string | null): string | undefined =>
  text !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined

const identifier = (owner: string, type: string, scheme: string, number: string | null): Loose =>
  number === null || number === ''
    ? undefined
    : {
        id: partId(owner, `identifier-${type}`),
        organization_id: owner,
        identifier_scheme: scheme,
        identifier_type: type,
        identifier: number,
      }

/** Its description is always said: the standard asks for one even where there is nothing to say. */
export const organizationPart = (one: Organisation): Part =>
  part({
    id: one.id,
    name: one.name,
    description: one.description || `${one.name} (${one.kind}).`,
    email: isEmail(one.email),
    website: isWeb(one.website),
    organization_identifiers: [
      identifier(one.id, 'Charity number', 'GB-CHC', one.charityNumber),
      identifier(one.id, 'Company number', 'GB-COH', one.companyNumber),
    ],
    phones: one.phone ? [{ id: partId(one.id, 'phone'), number: one.phone }] : [],
  })

/** All six parts, or none of it. */
function address(entry: Entry, locationId: string, { city }: Publisher): Loose {
  const venue = venueOf(entry)
  if (!venue?.postcode) return undefined
  return {
    id: partId(entry.id, 'address'),
    location_id: locationId,
    address_1: venue.address || venue.name || venue.postcode,
    city: venue.locality || city,
    state_province: city === 'London' ? 'Greater London' : city,
    postal_code: venue.postcode,
    country: 'GB',
    address_type: 'physical',
  }
}

const accessWords: Readonly<Record<string, string>> = {
  'step-free': 'Step-free access',
  'accessible-toilet': 'Accessible toilet',
  'changing-place': 'Changing Places toilet',
  hoist: 'Hoist',
  'quiet-space': 'Quiet space',
  bsl: 'British Sign Language',
  'hearing-loop': 'Hearing loop',
  'one-to-one': 'One-to-one support',
  send: 'Special educational needs and disabilities (SEND) welcome',
  'carer-free': 'Carers come free',
}

const accessibility = ({ id, body }: Entry, locationId: string): Loose[] => [
  ...body.access.map(kind => ({
    id: partId(id, `access-${kind}`),
    location_id: locationId,
    description: accessWords[kind] ?? kind,
  })),
  body.accessWords
    ? { id: partId(id, 'access-words'), location_id: locationId, description: body.accessWords }
    : undefined,
]

/** Where it takes place; undefined for what is nowhere, or where nobody may be told. */
export function locationPart(entry: Entry, publisher: Publisher): Part | undefined {
  const venue = venueOf(entry)
  if (!venue) return undefined
  const id = partId(entry.id, 'location')
  return part({
    id,
    location_type: 'physical',
    name: venue.name,
    latitude: venue.latitude,
    longitude: venue.latitude === null ? null : venue.longitude,
    addresses: [address(entry, id, publisher)],
    accessibility: accessibility(entry, id),
  })
}

/** Where it is, and by its own schedules when. */
export function serviceAtLocationPart(
  entry: Entry,
  publisher: Publisher,
  schedules: readonly Part[],
): Part | undefined {
  const location = locationPart(entry, publisher)
  if (!location) return undefined
  const id = twinOf(entry.id)
  const there = schedules.map(({ service_id: _, id: schedule, ...each }) => ({
    id: partId(String(schedule), 'at-location'),
    service_at_location_id: id,
    ...each,
  }))
  return part({ id, service_id: entry.id, location_id: location.id, location, schedules: there })
}

export function costParts({ id, body }: Entry): Loose[] {
  if (isCostUnknown(body.cost)) return []
  const { kind, pence, words } = body.cost
  const option = {
    free: 'Free',
    paid: 'Paid',
    voluntary: 'Pay what you can',
    'free-school-meals': 'Free with free school meals',
  }[kind]
  const amount = kind === 'free' ? 0 : pence === null ? null : pence / 100
  const currency = amount === null ? undefined : 'GBP'
  return [{ id: partId(id, 'cost'), service_id: id, option, amount, amount_description: words || option, currency }]
}

/** Whom to ring: a role, never a person. */
export function contactParts({ id, body, organisation }: Entry): Loose[] {
  const number = body.join.phone || organisation.phone
  if (!number) return []
  const contact = partId(id, 'contact')
  const phones = [{ id: partId(id, 'contact-phone'), contact_id: contact, number }]
  return [{ id: contact, service_id: id, name: organisation.name, title: 'Enquiries', phones }]
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })

export const languageParts = ({ id, body }: Entry): Loose[] =>
  (body.languages.length > 0 ? body.languages : ['en']).map(code => ({
    id: partId(id, `language-${code}`),
    service_id: id,
    name: languageNames.of(code.split('-')[0] ?? code),
    code,
  }))

export const areaParts = (entry: Entry, names: ReadonlyMap<string, string>): Loose[] =>
  entry.body.serves.map(code => ({
    id: uuid5(`area:${entry.id}:${code}`),
    service_id: entry.id,
    name: names.get(code) ?? code,
    extent: code,
    extent_type: 'GSS',
  }))
