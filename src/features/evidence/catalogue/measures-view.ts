import { escapeXml } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, sentence } from '../../../lib/words.ts'
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

/** A break for a page: what changed, from when, and what it bears on. */
export const breakView = (one: Break) => ({
  id: `break-${one.id}`,
  title: one.title,
  month: monthWords(one.month),
  note: one.note,
  source: one.source,
  bearsOn: bearsOn(one),
})

const bearsOn = ({ measureCodes, sourceIds }: Break): string =>
  sentence(
    list([
      measureCodes === null ? 'every measure' : plural(measureCodes.length, 'measure'),
      sourceIds === null ? 'from any source' : `from ${list(sourceIds)}`,
    ]),
  )

export interface BreakLine {
  found: Break
  measures: readonly Measure[]
  sources: readonly { id: string; title: string }[]
}

export const breakList = defineList<BreakLine>({
  path: '/data/breaks',
  noun: ['break', 'breaks'],
  caption: 'Months from which figures were recorded in another way',
  columns: [
    {
      key: 'break',
      title: 'Break',
      head: true,
      value: line => line.found.title,
      html: ({ found }) =>
        `<span id="break-${found.id}">${escapeXml(found.title)}</span><small>${escapeXml(found.note)}</small>`,
    },
    {
      key: 'month',
      title: 'New series begins',
      short: 'From',
      sortable: true,
      value: line => line.found.month,
      text: line => monthWords(line.found.month),
    },
    {
      key: 'measures',
      title: 'Measures',
      value: line => (line.found.measureCodes === null ? 'all' : line.found.measureCodes.join('; ')),
      html: measuresHtml,
    },
    {
      key: 'sources',
      title: 'Sources',
      value: line => (line.found.sourceIds === null ? 'all' : line.found.sourceIds.join('; ')),
      html: line =>
        line.found.sourceIds === null
          ? 'All'
          : line.sources
              .map(one => `<a class="govuk-link" href="/data/${escapeXml(one.id)}">${escapeXml(one.title)}</a>`)
              .join('<br>'),
    },
    { key: 'known_from', title: 'Known from', value: line => line.found.source },
  ],
  filters: [],
  sort: { key: 'month', dir: 'desc' },
  links: [
    { text: 'Sources', href: '/data' },
    { text: 'Measures', href: '/data/measures' },
  ],
  empty: {
    title: 'No break is recorded.',
    text: 'Breaks come with the pack of your city. Without any, every comparison is drawn as one series, so add those you know of.',
  },
})

function measuresHtml({ found, measures }: BreakLine): string {
  if (found.measureCodes === null) return 'All'
  const links = measures.map(one => `<a class="govuk-link" href="${measureHref(one.code)}">${escapeXml(one.short)}</a>`)
  if (links.length <= 4) return links.join('<br>')
  return `<details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary govuk-!-padding-top-1 govuk-!-padding-bottom-1"><span class="govuk-details__summary-text">${plural(links.length, 'measure')}</span></summary><div class="govuk-details__text">${links.join(', ')}</div></details>`
}
