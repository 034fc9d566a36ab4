// All of the finder's data and where it is (OpenAPI 3.1).
import { ogl, type Publisher } from '../entry.ts'

const parameter = (name: string, description: string, where = 'query', required = false) => ({
  ...{ name, in: where, required, description, schema: { type: 'string' } },
})
const get = (operationId: string, summary: string, type: string, parameters: object[] = []) => ({
  get: { operationId, summary, parameters, responses: { '200': { description: summary, content: { [type]: {} } } } },
})

const json = 'application/json'
const choice = [
  parameter('place', 'Code of a ward or borough'),
  parameter('activity', 'Id of an activity, such as football'),
]
const cursor = [
  parameter('afterTimestamp', 'modified of the last item you have'),
  parameter('afterId', 'id of the last item you have'),
]

export const openapi = ({ address, unit, watermark }: Publisher) => ({
  openapi: '3.1.0',
  info: {
    title: `${unit}: data of the finder`,
    version: '1',
    description:
      `Things to do and places to get help. Without a key; 240 requests a minute. Open Referral is described in full at /api/open-referral/openapi.json. ${watermark}`.trim(),
    license: { name: 'Open Government Licence v3.0', url: ogl },
  },
  servers: [{ url: address }],
  paths: {
    '/api/open-referral': get('openReferral', 'Open Referral UK 3.0: services, organizations, taxonomies', json),
    '/api/open-referral/openapi.json': get('openReferralDescribed', 'Open Referral UK 3.0, described in full', json),
    '/api/openactive': get('openActive', 'OpenActive dataset site', 'application/ld+json'),
    '/api/openactive/session-series': get('sessionSeries', 'OpenActive SessionSeries (RPDE 1.0)', json, cursor),
    '/api/openactive/scheduled-sessions': get(
      'scheduledSessions',
      'OpenActive ScheduledSessions (RPDE 1.0)',
      json,
      cursor,
    ),
    '/api/finder/entries.csv': get('entriesCsv', 'Everything public as one table', 'text/csv'),
    '/api/finder/entries/{id}': get('entryLinkedData', 'One entry as schema.org JSON-LD', 'application/ld+json', [
      parameter('id', 'Id of the entry', 'path', true),
    ]),
    '/api/calendar/things-to-do.ics': get('calendar', 'What is on, as a calendar (RFC 5545)', 'text/calendar', choice),
    '/embed/things-to-do': get('embed', 'What is on, as a list to frame in another site', 'text/html', choice),
  },
})
