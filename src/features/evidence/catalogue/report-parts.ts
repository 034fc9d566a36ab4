// Parts of a report: beside the level above, and how the places of the file were found.
import { decimal, plural, whole } from '../../../lib/words.ts'
import { spanWords } from './rules.ts'
import type { ImportReport } from './schemas.ts'

export function parentsTable(report: ImportReport, name: (code: string) => string) {
  if (report.parents.length === 0) return null
  return {
    caption: 'Beside the level above',
    heads: ['Measure', 'Months', 'In this file', 'In the boroughs', 'Share'],
    textColumns: [1],
    rows: report.parents.map(one => [
      name(one.measure),
      spanWords(one.from, one.to, 'month'),
      whole(one.total),
      whole(one.parent),
      `${decimal(100 * one.share)}%`,
    ]),
  }
}

export function lookupRows(lookups: ImportReport['lookups']): string[] {
  const vintages = Object.entries(lookups.vintages).map(
    ([vintage, n]) => `${plural(n, 'place')} by ${vintageWords(vintage)}`,
  )
  const rest: [string, number][] = [
    ['with a space round the code, which was taken away', lookups.trimmed],
    ['of areas outside this city, left out', lookups.outside],
  ]
  const unfit: [string, Record<string, number>][] = [
    ['is not a place', lookups.notPlaces],
    ['is not known here', lookups.unknown],
  ]
  return [
    ...vintages,
    ...rest.filter(([, n]) => n > 0).map(([words, n]) => `${plural(n, 'row')} ${words}`),
    ...unfit.flatMap(([words, found]) =>
      Object.entries(found)
        .slice(0, 20)
        .map(([value, n]) => `“${value}” ${words}: ${plural(n, 'row')}`),
    ),
  ]
}

// 'ward:2024' as people say it.
function vintageWords(vintage: string): string {
  const [kind = '', year] = vintage.split(':')
  return year ? `${kind === 'lsoa' ? 'LSOA' : kind} codes of ${year}` : 'codes of no vintage'
}
