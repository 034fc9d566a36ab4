import { escapeXml } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { defineList } from '../../../platform/list.ts'
import type { Break, Measure } from '../schemas.ts'

export interface MeasureLine {
  measure: Measure
  sources: readonly { id: string; title: string }[]
  breaks: readonly Break[]
}

const topics: Readonly<Record<string, string>> = {
  violence: 'Violence',
  context: 'Context',
  deprivation: 'Deprivation',
  population: 'Population',
  other: 'Other',
}
export const topicName = (topic: string): string => topics[topic] ?? sentence(topic)

const levelNames: Readonly<Record<Measure['lowestLevel'], string>> = {
  lsoa: 'LSOA',
  ward: 'Ward',
  borough: 'Borough',
  city: 'City',
}

const unitWords = ({ unit, per, denominator }: Measure): string =>
  per === null
    ? sentence(unit)
    : `${sentence(unit)}; rate per ${per.toLocaleString('en-GB')}${denominator ? ` ${denominator}` : ''}`

/** The line of one measure, found wherever it stands in the list. */
export const measureHref = (code: string): string =>
  `/data/measures?q=${encodeURIComponent(code)}#${encodeURIComponent(code)}`

const nameHtml = ({ measure }: MeasureLine) =>
  `<span id="${escapeXml(measure.code)}">${escapeXml(measure.name)}</span><small>${escapeXml(measure.definition)}</small>${measure.note ? `<small>${escapeXml(measure.note)}</small>` : ''}`

const sourcesHtml = ({ sources }: MeasureLine) =>
  sources.length === 0
    ? '<span class="up-soft">No file yet</span>'
    : sources
        .map(one => `<a class="govuk-link" href="/data/${escapeXml(one.id)}">${escapeXml(one.title)}</a>`)
        .join('<br>')

const breaksHtml = ({ breaks }: MeasureLine) =>
  breaks.length === 0
    ? 'None'
    : breaks
        .map(one => `<a class="govuk-link" href="/data/breaks#break-${one.id}">${escapeXml(monthWords(one.month))}</a>`)
        .join(', ')

/** What the one who looks after the program does, so that a partner's figures have a measure of their own. */
export const howToAdd = (packId: string) => ({
  title: 'How a measure is added',
  steps: [
    `The person who looks after Upstream adds an entry to packs/${packId}/measures.json: a code, a name, a definition, its unit and the smallest place it may be shown for. docs/measures.md beside the program has an example.`,
    'The next file that is uploaded, or imported at the terminal, finds it. Use its code in the column “measure”.',
  ],
})

export const measureList = (found: readonly string[]) =>
  defineList<MeasureLine>({
    path: '/data/measures',
    noun: ['measure', 'measures'],
    caption: 'Measures, how each is defined and where it comes from',
    columns: [
      {
        key: 'measure',
        title: 'Measure',
        head: true,
        sortable: true,
        value: line => line.measure.name,
        html: nameHtml,
      },
      { key: 'topic', title: 'Topic', sortable: true, value: line => topicName(line.measure.topic) },
      { key: 'unit', title: 'Unit', value: line => unitWords(line.measure) },
      {
        key: 'lowest_level',
        title: 'Lowest level shown',
        short: 'Lowest level',
        sortable: true,
        value: line => levelNames[line.measure.lowestLevel],
      },
      {
        key: 'sources',
        title: 'Sources',
        value: line => line.sources.map(one => one.title).join('; '),
        html: sourcesHtml,
      },
      { key: 'breaks', title: 'Breaks', value: line => line.breaks.map(one => one.month).join('; '), html: breaksHtml },
      { key: 'code', title: 'Code', csvOnly: true, value: line => line.measure.code },
      { key: 'definition', title: 'Definition', csvOnly: true, value: line => line.measure.definition },
      { key: 'direction', title: 'Direction', csvOnly: true, value: line => line.measure.direction },
      { key: 'sensitive', title: 'Sensitive', csvOnly: true, value: line => line.measure.sensitive },
      { key: 'note', title: 'Note', csvOnly: true, value: line => line.measure.note },
    ],
    filters: [
      {
        key: 'q',
        title: 'Find',
        hint: 'Name, definition or code',
        kind: 'search',
        match: ({ measure }, [words = '']) =>
          `${measure.name}\n${measure.definition}\n${measure.code}`.toLowerCase().includes(words.toLowerCase()),
      },
      {
        key: 'topic',
        title: 'Topic',
        kind: 'many',
        options: found.map(topic => ({ value: topic, text: topicName(topic) })),
        match: (line, values) => values.includes(line.measure.topic),
      },
      {
        key: 'loaded',
        title: 'Has figures',
        kind: 'choice',
        any: 'Any',
        options: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'Not yet' },
        ],
        match: (line, [value]) => (value === 'yes') === line.sources.length > 0,
      },
    ],
    sort: { key: 'shelf', dir: 'asc' },
    links: [
      { text: 'Sources', href: '/data' },
      { text: 'Breaks', href: '/data/breaks' },
    ],
    empty: {
      title: 'No measure is defined yet.',
      text: 'Measures come with the pack of your city: npm run -s upstream -- load PACK --data DIR',
      links: [{ text: 'Sources', href: '/data' }],
    },
  })
