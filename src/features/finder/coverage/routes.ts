import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../lib/dates.ts'
import { forbidden, notFound } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { arrange, csvOf, readQuery } from '../../../platform/list.ts'
import { seesSignals } from '../../evidence/index.ts'
import { hoursAt, type Links, linksOf, wardDrawing } from '../../needs/index.ts'
import { allows } from '../../people/index.ts'
import { findByCode, type Place } from '../../places/index.ts'
import { placeSteps } from '../../threads/index.ts'
import type { Rooms } from '../rooms.ts'
import { ageOptions, agesKey } from './ages.ts'
import { addressOf, timesOf, whatOptions, whatWords } from './ask.ts'
import { gapsOf, together } from './grid.ts'
import { coverageList, path } from './list.ts'
import { showList } from './list-view.ts'
import { coverMap, showMap } from './map-view.ts'
import { showPlace } from './place-view.ts'
import * as queries from './queries.ts'
import { type Covered, coveredFor } from './read.ts'
import { coverageView, coverMethod, hrefOf } from './reading.ts'
import { lostIn } from './unmet/beside.ts'
import { weekOptions } from './weeks.ts'
import { gapPhrases, gapSentence, spanWords, weekdays } from './words.ts'

const access = 'signals.read'
const Code = z.object({ code: z.string().max(20) })
const Words = z.record(z.string(), z.string()).catch({})

/** What is on and what is not, by ward, weekday, hour and age. */
export function coverageRoutes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access }, async (req, reply) => {
    const { place, ...words } = Words.parse(req.query ?? {})
    // a finding of one place leads here by the address of the view
    if (place && Code.safeParse({ code: place }).success && place !== rooms.pack.city.code)
      return reply.redirect(`${path}/${encodeURIComponent(place)}?${new URLSearchParams(words)}`, 303)
    const { covered, spec, query, found } = await listOf(rooms, req)
    return reply.page(showList(covered, spec, query, found))
  })

  app.get(`${path}.csv`, { access }, async (req, reply) => {
    const { spec, found } = await listOf(rooms, req)
    const file = csvOf(spec, found.all)
    return reply.csv('coverage-by-hour', file.columns, file.rows)
  })

  app.get(`${path}/map`, { access }, async (req, reply) => {
    const whole = await coveredFor(rooms, req.actor, req.query)
    const { borough } = Asked.parse(req.query ?? {})
    const within = whole.rows.filter(row => row.ward.boroughCode === borough)
    const covered = within.length > 0 ? { ...whole, rows: within } : whole
    const boroughs = new Set(covered.rows.map(row => row.ward.boroughCode))
    const drawing = await wardDrawing(rooms.db, boroughs.size === 1 ? [...boroughs][0] : undefined)
    const map = drawing && coverMap(covered.rows, drawing, mapTitle)
    const fields = [...fieldsOf(covered, rooms.today()), ...boroughField(whole, borough)]
    return reply.page(showMap(covered, map, fields, listHref(covered, within.length > 0 ? borough : '')))
  })

  app.get(`${path}/:code`, { access }, async (req, reply) => {
    const { place, covered, rows, grid } = await placeOf(rooms, req)
    const [{ ward, monday }] = [rows[0] ?? { ward: undefined, monday: undefined }]
    const { ages, kinds } = covered.ask
    const sessions =
      place.kind === 'ward' && ward && monday
        ? await queries.listed(rooms.db, { wardIds: [ward.id], from: monday, to: lastDay(monday), ages, kinds })
        : []
    const incidents = await hoursAt(rooms, req.actor, place.code)
    const phrases = gapPhrases(gapsOf(grid, covered.ask.times, ages), ages)
    const borough = { code: ward?.boroughCode ?? place.code, name: ward?.boroughName ?? place.name }
    const links = lookLinks(
      req.actor,
      { ...covered, rows },
      place.code,
      `${path}/${place.code}.csv${addressOf(covered.ask)}`,
    )
    links.more.push({ text: `Holiday programmes in ${borough.name}`, href: `${path}/holidays/${borough.code}` })
    return reply.page(
      showPlace({
        ...{ covered, place, rows, grid, phrases, sessions, incidents, links },
        fields: fieldsOf(covered, rooms.today()),
        lost: await lostIn(rooms.db, borough, rooms.today()),
        steps: placeSteps(req.actor, place.code, monday ? gapSentence(place.name, phrases) : ''),
        whom: req.actor.role === 'borough-lead' ? whomToAsk : '',
      }),
    )
  })

  app.get(`${path}/:code.csv`, { access }, async (req, reply) => {
    const { place, covered, rows, grid } = await placeOf(rooms, req)
    const known = rows.some(row => row.monday !== undefined)
    const lines = grid.flatMap((row, day) =>
      row.map((cell, hour) => [
        ...[place.code, place.name, agesKey(covered.ask.ages), weekdays[day] ?? '', spanWords(hour, hour + 1)],
        ...(known ? [cell.sessions, cell.places, cell.unsaid, cell.unsure] : ['', '', '', '']),
        ...[rows[0]?.monday ?? '', whatWords(covered.ask)],
      ]),
    )
    return reply.csv(
      `coverage-${place.code}`,
      csvHead,
      lines.map(line => line.map(String)),
    )
  })
}

