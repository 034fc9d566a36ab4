import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addMonths, type Day, firstDay, lastDay } from '../../../lib/dates.ts'
import { badRequest, notFound } from '../../../lib/errors.ts'
import { icalendar } from '../../../lib/ical.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { dayField, doneOf, type FieldError, RowId, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows } from '../../people/index.ts'
import { findByCode } from '../../places/index.ts'
import { eventsBetween } from './events.ts'
import * as queries from './queries.ts'
import { firstKnown, lastKnown, mondayOf, weeksOf } from './rules.ts'
import * as service from './service.ts'
import * as views from './views.ts'

export interface Rooms {
  db: Db
  city: string
  today(): Day
  /** The person an account belongs to, with what they may see today: a feed is read without signing in. */
  actorOf(accountId: number): Promise<Actor | undefined>
  publicAddress: string
}

const month = z.string().regex(/^(20\d{2}|2100)-(0[1-9]|1[0-2])$/)
const Ask = z.object({ month: month.optional(), kind: z.string().max(20).catch('') })

/** Which month and kind is asked for; a month there is none of is said, not taken for this one. */
function ask(query: unknown, today: Day) {
  const asked = Ask.safeParse(query)
  if (!asked.success) throw badRequest('Ask for a month from 2000 to 2100, such as 2026-11')
  return { month: asked.data.month ?? today.slice(0, 7), kind: asked.data.kind }
}
const Id = z.object({ id: RowId })
const Token = z.object({ token: z.string().regex(/^[\w-]{43}(\.ics)?$/) })
const known = (words: string) =>
  dayField(words).refine(day => day >= firstKnown && day <= lastKnown, { error: 'Enter a day from 2000 to 2100' })
const NewDate = z
  .object({
    title: z.string().trim().min(1, { error: 'Enter what the date is for' }).max(200),
    kind: z.enum(['meeting', 'holiday', 'term', 'plan', 'other'], { error: 'Choose what kind of date it is' }),
    startsOn: known('Enter the first day, such as 2027-02-15'),
    endsOn: z.union([z.literal(''), known('Enter the last day, such as 2027-02-19')]).default(''),
    place: z.string().trim().max(20).default(''),
    source: z.string().trim().min(1, { error: 'Enter where the date is from, such as the council’s page' }).max(300),
  })
  .refine(date => date.endsOn === '' || date.endsOn >= date.startsOn, {
    error: 'The last day must not be before the first',
    path: ['endsOn'],
  })

