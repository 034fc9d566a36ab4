import { z } from 'zod'
import { Places, Problem, ReleaseList, ReleaseWhole, TableWhole } from './shapes.ts'

const json = (shape: z.ZodType) => ({ 'application/json': { schema: schemaOf(shape) } })

function schemaOf(shape: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' })
  return schema
}

const slug = {
  name: 'slug',
  in: 'path',
  required: true,
  description: 'Address of the release',
  schema: { type: 'string' },
}
const table = {
  name: 'table',
  in: 'path',
  required: true,
  description: 'Number of the item, a hyphen and the id of the table',
  schema: { type: 'string' },
}

const item = {
  name: 'item',
  in: 'path',
  required: true,
  description: 'Number of the item, from 1',
  schema: { type: 'integer', minimum: 1 },
}

const problems = {
  '404': { description: 'There is none', content: { 'application/problem+json': { schema: schemaOf(Problem) } } },
  '410': { description: 'It was withdrawn', content: { 'application/problem+json': { schema: schemaOf(Problem) } } },
  '429': {
    description: 'Too many requests: wait a minute',
    content: { 'application/problem+json': { schema: schemaOf(Problem) } },
  },
}

function get(operationId: string, summary: string, parameters: object[], content: object) {
  const answers = {
    '200': { description: 'Found', content },
    '304': { description: 'Unchanged since the ETag you sent' },
  }
  return { get: { operationId, summary, parameters, responses: { ...answers, ...problems } } }
}

/** The interface as OpenAPI 3.1, its shapes made from the same schemas the tests check the answers with. */
export function openapi(unit: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: `${unit}: open data`,
      version: '1',
      description:
        'Released figures and publications. Small counts are hidden and written [c]. Public, without a key; 120 requests a minute.',
      license: { name: 'Each release names its licence' },
    },
    servers: [{ url: '/api/v1' }],
    paths: {
      '/releases': get('listReleases', 'Every release that is public now', [], json(ReleaseList)),
      '/releases/{slug}': get('readRelease', 'One release with its text and tables', [slug], json(ReleaseWhole)),
      '/releases/{slug}/tables/{table}.json': get('readTable', 'One table', [slug, table], json(TableWhole)),
      '/releases/{slug}/tables/{table}.csv': get('readTableCsv', 'One table as CSV', [slug, table], {
        'text/csv': { schema: { type: 'string' } },
      }),
      '/releases/{slug}/tables/{table}.csv-metadata.json': get(
        'readTableMetadata',
        'What the columns of the CSV mean (CSV on the Web)',
        [slug, table],
        {
          'application/csvm+json': { schema: { type: 'object' } },
        },
      ),
      '/releases/{slug}/items/{item}.json': get(
        'readSealedItem',
        'The very text of an item that its seal is made of',
        [slug, item],
        {
          'application/json': { schema: { type: 'object' } },
        },
      ),
      '/releases/{slug}/places.geojson': get('readPlaces', 'Outlines of the places of a release', [slug], {
        'application/geo+json': { schema: schemaOf(Places) },
      }),
    },
  }
}
