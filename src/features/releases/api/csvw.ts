// CSV on the Web: a table's file and the words that say what its columns mean (W3C Recommendation, 2015). Pure.
import { csv } from '../../../platform/csv.ts'
import { type Column, hidden, type PublishedItem, type Table } from '../contract.ts'

/** Without the mark that spreadsheets like: RFC 4180 and the metadata say it is UTF-8. */
export const csvText = (table: Table): string =>
  csv(
    table.columns.map(({ key }) => key),
    table.rows,
  ).replace(/^\uFEFF/, '')

const datatype = ({ role }: Column): string => {
  if (role === 'count' || role === 'denominator') return 'integer'
  return role === 'rate' || role === 'lower' || role === 'upper' || role === 'share' || role === 'number'
    ? 'number'
    : 'string'
}

const isNumber = (column: Column) => datatype(column) !== 'string'

export function metadata(item: PublishedItem, table: Table, url: string, origin: string): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: url.split('/').pop(),
    'dc:title': table.caption,
    'dc:description': table.note ?? table.caption,
    'dc:temporal': item.period,
    'dc:license': { '@value': table.licence ?? item.licence },
    'dc:source': (table.sources ?? item.sources).map(
      ({ title, custodian, asAt }) => `${title}, ${custodian}${asAt ? `, as at ${asAt}` : ''}`,
    ),
    'dc:modified': { '@value': item.publishedOn, '@type': 'date' },
    'rdfs:seeAlso': { '@id': `${origin}${item.method || '/methods/disclosure'}` },
    dialect: { encoding: 'utf-8', lineTerminators: ['\r\n'], header: true },
    tableSchema: {
      columns: table.columns.map(column => ({
        name: column.key,
        titles: column.key,
        'dc:description': describe(column),
        datatype: datatype(column),
        ...(isNumber(column) ? { null: ['', hidden] } : {}),
      })),
    },
  }
}

function describe(column: Column): string {
  const unit = 'unit' in column ? `, ${column.unit}` : ''
  const made: Partial<Record<Column['role'], string>> = {
    place: 'GSS code of the place',
    period: 'month or months, from and to, both included',
    count: `${hidden} stands for a count that is hidden`,
    rate: 'worked out from the count as shown; none on fewer than 10',
    lower: 'lower end of the 95% interval',
    upper: 'upper end of the 95% interval',
    share: 'per cent, worked out from the counts as shown',
  }
  return `${column.title}${unit}${made[column.role] ? `: ${made[column.role]}` : ''}`
}
