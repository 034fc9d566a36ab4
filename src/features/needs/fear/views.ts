import { whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Page, page } from '../../../platform/view.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { Reading } from '../analyses/reading.ts'
import { perWords } from '../words.ts'
import type { Fear, Found } from './figures.ts'
import { feelingWords, headOf, path, periodOf, rateBars, rowOf } from './reading.ts'
import { apart } from './rules.ts'

const emptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: { text: string; href: string }[] }
}>('needs/pages/look-empty.njk')

const title = 'Fear and violence'

export const showEmpty = ({ state }: Exclude<Found, { state: 'ready' }>): Page =>
  emptyPage({
    title,
    lead: 'What people say of feeling safe beside the violence that is recorded, place by place.',
    empty:
      state === 'no survey'
        ? {
            title: 'No survey of feeling safe is loaded.',
            text: 'Load one by borough as figures by place and period (measure CSV): one row a borough and year, how many said that they feel safe as the numerator, and how many were asked as the denominator. In London that is the Public Attitude Survey of the Mayor’s Office for Policing and Crime (about 400 asked in each borough a year), and the youth survey for school and online.',
            links: [
              { text: 'Send a file', href: '/data/upload' },
              { text: 'See the measures it can be loaded as', href: '/data/measures' },
            ],
          }
        : {
            title: 'No recorded violence is loaded by borough.',
            text: 'Load recorded offences by borough first.',
            links: [{ text: 'See the data that are loaded', href: '/data' }],
          },
  })

interface Option {
  value: string
  text: string
  selected: boolean
}
interface Drawn {
  id: string
  svg: string
  caption: string
}

const readyPage = page<{
  title: string
  fields: { name: string; label: string; items: Option[] }[]
  strip: { term: string; value: string; unit: string }[]
  statement: string
  questions: { term: string; value: string; text: string }[]
  share: Drawn
  rate: Drawn
  table: { caption: string; heads: string[]; rows: string[][]; textColumns: number[] }
  links: Links
  notes: string[]
  source: { period: string; interval: string; source: string; href: string; linkText: string }
}>('needs/pages/fear.njk')

const fieldsOf = ({ feelings, feeling, violences, violence }: Fear) => [
  {
    name: 'feeling',
    label: 'What people say',
    items: feelings.map(one => ({ value: one.code, text: one.name, selected: one === feeling })),
  },
  {
    name: 'measure',
    label: 'What is recorded',
    items: violences.map(one => ({ value: one.measure.code, text: one.measure.name, selected: one === violence })),
  },
]

export function showReady(fear: Fear, reading: Reading, actor: Actor, asked: unknown): Page {
  const { feeling, violence, compared, year } = fear
  const { sure, open } = apart(compared)
  return readyPage({
    title: reading.title,
    fields: fieldsOf(fear),
    strip: [
      { term: 'Fear higher, violence lower', value: whole(sure.length), unit: `of ${compared.length} boroughs` },
      {
        term: 'Fear higher, violence not told apart',
        value: whole(open.length),
        unit: `of ${compared.length} boroughs`,
      },
    ],
    statement: reading.statement,
    questions: reading.figures.map(({ label, value, denominator, period, interval }) => ({
      term: label,
      value,
      text: `${denominator}, ${period}. ${interval}.`,
    })),
    share: {
      id: 'share',
      svg: reading.svg ?? '',
      caption: `Percent of those asked: ${feelingWords(feeling)}, ${year}.`,
    },
    rate: {
      id: 'rate',
      svg: rateBars(fear),
      caption: `${violence.measure.name}, ${perWords(violence.measure)}, ${periodOf(fear)}.`,
    },
    table: {
      caption: reading.table?.caption ?? '',
      heads: headOf(fear),
      rows: compared.map(rowOf),
      textColumns: [2, 4, 6, 8],
    },
    links: linksOf(actor, reading, { csv: reading.href.replace(`${path}?`, `${path}.csv?`), asked }),
    notes: reading.notes,
    source: {
      period: `Survey ${year}; offences ${periodOf(fear)}.`,
      interval: `${reading.settings}.`,
      source: `${reading.source}.`,
      href: reading.method,
      linkText: 'How two shares are compared',
    },
  })
}