/** A borough lead begins neither decisions nor tasks (permission/matrix.ts); a task of their borough they may take on. */
const whomToAsk =
  'Officers of the unit decide on a place and open tasks. Send them the address of this page and say what you would like to happen. You can read the tasks and decisions of your borough here.'

const csvHead = [
  'code',
  'place',
  'ages',
  'weekday',
  'hour',
  'sessions',
  'places',
  'sessions_without_number_of_places',
  'sessions_to_check',
  'week_from',
  'what_counts',
]

const mapTitle = 'Wards by the hours in which something is on for every age; the same as a list below'

const listHref = ({ ask }: Covered, borough: string) => {
  const address = `${path}${addressOf(ask)}`
  return borough === '' ? address : `${address}${address.includes('?') ? '&' : '?'}borough=${borough}`
}

/** On a map of one borough the wards are numbered. */
function boroughField({ rows }: Covered, chosen: string) {
  const names = [...new Map(rows.map(({ ward }) => [ward.boroughCode, ward.boroughName]))]
  if (names.length < 2) return []
  const items = [{ value: '', text: 'All boroughs' }, ...names.map(([value, text]) => ({ value, text }))]
    .sort((a, b) => Number(b.value === '') - Number(a.value === '') || a.text.localeCompare(b.text, 'en-GB'))
    .map(item => ({ ...item, selected: item.value === chosen }))
  return [{ name: 'borough', label: 'Borough', items }]
}

const Asked = z.object({ borough: z.string().max(20).catch('') })

/** What can be made of what is shown: a finding, a part of an assessment. */
function lookLinks(actor: Actor, { ask, rows }: Covered, place: string, csv = ''): Links {
  const may = ask.week.kind !== 'chosen' && rows.some(row => row.monday !== undefined)
  const ordinary = `${place ? `${path}/${place}` : path}${addressOf({ ...ask, week: { kind: 'term' } })}`
  const more =
    may || !allows(actor, 'findings.create') ? [] : [{ text: 'An ordinary week, to make a finding of', href: ordinary }]
  const reading = { view: coverageView.name, href: hrefOf(ask, place), method: coverMethod, title: '' }
  return linksOf(actor, reading, { csv, may, more })
}

async function listOf(rooms: Rooms, req: FastifyRequest) {
  const covered = await coveredFor(rooms, req.actor, req.query)
  const borough = Asked.parse(req.query ?? {}).borough
  const spec = coverageList(covered, rooms.today(), lookLinks(req.actor, covered, borough))
  const query = readQuery(spec, req.query)
  return { covered, spec, query, found: arrange(spec, covered.rows, query) }
}

async function placeOf(rooms: Rooms, req: FastifyRequest) {
  const asked = Code.safeParse(req.params)
  const place = asked.success ? await findByCode(rooms.db, asked.data.code) : undefined
  if (!place || (place.kind !== 'ward' && place.kind !== 'borough')) throw notFound('A ward or borough')
  const covered = await coveredFor(rooms, req.actor, req.query)
  const rows = covered.rows.filter(({ ward }) => ward.code === place.code || ward.boroughCode === place.code)
  if (rows.length === 0) throw await nothingAt(req, place)
  const grid = together(rows.map(row => row.grid))
  return { place: { code: place.code, name: place.name, kind: place.kind }, covered, rows, grid }
}

// A ward of an earlier vintage has no coverage; a place of somebody else's is not theirs to see.
const nothingAt = async ({ actor }: FastifyRequest, { kind, code }: Place) =>
  actor.role === 'borough-lead' && !seesSignals(actor, { kind, code, boroughCode: kind === 'borough' ? code : null })
    ? forbidden('This place is outside what you answer for')
    : notFound('Coverage of this place')

const lastDay = (monday: string) => addDays(monday, 6)

/** The choices of the pages that are no list. */
function fieldsOf({ ask, band }: Covered, today: string) {
  const week = ask.week.kind === 'chosen' ? ask.week.monday : ask.week.kind
  const field = (name: string, label: string, chosen: string, options: readonly { value: string; text: string }[]) => ({
    ...{ name, label },
    items: options.map(option => ({ ...option, selected: option.value === chosen })),
  })
  return [
    field('ages', 'Ages', agesKey(ask.ages), ageOptions),
    field(
      'times',
      'Hours',
      ask.times.key,
      timesOf(band).map(({ key, name }) => ({ value: key, text: name })),
    ),
    field('week', 'Week', week, weekOptions(today)),
    field('what', 'What counts', ask.what, whatOptions),
  ]
}
