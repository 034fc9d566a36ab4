// The objects of Open Referral UK as JSON Schema, written out whole wherever they stand: nothing points elsewhere.
// Fields of HSDS 3.0 and ours come after those of the UK profile, and are left out where only the profile is asked for.

export type Shape = { [key: string]: unknown }

const text: Shape = { type: 'string' }
const uuid: Shape = { type: 'string', format: 'uuid' }
const uri: Shape = { type: 'string', format: 'uri' }
const email: Shape = { type: 'string', format: 'email' }
const day: Shape = { type: 'string', format: 'date' }
const number: Shape = { type: 'number' }
const list = (items: Shape): Shape => ({ type: 'array', items, minItems: 1 })
const object = (required: string, properties: Record<string, Shape>): Shape => ({
  type: 'object',
  required: required.split(' '),
  properties,
})
const texts = (names: string): Record<string, Shape> => Object.fromEntries(names.split(' ').map(name => [name, text]))

/** Every object, with or without what the UK profile does not have. */
export function shapesOf(strict: boolean) {
  const more = (properties: Record<string, Shape>) => (strict ? {} : properties)
  const phone = object('id number', { id: uuid, contact_id: uuid, number: text })
  const term = object('id name description', {
    ...{ id: uuid, name: text, description: text, parent_id: uuid },
    ...{ taxonomy: text, taxonomy_id: uuid, term_uri: uri },
  })
  const taxonomy = object('id name description', {
    ...{ id: uuid, name: text, description: text, version: text, taxonomy_terms: list(term) },
  })
  const attribute = object('id', {
    ...{ id: uuid, link_id: uuid, link_type: text, taxonomy_term_id: uuid, taxonomy_term: term },
  })
  const schedule = object('id', {
    ...{ id: uuid, service_id: uuid, service_at_location_id: uuid },
    ...texts('valid_from valid_to dtstart byday bymonthday description opens_at closes_at notes'),
    ...{ freq: { type: 'string', enum: ['WEEKLY', 'MONTHLY'] }, interval: number },
    ...more({ 'x-timezone': text, 'x-exdates': list(day) }),
  })
  const address = object('id address_1 city state_province postal_code country address_type', {
    ...{ id: uuid, location_id: uuid, address_type: { type: 'string', enum: ['physical', 'postal', 'virtual'] } },
    ...texts('address_1 city state_province postal_code country'),
  })
  const location = object('id location_type', {
    ...{ id: uuid, location_type: { type: 'string', enum: ['physical', 'postal', 'virtual'] } },
    ...{ name: text, latitude: number, longitude: number, addresses: list(address) },
    accessibility: list(object('id', { id: uuid, location_id: uuid, description: text })),
  })
  const identifier = object('id identifier_type identifier', {
    ...{ id: uuid, organization_id: uuid },
    ...texts('identifier_scheme identifier_type identifier'),
  })
  const organization = object('id name description', {
    ...{ id: uuid, name: text, description: text, email, website: uri, organization_identifiers: list(identifier) },
    ...more({ phones: list(phone) }),
  })
  const at = object('id', {
    ...{ id: uuid, service_id: uuid, location_id: uuid, location },
    ...more({ schedules: list(schedule) }),
  })
  const service = serviceShape({ schedule, at, organization, attribute, phone }, more)
  const whole = { ...at, properties: { ...Object(at.properties), ...more({ service }) } }
  return { service, taxonomy, term, organization, serviceAtLocation: whole }
}

interface Parts {
  schedule: Shape
  at: Shape
  organization: Shape
  attribute: Shape
  phone: Shape
}

const serviceShape = (
  { schedule, at, organization, attribute, phone }: Parts,
  more: (properties: Record<string, Shape>) => Record<string, Shape>,
): Shape =>
  object('id name status', {
    ...{ id: uuid, organization_id: uuid, name: text, description: text, url: uri, email },
    status: { type: 'string', enum: ['active', 'inactive', 'defunct', 'temporarily closed'] },
    ...{ fees: text, accreditations: text, minimum_age: number, maximum_age: number, assured_date: day, alert: text },
    last_modified: { type: 'string', format: 'date-time' },
    schedules: list(schedule),
    service_areas: list(object('id', { id: uuid, service_id: uuid, ...texts('name extent extent_type') })),
    service_at_locations: list(at),
    languages: list(object('id', { id: uuid, service_id: uuid, ...more(texts('name code')) })),
    organization,
    cost_options: list(
      object('id', {
        ...{ id: uuid, service_id: uuid, option: text, amount: number, amount_description: text },
        ...more({ currency: text }),
      }),
    ),
    contacts: list(
      object('id', { id: uuid, service_id: uuid, name: text, title: text, ...more({ phones: list(phone) }) }),
    ),
    attributes: list(attribute),
    ...more({
      ...texts('fees_description application_process eligibility_description'),
      phones: list(phone),
      'x-upstream': {
        type: 'object',
        description:
          'The entry as it was written, for whoever takes it over whole: times as series, how to join, access.',
      },
    }),
  })
