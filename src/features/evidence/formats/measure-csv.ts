// The general shape any partner can fill: one row a place, period and measure. Or, where the source names columns, one column a measure.
import { type DataFormat, dataFormat } from '../import/format.ts'
import { readMeasures } from './measure-csv-read.ts'
import { withRows } from './rows.ts'
import { readCsvTable } from './table.ts'
import { TableOptions } from './table-columns.ts'

const headings = 'place code,period,measure,numerator,denominator,note'

const roles = {
  place: { names: ['place code', 'place', 'code', 'area code'], required: true },
  period: { names: ['period'], required: true },
  measure: { names: ['measure', 'measure code'], required: true },
  numerator: { names: ['numerator', 'value', 'count'], required: true },
  denominator: { names: ['denominator'], required: false },
  note: { names: ['note'], required: false },
}

export const measureCsv: DataFormat = dataFormat<TableOptions>({
  name: 'measure-csv',
  title: 'Figures by place and period (measure CSV)',
  kind: 'series',
  options: TableOptions,
  help: {
    about:
      'One row a place, period and measure. A place and period that is not written down is unknown, not 0: write 0 where there were none. Send counts, never people.',
    columns: [
      { name: 'place code', required: true, meaning: 'Official code of an LSOA, ward, borough or the city' },
      {
        name: 'period',
        required: true,
        meaning: 'Month 2024-02, quarter 2024-Q1, year 2024, or a day 2024-03-31 for a state on that day',
      },
      {
        name: 'measure',
        required: true,
        meaning: 'Code of a measure of this pack (see the catalogue of measures)',
      },
      { name: 'numerator', required: true, meaning: 'The count, or the value itself' },
      { name: 'denominator', required: false, meaning: 'What a rate is taken of: 412 pupils' },
      {
        name: 'note',
        required: false,
        meaning:
          'One of: provisional, revised, estimated, incomplete, partial, rounded, final, not comparable. Other text is not kept',
      },
    ],
    example: `${headings}\nCODE,2024-02,MEASURE,12,,\nCODE,2024-Q1,MEASURE,31,,provisional`,
  },
  exampleIn: ({ wards, measure, month }) =>
    `${headings}\n${wards[0]},${month},${measure},12,,\n${wards[1]},${month},${measure},7,,provisional`,
  read: (file, options, context) =>
    options.columns.length > 0
      ? readCsvTable(file, options, context)
      : withRows(file, context, { format: 'measure-csv', roles }, rows => readMeasures(rows, options)),
})
