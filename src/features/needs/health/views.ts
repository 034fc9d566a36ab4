import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { Reading } from '../analyses/reading.ts'
import { type Absent, absences } from './absences.ts'
import * as figures from './figures.ts'
import type { Look } from './look.ts'
import { hoursOf, type Table, yearTable } from './parts.ts'
import { cellWords, healthView, hrefOf } from './reading.ts'
import { middle } from './rules.ts'

interface Choice {
  value: string
  text: string
  selected: boolean
}
interface HealthPage {
  title: string
  lead: string
  figures: Reading['figures']
  absent: string[]
  fields: { name: string; label: string; items: Choice[] }[]
  months: { svg: string; table: Table }
  sites: Table
  sitesNote: string
  hours: { svg: string; table: Table; note: string }
  bands: Table
  settings: Table
  methods: Table
  agendas: { title: string; href: string; words: string }[]
  links: Links
  source: string
  method: string
  notes: string[]
}
const healthPage = page<HealthPage>('needs/pages/health.njk')

export interface Shown {
  look: Look
  reading: Reading
  agendas: HealthPage['agendas']
  actor: Actor
  /** The query of the address. */
  asked: unknown
}

/** The page of the hospital data. */
export const show = ({ look, reading, agendas, actor, asked }: Shown) =>
  healthPage({
    title: 'Health data',
    lead: reading.statement,
    figures: reading.figures,
    absent: absences(look).map(absentWords),
    fields: fieldsOf(look),
    months: { svg: reading.svg ?? '', table: tableOf(reading.table) },
    sites: sitesTable(look),
    sitesNote: sitesNote(look),
    hours: hoursOf(look),
    bands: yearTable(
      'Attendances by time of the week',
      'Time of the week',
      figures.byBand(look, look.months),
      look.under,
    ),
    settings: yearTable(
      'Attendances by kind of place',
      'Kind of place',
      figures.bySetting(look, look.months),
      look.under,
    ),
    methods: yearTable('Attendances by weapon', 'Weapon', figures.byMethod(look, look.months), look.under),
    agendas,
    links: linksOf(actor, reading, { csv: hrefOf(look).replace('?', '.csv?'), asked }),
    source: reading.source,
    method: reading.method,
    notes: reading.notes,
  })

const tableOf = (table: Reading['table']): Table => ({
  caption: table?.caption ?? '',
  heads: table?.head ?? [],
  rows: table?.rows ?? [],
})

function absentWords({ month, sites, due }: Absent): string {
  const names = list(sites.map(site => site.name))
  return due === null
    ? `${monthWords(month)}: nothing came from ${names}. The month is held back from the monthly series.`
    : `${monthWords(month)} has not come from ${names}. It was expected by ${dayWords(due)}.`
}

const choices = (all: readonly { value: string; text: string }[], chosen: string): Choice[] =>
  all.map(one => ({ ...one, selected: one.value === chosen }))

function fieldsOf({ sources, source, measures, measure, covered, end, under }: Look): HealthPage['fields'] {
  const months = covered.toReversed().map(month => ({ value: month, text: monthWords(month) }))
  const of = (all: readonly { id?: string; code?: string; title?: string; name?: string }[]) =>
    all.map(one => ({ value: one.code ?? one.id ?? '', text: one.title ?? one.name ?? '' }))
  return [
    { name: 'source', label: 'Hospitals', items: choices(of(sources), source.id) },
    {
      name: 'measure',
      label: 'Measure',
      items: choices(of(measures.map(({ code, name }) => ({ code, name }))), measure.code),
    },
    { name: 'end', label: '12 months to', items: choices(months, end) },
  ].filter(field => (field.name === 'end' ? under === 0 : field.items.length > 1))
}

/** A row a hospital: what it sent, how whole, what its people said of the police, and how long it takes. */
export function sitesTable(look: Look): Table {
  const whole = figures.fields.map(field => figures.wholeness(look, field.key).sites)
  const unknown = figures.unknownToPolice(look).sites
  const totals = figures.totalsOf(look).sites
  const rows = figures
    .sitesOf(look)
    .map(({ code, name }, i) => [
      name,
      cellWords(totals[i] ?? { count: null, hidden: false }),
      ...whole.map(shares => (shares[i] ? figures.shareWords(shares[i]) : '')),
      policeCell(unknown[i]),
      ...lagCells(look, code),
    ])
  const fields = figures.fields.map(field => field.title)
  const heads = ['Hospital', 'Attendances', ...fields, 'Not known to police', 'Days to file', 'Late months']
  return { caption: 'What each hospital sent in the 12 months', heads, rows }
}

const sitesNote = ({ source }: Look): string =>
  `Shares are of the attendances each hospital sent. Days to file: from the end of a month to the day its first file was here, the middle one${
    source.lagDays === null ? '' : `; late is after more than ${source.lagDays} days`
  }. A first file that brings years at once tells it of its newest month alone.`

const policeCell = (share: figures.Share | undefined): string =>
  share && share.of > 0
    ? [`${figures.shareWords(share)} of ${whole(share.of)}`, figures.intervalWords(share).replace('95% interval ', '')]
        .filter(Boolean)
        .join(', ')
    : 'not asked'

function lagCells(look: Look, site: string): [string, string] {
  const mine = figures.lagsOf(look).filter(lag => lag.site === site)
  const days = middle(mine.map(lag => lag.days))
  if (days === null) return ['not known', 'not known']
  const late = mine.filter(lag => lag.late).length
  return [whole(days), look.source.lagDays === null ? 'no day agreed' : `${late} of ${mine.length}`]
}

export const emptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: { text: string; href: string }[] }
}>('needs/pages/look-empty.njk')
export const showEmpty = () =>
  emptyPage({
    title: 'Health data',
    lead: healthView.question,
    empty: {
      title: 'No hospital data are loaded.',
      text: 'Emergency departments can send attendances after an assault each month, without a name, in the form of the national data set (Information Sharing to Tackle Violence, ISB 1594). It needs an agreement with each hospital and a data protection impact assessment.',
      links: [
        { text: 'What the file holds', href: '/data/formats' },
        { text: 'How it is used', href: '/methods/hospital-data' },
      ],
    },
  })
