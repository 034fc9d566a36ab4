import {
  cellScale,
  changeMark,
  changeWords,
  escapeXml,
  intervalCell,
  intervalCellAxis,
  levelMark,
  levelWords,
} from '../../../../lib/charts/index.ts'
import { decimal } from '../../../../lib/words.ts'
import { defineList } from '../../../../platform/list.ts'
import { type ExampleWard, exampleWards } from './examples.ts'

export { exampleWards } from './examples.ts'

const scale = cellScale(exampleWards, 9.8)
const boroughs = ['Eastmere', 'Northgate', 'Southwharf', 'Westbrook']

/** The style page's own list: invented wards, and every kind of column and filter there is. */
export const wardList = defineList<ExampleWard>({
  path: '/style',
  anchor: 'list',
  noun: ['ward', 'wards'],
  caption: 'Example: invented wards',
  size: 25,
  columns: [
    {
      key: 'ward',
      title: 'Ward',
      value: row => row.ward,
      html: row =>
        `<a class="govuk-link govuk-link--no-visited-state" href="/style#list">${escapeXml(row.ward)}</a><small>${escapeXml(row.borough)}</small>`,
      head: true,
      sortable: true,
    },
    { key: 'borough', title: 'Borough', value: row => row.borough, csvOnly: true },
    { key: 'offences', title: 'Offences', value: row => row.offences, numeric: true, sortable: true },
    {
      key: 'rate',
      title: 'Rate and 95% interval',
      short: 'Rate',
      value: row => row.rate,
      sortsNumbers: true,
      html: row => intervalCell(row, scale),
      headHtml: intervalCellAxis(scale),
      sortable: true,
    },
    { key: 'lower', title: 'Lower limit', value: row => row.lower, csvOnly: true },
    { key: 'upper', title: 'Upper limit', value: row => row.upper, csvOnly: true },
    {
      key: 'change',
      title: 'Change',
      value: row => changeWords(row.change, { compact: true }),
      html: row =>
        `${changeMark(row.change, { compact: true })}<small class="up-num">${decimal(row.ratio, 2)} (${decimal(row.low, 2)} to ${decimal(row.high, 2)})</small>`,
      sortable: true,
    },
    {
      key: 'level',
      title: 'Level',
      value: row => levelWords(row.years, { compact: true }),
      html: row => levelMark(row.years, { compact: true }),
    },
  ],
  filters: [
    { key: 'words', title: 'Name', kind: 'search' },
    {
      key: 'change',
      title: 'Change',
      kind: 'many',
      options: [
        { value: 'rising', text: 'Rising' },
        { value: 'falling', text: 'Falling' },
        { value: 'chance', text: 'Not distinguishable from chance' },
      ],
      match: (row, values) => values.includes(row.change),
    },
    {
      key: 'borough',
      title: 'Borough',
      kind: 'choice',
      any: 'All 4',
      options: boroughs.map(text => ({ value: text, text })),
    },
    { key: 'offences', title: 'At least', kind: 'number', min: 0, max: 1000, suffix: 'offences' },
  ],
  links: [{ text: 'How figures are made', href: '/methods' }],
  empty: {
    title: 'No wards here yet.',
    text: 'Load the boundaries to see them.',
    links: [{ text: 'How to load data', href: '/methods' }],
  },
})
