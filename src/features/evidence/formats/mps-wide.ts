// Metropolitan Police "Recorded Crime: Geographic Breakdown": one row an area and category, one column a month.
import { type DataFormat, dataFormat, refused, type SafeFile } from '../import/format.ts'
import { readCategories } from './categories.ts'
import { columnOf } from './columns.ts'
import { type Level, type MonthColumn, type Role, readWide, WideCategories, WideOptions } from './mps-wide-read.ts'
import { type Roles, withRows } from './rows.ts'

const areaNames: Record<Level, readonly string[]> = {
  lsoa: ['lsoa_code', 'LSOA Code'],
  ward: ['WardCode'],
  borough: ['BoroughName', 'LookUp_BoroughName', 'borough'],
}

/** The finest area the headings speak of: a ward file names boroughs too. */
const levelOf = (file: SafeFile): Level | undefined =>
  (['lsoa', 'ward', 'borough'] as const).find(level => columnOf(file, areaNames[level]) >= 0)

const monthColumns = (file: SafeFile): MonthColumn[] =>
  file.headings
    .filter(heading => /^(19|20)\d{2}(0[1-9]|1[0-2])$/.test(heading))
    .map(heading => ({ role: heading, month: `${heading.slice(0, 4)}-${heading.slice(4)}` }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))

const rolesOf = (level: Level, months: readonly MonthColumn[]): Roles<Role> => ({
  major: { names: ['MajorText', 'major_category'], required: true },
  minor: { names: ['MinorText', 'minor_category'], required: true },
  area: { names: areaNames[level], required: true },
  ...Object.fromEntries(months.map(({ role }) => [role, { names: [role], required: true, holds: 'number' as const }])),
})

export const mpsWide: DataFormat = dataFormat<WideOptions>({
  name: 'mps-wide',
  title: 'Metropolitan Police recorded crime, geographic breakdown',
  kind: 'series',
  options: WideOptions,
  help: {
    about:
      'One row an area and category, one column a month (YYYYMM). Boroughs by name, wards and LSOAs by code. As published on the London Datastore; both heading styles.',
    columns: [
      { name: 'MajorText', required: true, meaning: 'Major category' },
      { name: 'MinorText', required: true, meaning: 'Minor category; the pack maps it to measures' },
      { name: 'WardCode, lsoa_code or BoroughName', required: true, meaning: 'The area' },
      { name: '202404 …', required: true, meaning: 'Offences of that month, one column each' },
    ],
    example:
      'MajorText,MinorText,WardName,WardCode,LookUp_BoroughName,202402,202403\nROBBERY,ROBBERY OF PERSONAL PROPERTY,Abbey,E05014053,Barking and Dagenham,4,6',
  },
  level: levelOf,
  finds: ['scheme'],
  read: async (file, options, context) => {
    const level = levelOf(file)
    const months = monthColumns(file)
    if (!level) return missing(file, 'with the area', 'It needs WardCode, lsoa_code or BoroughName.')
    if (months.length === 0)
      return missing(file, 'headed with a month such as 202404', 'Send the file as published, or use measure-csv.')
    const categories = readCategories(context, file.name, WideCategories)
    if (!categories.ok) return categories
    return withRows(file, context, { format: 'mps-wide', roles: rolesOf(level, months) }, rows =>
      readWide({ rows, level, months, options, categories: categories.value }),
    )
  },
})

const missing = (file: SafeFile, what: string, remedy: string) =>
  refused({ file: file.name, line: 1, reason: `The file has no column ${what}`, remedy })
