import type { FastifyInstance } from 'fastify'
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { forbidden, notFound } from '../../../lib/errors.ts'
import { sentence } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { notShown } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { placeHref } from '../../places/index.ts'
import { csvOf } from '../analyses/csv.ts'
import { linksOf, noLinks } from '../analyses/links.ts'
import { whyNoFinding } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import { analysisPage, type Cell, type Field, part, showNothing } from '../when/page.ts'
import { type Early, earlyOf, type Line } from './compute.ts'
import { expectedWords, head, hrefOf, measureSentence, path, readingOf, rowOf, view } from './reading.ts'

/** What early notice flags, a list a month. */
export function routes(app: FastifyInstance, rooms: Rooms): void {
  app.get(path, { access: 'signals.read' }, async (req, reply) => {
    const answer = await earlyOf(rooms, req.actor, req.query)
    if (answer.state === 'no list') return reply.page(noList())
    if (answer.state !== 'ready')
      return reply.code(answer.state === 'refused' ? 403 : 200).page(showNothing(view.title, path, answer))
    const { early } = answer
    const reading = await readingOf(rooms.db, early)
    return reply.page(
      analysisPage({
        title: reading.title,
        lead: reading.statement,
        action: path,
        fields: fieldsOf(early),
        parts: [listPart(early, req.actor), historyPart(early)],
        notes: reading.notes,
        source: {
          count: measureSentence(early),
          interval: `${reading.settings}.`,
          source: reading.source ? `Source: ${reading.source}.` : '',
        },
        links: linksOf(req.actor, reading, {
          csv: hrefOf(`${path}.csv`, early),
          may: early.lines.length > 0,
          asked: req.query,
        }),
        empty: null,
      }),
    )
  })

  app.get(`${path}.csv`, { access: 'signals.read' }, async (req, reply) => {
    const answer = await earlyOf(rooms, req.actor, req.query)
    if (answer.state === 'refused') throw forbidden(answer.words)
    if (answer.state !== 'ready') throw notFound('Early notice')
    const { early } = answer
    const { columns, rows } = csvOf(await readingOf(rooms.db, early), fileOf(early))
    return reply.csv(`early-notice-${early.known.measure.code}-${early.ground.kind}-${early.list.month}`, columns, rows)
  })
}

/** The list with its codes, and how sure each flag is: neither where the number itself is kept back. */
const fileOf = ({ lines }: Early) => ({
  head: ['Code', ...head, 'p', 'q'],
  rows: lines.map(line => {
    const { tells, flag } = line
    const sure = [flag.p, flag.q].map(value => (tells === 'none' ? notShown : (value?.toFixed(4) ?? 'cannot be told')))
    return [line.area.code, ...rowOf(line), ...sure]
  }),
})

const noList = () =>
  analysisPage({
    title: view.title,
    lead: view.question,
    action: path,
    fields: [],
    parts: [],
    notes: [],
    source: {},
    links: { ...noLinks, method: '/methods/early-notice' },
    empty: {
      title: 'No list has been kept of this measure yet.',
      text: 'A list is made after each assessment, for measures with a year or more of months recorded in one way. An analyst can make the marks again from the page of signals.',
      links: [{ text: 'Signals', href: '/signals' }],
    },
  })

const fieldsOf = ({ choices, known, ground, lists, list }: Early): Field[] => [
  {
    name: 'measure',
    label: 'Measure',
    items: choices.map(({ measure }) => ({
      value: measure.code,
      text: measure.short,
      selected: measure === known.measure,
    })),
  },
  {
    name: 'level',
    label: 'Places',
    items: (['ward', 'borough'] as const).map(value => ({
      value,
      text: sentence(kindWords[value][1]),
      selected: value === ground.kind,
    })),
  },
  {
    name: 'month',
    label: 'Month',
    items: lists.map(({ month }) => ({ value: month, text: monthWords(month), selected: month === list.month })),
  },
]

const listPart = (early: Early, actor: Actor) =>
  part({
    id: 'flags',
    title: `Flags, ${monthWords(early.list.month)}`,
    words:
      early.lines.length === 0
        ? 'No flag that you may see. That is ordinary: most months most places are as they were.'
        : 'By name. The usual is the mean of the seven months before.',
    table:
      early.lines.length === 0
        ? null
        : { caption: 'Flags of the month, by name', head, rows: early.lines.map(line => cellsOf(early, actor, line)) },
  })

function cellsOf(early: Early, actor: Actor, line: Line): Cell[] {
  const [name = '', ...rest] = rowOf(line)
  return [
    { text: name, href: placeHref(line.area.code) },
    ...rest.slice(0, -1).map((text): Cell => ({ text })),
    followedCell(early, actor, line),
  ]
}

/** What came of the flag; for who may, the way to say it: a finding of the place, or a task, which then stands here. */
function followedCell({ known }: Early, actor: Actor, line: Line): Cell {
  const [first] = line.followed
  const text = rowOf(line).at(-1) ?? ''
  if (first) return { text, href: first.href }
  const about = new URLSearchParams({ place: line.area.code, measure: known.measure.code })
  if (allows(actor, 'findings.create') && !whyNoFinding(known.measure, line.area))
    return { text: 'Nothing yet: make a finding', href: `/findings/new?${about}` }
  return allows(actor, 'tasks.create')
    ? { text: 'Nothing yet: open a task', href: `/tasks/new?${new URLSearchParams({ place: line.area.code })}` }
    : { text }
}

const historyPart = (early: Early) =>
  part({
    id: 'history',
    title: 'Lists kept',
    words: `About ${expectedWords(early)} flags are to be expected by chance in this month, at the places shown.`,
    table: {
      caption: 'Lists kept, newest month first',
      head: ['Month', 'Places looked at', 'Flags chance would give', 'Made on'],
      rows: early.lists.map(list => [
        { text: monthWords(list.month), href: hrefOf(path, { ...early, list }) },
        { text: String(list.looked) },
        { text: expectedWords(list) },
        { text: dayWords(list.madeOn) },
      ]),
    },
  })
