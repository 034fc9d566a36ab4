// The finder's data in the formats that need no standard of services: calendars, a table, what search engines read, a list for other sites.
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../../lib/errors.ts'
import { publicEntry } from '../../entries/public.ts'
import { EntryId } from '../../schemas.ts'
import { lastChange, newestChange } from '../changed.ts'
import { feeds, options } from '../door.ts'
import type { Given } from '../entry.ts'
import { sendJson, sendStream, sendWhole } from '../send.ts'
import { told } from '../told.ts'
import { calendarText, readChoice } from './calendar.ts'
import { jsonLd } from './json-ld.ts'
import { openapi } from './openapi.ts'
import { tableText } from './table.ts'

export function moreRoutes(app: FastifyInstance, given: Given): void {
  feeds(app, '/api/calendar', api => {
    api.get('/things-to-do.ics', options, async (req, reply) => {
      const modified = await newestChange(given)
      const text = await calendarText(given, await readChoice(given, req.query))
      return sendWhole(req, reply, text, { type: 'text/calendar; charset=utf-8', modified })
    })
  })
  feeds(app, '/api/finder', api => {
    api.get('/openapi.json', options, (req, reply) => sendJson(req, reply, openapi(given.publisher)))
    api.get('/entries.csv', options, async (req, reply) => {
      reply.header('content-disposition', 'attachment; filename="things-to-do.csv"')
      const { modified, tag } = await lastChange(given, req.url)
      const type = 'text/csv; charset=utf-8; header=present'
      return sendStream(req, reply, tableText(given), { type, modified, state: tag })
    })
    api.get('/entries/:id', options, async (req, reply) => {
      const asked = EntryId.safeParse(req.params)
      const entry = asked.success ? await publicEntry(given.db, asked.data.id.toLowerCase()) : undefined
      if (!entry) throw notFound('That entry')
      // no date: the next time in it goes on with the clock
      const type = 'application/ld+json; charset=utf-8'
      return sendJson(req, reply, jsonLd(entry, await told(given, [entry])), { type })
    })
  })
}