const done = {
  added: 'The date is in everybody’s calendar.',
  removed: 'The date is out of everybody’s calendar.',
  ended: 'The link has ended. Whatever subscribed to it gets nothing any more.',
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** The calendar: what is due, when data come, quarters, plans, meetings, terms; and each person's own feed of it. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  const { db } = rooms

  app.get('/calendar', { access: 'signed-in' }, async (req, reply) => {
    const { month: shown, kind } = ask(req.query, rooms.today())
    const from = mondayOf(firstDay(shown))
    const events = await eventsBetween(db, req.actor, from, lastDay(shown), rooms.today())
    const kept = kind ? events.filter(event => event.kind === kind) : events
    return reply.page(
      views.month({
        month: shown,
        kind,
        said: doneOf(req.query, done),
        weeks: weeksOf(shown, kept),
        events: kept.filter(event => event.to >= firstDay(shown)),
        kinds: [...new Set(events.map(event => event.kind))],
        today: rooms.today(),
        mayAdd: allows(req.actor, 'calendar.edit'),
      }),
    )
  })

  app.get('/calendar.csv', { access: 'signed-in' }, async (req, reply) => {
    const { month: shown } = ask(req.query, rooms.today())
    const events = await eventsBetween(db, req.actor, firstDay(shown), lastDay(shown), rooms.today())
    const rows = events.map(event => [event.from, event.to, event.kind, event.title, event.note, event.href])
    return reply.csv(`calendar-${shown}`, ['from', 'to', 'kind', 'title', 'note', 'address'], rows)
  })

  app.get('/calendar/new', { access: 'calendar.edit' }, async (_req, reply) =>
    reply.page(views.form({ values: {}, errors: [] })),
  )

  app.post('/calendar/new', { access: 'calendar.edit' }, async (req, reply) => {
    const form = readForm(NewDate, req.body)
    const place = form.ok && form.data.place ? await findByCode(db, form.data.place.toUpperCase()) : undefined
    const unknown: FieldError[] =
      form.ok && form.data.place && !place ? [{ field: 'place', text: 'No place has this code' }] : []
    const errors = form.ok ? unknown : form.errors
    if (!form.ok || errors.length)
      return reply.code(422).page(views.form({ values: form.ok ? form.data : form.values, errors }))
    const { title, kind, startsOn, endsOn, source } = form.data
    const date = { title, kind, startsOn, endsOn: endsOn || startsOn, source, placeCode: place?.code ?? null }
    await service.addDate(db, req.actor.email, date)
    return reply.redirect(`/calendar?month=${startsOn.slice(0, 7)}&done=added`, 303)
  })

  app.get('/calendar/dates/:id/remove', { access: 'calendar.edit' }, async (req, reply) =>
    reply.page(views.confirmRemoval(await one(db, req.params))),
  )

  app.post('/calendar/dates/:id/remove', { access: 'calendar.edit' }, async (req, reply) => {
    const date = await one(db, req.params)
    await service.removeDate(db, req.actor.email, date)
    return reply.redirect(`/calendar?month=${date.startsOn.slice(0, 7)}&done=removed`, 303)
  })

  app.get('/calendar/feed', { access: 'signed-in' }, async (req, reply) => {
    const has = await queries.hasFeed(db, req.actor.accountId ?? 0)
    return reply.page(views.feed({ has, address: '', said: doneOf(req.query, done) }))
  })

  app.post('/calendar/feed', { access: 'signed-in' }, async (req, reply) => {
    const token = randomBytes(32).toString('base64url')
    await db.transaction(async tx => {
      await queries.setFeed(tx, req.actor.accountId ?? 0, hashOf(token))
      await record(tx, req.actor.email, 'calendar.feed-made', `account/${req.actor.email}`)
    })
    return reply.page(views.feed({ has: true, address: `${rooms.publicAddress}/calendar/feed/${token}.ics`, said: '' }))
  })

  app.post('/calendar/feed/end', { access: 'signed-in' }, async (req, reply) => {
    await db.transaction(async tx => {
      await queries.endFeed(tx, req.actor.accountId ?? 0)
      await record(tx, req.actor.email, 'calendar.feed-ended', `account/${req.actor.email}`)
    })
    return reply.redirect('/calendar/feed?done=ended', 303)
  })

  app.get('/calendar/feed/:token', { access: 'public', config: { rateLimit: feedTries } }, async (req, reply) => {
    const asked = Token.safeParse(req.params)
    const owner = asked.success ? await queries.feedOwner(db, hashOf(asked.data.token.slice(0, 43))) : undefined
    const actor = owner && (await rooms.actorOf(owner.accountId))
    if (!actor) throw notFound('That calendar')
    const [from, to] = [
      `${addMonths(rooms.today().slice(0, 7), -1)}-01`,
      lastDay(addMonths(rooms.today().slice(0, 7), 12)),
    ]
    const events = await eventsBetween(db, actor, from, to, rooms.today())
    const stamp = `${rooms.today().replaceAll('-', '')}T000000Z`
    const text = icalendar(
      `Upstream, ${rooms.city}`,
      stamp,
      events.map(event => ({
        uid: `${event.id}@${new URL(rooms.publicAddress).host}`,
        title: event.title,
        from: event.from,
        to: event.to,
        url: event.href ? `${rooms.publicAddress}${event.href}` : '',
        note: event.note,
      })),
    )
    return reply.header('cache-control', 'private, no-store').type('text/calendar; charset=utf-8').send(text)
  })
}

const feedTries = { max: 60, timeWindow: '1 minute' }

async function one(db: Db, params: unknown): Promise<queries.AgreedDate> {
  const asked = Id.safeParse(params)
  const date = asked.success ? await queries.find(db, asked.data.id) : undefined
  if (!date) throw notFound('That date')
  return date
}
