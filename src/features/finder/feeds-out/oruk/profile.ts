// The fields of the UK profile, HSDS-UK 3.0 (openreferraluk.org/specifications/3.0). Given out alone where somebody asks for nothing else.
import type { Json, Part } from '../compact.ts'

const list = (text: string) => text.split(' ')
const id = 'id attributes'

/** Fields of each kind of object. */
const fields = {
  service: list(
    `${id} organization_id name description url email status fees accreditations minimum_age maximum_age assured_date assurer_email alert last_modified schedules service_areas service_at_locations languages organization funding cost_options contacts`,
  ),
  schedule: list(
    'id service_id service_at_location_id valid_from valid_to dtstart freq interval byday bymonthday description opens_at closes_at schedule_link attending_type notes',
  ),
  service_area: list('id service_id name extent extent_type uri service_area'),
  service_at_location: list('id service_id location_id location'),
  language: list('id service_id phone_id'),
  organization: list(
    `${id} name description email website logo uri parent_organization_id organization_identifiers services`,
  ),
  organization_identifier: list(`${id} organization_id identifier_scheme identifier_type identifier`),
  cost_option: list('id service_id valid_from valid_to option amount amount_description'),
  contact: list(`${id} service_id name title`),
  attribute: list('id link_id taxonomy_term_id link_type taxonomy_term'),
  taxonomy: list('id name description uri version taxonomy_terms'),
  taxonomy_term: list('id name description parent_id taxonomy taxonomy_id term_uri term'),
  location: list(
    `${id} location_type name description latitude longitude external_identifier external_identifier_type addresses accessibility`,
  ),
  address: list(`${id} location_id attention address_1 city region state_province postal_code country address_type`),
  accessibility: list(`${id} location_id description details url accessibility`),
} as const
export type Thing = keyof typeof fields

const isThing = (name: string): name is Thing => name in fields

/** Under which name objects of a kind stand in others: 'schedules' are each a 'schedule'. */
const things: Readonly<Record<string, Thing>> = {
  addresses: 'address',
  accessibility: 'accessibility',
  taxonomies: 'taxonomy',
}
const thingOf = (field: string): Thing | undefined => {
  const single = things[field] ?? field.replace(/s$/, '')
  return isThing(single) ? single : undefined
}

/** An object with the fields of the profile and no others, at any depth. */
export const onlyProfile = (thing: Thing, given: Part): Part =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([field]) => fields[thing].includes(field))
      .map(([field, value]) => [field, inside(thingOf(field), value)]),
  )

function inside(thing: Thing | undefined, value: Json): Json {
  if (thing === undefined || typeof value !== 'object') return value
  return Array.isArray(value)
    ? value.map(each => (typeof each === 'object' && !Array.isArray(each) ? onlyProfile(thing, each) : each))
    : onlyProfile(thing, value)
}
