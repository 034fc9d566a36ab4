import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { plural, whole } from '../../../lib/words.ts'
import { defineList, type List } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Measure } from '../schemas.ts'
import { figure, signed } from './report-view.ts'
import type { Seen, Tally } from './revisions-seen.ts'
import { periodWords, spanWords } from './rules.ts'
import type { CatalogueSource } from './schemas.ts'

export const revisionList = (sourceId: string, measures: readonly Measure[], chosen: string) =>
  defineList<Seen>({
    path: `/data/${sourceId}/revisions`,
    noun: ['revised cell', 'revised cells'],
    caption: 'Cells that a newer snapshot changed: the earlier value and the one in force',
    columns: [
      {
        key: 'place',
        title: 'Place',
        head: true,
        sortable: true,
        value: one => one.place.name,
        html: one =>
          `<a class="govuk-link" href="/places/${escapeXml(one.place.code)}">${escapeXml(one.place.name)}</a>`,
      },
      { key: 'code', title: 'Code', csvOnly: true, value: one => one.place.code },
      { key: 'measure', title: 'Measure', csvOnly: true, value: one => one.measure },
      {
        key: 'period',
        title: 'Period',
        sortable: true,
        value: one => one.period,
        text: one => periodWords(one.period, one.grain),
      },
      {
        key: 'earlier_value',
        title: 'Earlier value',
        numeric: true,
        sortable: true,
        value: one => one.before,
        text: one => figure(one.before),
      },
      {
        key: 'value_in_force',
        title: 'Value in force',
        numeric: true,
        sortable: true,
        value: one => one.after,
        text: one => figure(one.after),
      },
      {
        key: 'change',
        title: 'Change',
        numeric: true,
        sortable: true,
        value: one => one.change,
        text: one => signed(one.change),
      },
      {
        key: 'earlier_snapshot',
        title: 'Earlier snapshot',
        short: 'Earlier',
        sortable: true,
        value: one => one.from,
        text: one => dayWords(one.from),
      },
      {
        key: 'newer_snapshot',
        title: 'Snapshot in force',
        short: 'In force',
        sortable: true,
        value: one => one.to,
        text: one => dayWords(one.to),
      },
    ],
    filters: [
      {
        key: 'measure',
        title: 'Measure',
        kind: 'choice',
        initial: chosen,
        options: measures.map(one => ({ value: one.code, text: one.name })),
        match: () => true,
      },
      {
        key: 'q',
        title: 'Find a place',
        kind: 'search',
        match: (one, [words = '']) => `${one.place.name} ${one.place.code}`.toLowerCase().includes(words.toLowerCase()),
      },
    ],
    sort: { key: 'size', dir: 'desc' },
    size: 50,
    empty: {
      title: 'No cell of this measure was changed.',
      text: 'The newer snapshots say what the earlier ones said.',
    },
  })

export interface RevisionsFacts {
  source: CatalogueSource
  measure: Measure | undefined
  tallies: readonly Tally[]
  list: List | null
  unseen: number
  /** Are there cells this person may ever see one by one? */
  cells: boolean
  /** Sums over cells are true values: for those who see them all. */
  sums: boolean
}

export function revisionsView({ source, measure, tallies, list, unseen, cells: each, sums }: RevisionsFacts) {
  const cells = tallies.reduce((total, one) => total + one.cells, 0)
  return {
    title: `Revisions: ${source.title}`,
    breadcrumbs: [
      { text: 'Data', href: '/data' },
      { text: source.title, href: `/data/${source.id}` },
      { text: 'Revisions' },
    ],
    lead: measure
      ? `${measure.name}: newer snapshots changed ${plural(cells, 'cell')} that an earlier file had told otherwise. A cell is one place in one period.`
      : 'No two files in force speak of the same cells, so nothing has been revised.',
    unseen: unseen
      ? `Which ${plural(unseen, 'cell')} ${unseen === 1 ? 'it was' : 'they were'}, and the values, are for analysts, and for the lead of a borough where its files are openly published.`
      : '',
    cells: each,
    tally: tallies.length
      ? {
          caption: 'Revisions by snapshot',
          heads: [
            'Earlier snapshot',
            'Replaced by',
            'Periods',
            'Cells changed',
            ...(sums ? ['Earlier sum', 'Sum in force', 'Change'] : []),
          ],
          textColumns: [1, 2],
          rows: tallies.map(one => [
            dayWords(one.from),
            dayWords(one.to),
            spanWords(one.firstPeriod, one.lastPeriod, one.grain),
            whole(one.cells),
            ...(sums ? [figure(one.before), figure(one.after), signed(one.after - one.before)] : []),
          ]),
        }
      : null,
    list,
    all: list && each ? `/data/${source.id}/revisions-all.csv` : '',
  }
}
export const revisionsPage = page<ReturnType<typeof revisionsView>>('evidence/catalogue/pages/revisions.njk')
