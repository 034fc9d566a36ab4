import { escapeXml } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, sentence } from '../../../lib/words.ts'
import { defineList } from '../../../platform/list.ts'
import type { Break, Measure } from '../schemas.ts'
import { measureHref } from './measures-view.ts'

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
