// What the Open Referral feed says of itself (OpenAPI 3.1). Validators read from it which addresses there are and which lists have pages.
import { ogl, type Publisher } from '../entry.ts'
import { mostPerPage } from './ask.ts'
import { type Shape, shapesOf } from './shapes.ts'

const parameter = (name: string, description: string, schema: Shape): Shape => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
})
const text: Shape = { type: 'string' }
const uuid: Shape = { type: 'string', format: 'uuid' }
const flag: Shape = { type: 'boolean' }
const age: Shape = { type: 'integer', minimum: 0, maximum: 120 }

const parameters = {
  search: parameter('search', 'Words to look for, as a search engine reads them.', text),
  page: parameter('page', 'Number of the page, from 1.', { type: 'integer', minimum: 1, default: 1 }),
  per_page: parameter('per_page', `How many on a page, at most ${mostPerPage}; perPage is read too.`, {
    type: 'integer',
    minimum: 1,
    maximum: mostPerPage,
    default: 50,
  }),
  format: parameter('format', 'json, or ndjson: everything as a stream, a line each, without pages.', {
    type: 'string',
    enum: ['json', 'ndjson'],
  }),
  taxonomy_term_id: parameter(
    'taxonomy_term_id',
    'With this term. Several with commas: any of them; given again: each.',
    text,
  ),
  taxonomy_id: parameter('taxonomy_id', 'With any term of this taxonomy.', uuid),
  organization_id: parameter('organization_id', 'Of this organization.', uuid),
  modified_after: parameter('modified_after', 'Changed on or after this moment, in any part.', {
    type: 'string',
    format: 'date-time',
  }),
  minimal: parameter(
    'minimal',
    'Only ids and when each changed (last_modified, also as modified_date), on one page.',
    flag,
  ),
  full: parameter('full', 'With everything nested in it: true unless you say false.', { ...flag, default: true }),
  full_service: parameter(
    'full_service',
    'With the services of the organization: at most 10 organizations a page, with 200 services each. /services?organization_id= gives the rest.',
    flag,
  ),
  top_only: parameter('top_only', 'Terms without a parent only.', flag),
  parent_id: parameter('parent_id', 'Terms below this one.', uuid),
  minimum_age: parameter('minimum_age', 'With a minimum age of at least this.', age),
  maximum_age: parameter('maximum_age', 'With a maximum age of at most this.', age),
  day: parameter('day', 'On this day of the week: MO or Monday.', text),
  start_time: parameter('start_time', 'Beginning at this time or later, HH:MM in London.', text),
  end_time: parameter('end_time', 'Ending at this time or earlier, HH:MM in London.', text),
  postcode: parameter('postcode', 'A whole postcode. Alone: for its borough. With proximity: near it.', text),
  proximity: parameter('proximity', 'Metres from the middle of the postcode.', { type: 'integer', minimum: 0 }),
}
type Name = keyof typeof parameters

const paging: Name[] = ['search', 'page', 'per_page', 'format']
const narrowing: Name[] = [
  ...(['taxonomy_term_id', 'taxonomy_id', 'organization_id', 'modified_after', 'full'] as const),
  ...(['minimum_age', 'maximum_age', 'day', 'start_time', 'end_time', 'postcode', 'proximity'] as const),
]

const idParameter: Shape = { name: 'id', in: 'path', required: true, schema: uuid }
const problem: Shape = {
  type: 'object',
  required: ['title', 'status', 'detail'],
  properties: { title: text, status: { type: 'integer' }, detail: text },
}
const json = (schema: Shape): Shape => ({ 'application/json': { schema } })

const envelope = (items: Shape): Shape => ({
  type: 'object',
  required: 'total_items total_pages page_number size first_page last_page empty contents'.split(' '),
  properties: {
    total_items: { type: 'integer' },
    total_pages: { type: 'integer' },
    page_number: { type: 'integer' },
    size: { type: 'integer' },
    first_page: flag,
    last_page: flag,
    empty: flag,
    contents: { type: 'array', items },
  },
})

const get = (operationId: string, summary: string, tag: string, names: Name[], schema: Shape): Shape => ({
  get: {
    operationId,
    summary,
    tags: [tag],
    parameters: names.map(name => parameters[name]),
    responses: {
      '200': { description: summary, content: json(schema) },
      '400': { description: 'A parameter could not be read', content: json(problem) },
      '429': { description: 'Too many requests: see Retry-After', content: json(problem) },
    },
  },
})

const one = (operationId: string, summary: string, tag: string, schema: Shape): Shape => ({
  parameters: [idParameter],
  get: {
    operationId,
    summary,
    tags: [tag],
    responses: {
      '200': { description: summary, content: json(schema) },
      '404': { description: 'There is none of this id', content: json(problem) },
    },
  },
})

/** The whole description for a feed at `address`. */
export function openapi(address: string, { unit, watermark }: Publisher, strict: boolean): Shape {
  const shapes = shapesOf(strict)
  const front: Shape = {
    type: 'object',
    required: ['version', 'profile', 'openapi_url'],
    properties: {
      version: text,
      profile: { type: 'string', format: 'uri' },
      openapi_url: { type: 'string', format: 'uri' },
    },
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${unit}: things to do and places to get help`,
      version: 'HSDS-UK-3.0',
      description: `Open Referral UK 3.0, without a key. Times are wall times in Europe/London. ${watermark}`.trim(),
      license: { name: 'Open Government Licence v3.0', url: ogl },
    },
    'x-licence': ogl,
    servers: [{ url: address }],
    tags: [{ name: 'required' }, { name: 'optional' }],
    paths: {
      '/': get('readAbout', 'What this feed is', 'required', [], front),
      '/services': get(
        'listServices',
        'Things to do and places to get help',
        'required',
        [...paging, 'minimal', ...narrowing],
        envelope(shapes.service),
      ),
      '/services/{id}': one('readService', 'One service with everything in it', 'required', shapes.service),
      '/taxonomies': get('listTaxonomies', 'Taxonomies', 'optional', paging, envelope(shapes.taxonomy)),
      '/taxonomies/{id}': one('readTaxonomy', 'One taxonomy with its terms', 'optional', shapes.taxonomy),
      '/taxonomy_terms': get(
        'listTaxonomyTerms',
        'Terms',
        'optional',
        [...paging, 'taxonomy_id', 'top_only', 'parent_id'],
        envelope(shapes.term),
      ),
      '/taxonomy_terms/{id}': one('readTaxonomyTerm', 'One term', 'optional', shapes.term),
      '/service_at_locations': get(
        'listServiceAtLocations',
        'Services where they take place',
        'optional',
        [...paging, ...narrowing],
        envelope(shapes.serviceAtLocation),
      ),
      '/service_at_locations/{id}': one(
        'readServiceAtLocation',
        'One service where it takes place',
        'optional',
        shapes.serviceAtLocation,
      ),
      '/organizations': get(
        'listOrganizations',
        'Who runs them',
        'optional',
        [...paging, 'full', 'full_service'],
        envelope(shapes.organization),
      ),
      '/organizations/{id}': one('readOrganization', 'One organization', 'optional', shapes.organization),
    },
  }
}
