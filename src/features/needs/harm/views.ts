import { dayWords } from '../../../lib/dates.ts'
import { decimal, whole } from '../../../lib/words.ts'
import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Page, page } from '../../../platform/view.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { Reading } from '../analyses/reading.ts'
import type { Found, HarmFigures } from './figures.ts'
import { columns } from './file.ts'
import type { Index, Weight } from './queries.ts'
import { path } from './reading.ts'
import {
  boroughHead,
  boroughRows,
  effectiveText,
  harmText,
  indexWords,
  intervalText,
  periodOf,
  rateText,
} from './tables.ts'

interface Link {
  text: string
  href: string
}

const emptyPage = page<{ title: string; lead: string; empty: { title: string; text: string; links: Link[] } }>(
  'needs/pages/look-empty.njk',
)

const lead = 'Recorded violence weighed by how grave it is, beside the plain counts.'
const indexes: Link = { text: 'Harm indexes', href: `${path}/indexes` }

export const showEmpty = (found: Exclude<Found, { state: 'ready' }>): Page =>
  emptyPage({
    title: 'Harm',
    lead,
    empty:
      found.state === 'no index'
        ? {
            title: 'No harm index is in force.',
            text: 'None is shipped with the program, because its licence is for its makers to give. An analyst loads one, such as the Cambridge Crime Harm Index or the weights of the ONS Crime Severity Score, as a CSV.',
            links: [indexes],
          }
        : {
            title: `Nothing that ${found.index.name} weighs is loaded month by month.`,
            text: 'Load recorded offences by borough, or look at how the categories of the index were matched.',
            links: [{ text: 'See the data that are loaded', href: '/data' }, indexes],
          },
  })

interface Table {
  caption: string
  heads: string[]
  rows: string[][]
}

const readyPage = page<{
  title: string
  strip: { term: string; value: string; unit: string }[]
  statement: string
  categories: Table
  figure: { id: string; svg: string; caption: string }
  boroughs: Table
  links: Links
  notes: string[]
  source: { period: string; interval: string; source: string; href: string; linkText: string }
}>('needs/pages/harm.njk')

export function showReady(figures: HarmFigures, reading: Reading, actor: Actor): Page {
  const { city, index } = figures
  return readyPage({
    title: reading.title,
    strip: [
      {
        term: 'Offences',
        value: city.weighed.count === null ? 'not known' : whole(city.weighed.count),
        unit: '12 months',
      },
      { term: 'Harm', value: harmText(city.weighed), unit: index.unit },
      { term: 'Harm per 1,000 residents', value: rateText(city.weighed), unit: intervalText(city.weighed) },
      { term: 'As uncertain as', value: effectiveText(city.weighed), unit: 'equally grave events' },
    ],
    statement: reading.statement,
    categories: {
      caption: reading.table?.caption ?? '',
      heads: reading.table?.head ?? [],
      rows: reading.table?.rows ?? [],
    },
    figure: {
      id: 'harm',
      svg: reading.svg ?? '',
      caption: `Harm per 1,000 residents by borough, in the order of their names, ${periodOf(figures)}.`,
    },
    boroughs: { caption: `Harm by borough, ${periodOf(figures)}`, heads: boroughHead, rows: boroughRows(figures) },
    links: linksOf(actor, reading, {
      csv: `${path}.csv`,
      more: [{ text: 'The index and its weights', href: indexes.href }],
    }),
    notes: reading.notes,
    source: {
      period: `${periodOf(figures)}.`,
      interval: `${reading.settings}.`,
      source: `${reading.source}.`,
      href: reading.method,
      linkText: 'How harm is weighed',
    },
  })
}

const states: Record<Index['status'], string> = {
  preview: 'Loaded, not in force',
  'in force': 'In force',
  replaced: 'Replaced',
  dropped: 'Dropped',
}

const listPage = page<
  {
    title: string
    lead: string
    indexes: { name: string; href: string; text: string }[]
    mayLoad: boolean
    columns: string
    problems: string[]
  } & Wrong
>('needs/pages/harm-indexes.njk')

export const showIndexes = (all: readonly Index[], mayLoad: boolean, problems: string[] = []): Page => {
  const errors: FieldError[] = problems.map(text => ({ field: 'file', text }))
  return listPage({
    title: 'Harm indexes',
    lead: 'The weights that harm is worked out with. None is shipped: load the one you have the right to use.',
    indexes: all.map(one => ({
      name: indexWords({ index: one }),
      href: `${path}/indexes/${one.id}`,
      text: `${states[one.status]}. In ${one.unit}. ${one.licence}. Loaded ${dayWords(one.madeOn)}${one.madeBy ? ` by ${one.madeBy}` : ''}.`,
    })),
    mayLoad,
    columns: columns.join(','),
    problems,
    ...wrong(errors),
  })
}

const indexPage = page<{
  title: string
  state: string
  facts: { term: string; text: string }[]
  weights: Table & { textColumns: number[] }
  unmatched: number
  href: string
  may: { use: boolean; drop: boolean }
}>('needs/pages/harm-index.njk')

export function showIndex(
  index: Index,
  weights: readonly Weight[],
  names: ReadonlyMap<number, string>,
  mayLoad: boolean,
): Page {
  const rows = weights.map(one => [
    one.category,
    decimal(one.weight, one.weight % 1 === 0 ? 0 : 2),
    one.measureId === null
      ? 'no measure of this city: left out'
      : (names.get(one.measureId) ?? 'a measure that is gone'),
  ])
  return indexPage({
    title: indexWords({ index }),
    state: states[index.status],
    facts: [
      { term: 'Unit', text: index.unit },
      { term: 'Licence', text: index.licence },
      { term: 'File', text: `${index.fileName}, SHA-256 ${index.fileHash.slice(0, 16)}…` },
      { term: 'Loaded', text: `${dayWords(index.madeOn)}${index.madeBy ? ` by ${index.madeBy}` : ''}` },
    ],
    weights: { caption: 'Weights, heaviest first', heads: ['Category', 'Weight', 'Measure'], rows, textColumns: [2] },
    unmatched: weights.filter(one => one.measureId === null).length,
    href: `${path}/indexes/${index.id}`,
    may: {
      use: mayLoad && (index.status === 'preview' || index.status === 'replaced'),
      drop: mayLoad && index.status === 'preview',
    },
  })
}
