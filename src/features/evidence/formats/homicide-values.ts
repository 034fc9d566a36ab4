// What the pack says of the columns of the homicide files, in SQL.
import { z } from 'zod'
import { quoted } from '../../../platform/files/duck.ts'
import { plainCategory } from './categories.ts'
import { combinations } from './keys.ts'
import { monthSql } from './periods.ts'
import type { Rows } from './rows.ts'

const Part = z.looseObject({
  headings: z.looseObject({
    borough: z.string(),
    year: z.string().optional(),
    month: z.string().optional(),
    value: z.string().optional(),
  }),
  exclude: z.record(z.string(), z.array(z.string())).default({}),
  entries: z.array(z.object({ where: z.record(z.string(), z.array(z.string())), measures: z.array(z.string()) })),
  /** Every value a column may hold: another one is told. */
  values: z.record(z.string(), z.array(z.string())).default({}),
})
export type Part = z.output<typeof Part>

export const HomicideCategories = z.looseObject({
  boroughAliases: z.record(z.string(), z.string()).default({}),
  areas: z.array(z.looseObject({ value: z.string(), countsTo: z.string().nullable() })).default([]),
  victims: Part.optional(),
  accused: Part.optional(),
})
export type HomicideCategories = z.output<typeof HomicideCategories>

/** The columns that are read: place, period, number, and what the pack counts apart or leaves out. The others never leave the file. */
export const headingsOf = ({ headings, exclude, entries }: Part): string[] => {
  const named = [headings.borough, headings.year, headings.month, headings.value]
  const used = [...Object.keys(exclude), ...entries.flatMap(one => Object.keys(one.where))]
  return [...new Set([...named, ...used].filter(name => name !== undefined))]
}

/** Is the value of this column one of these? Compared trimmed and without capitals. */
export const isOneOf = (rows: Rows<string>, heading: string, values: readonly string[]): string =>
  `upper(${rows.text(heading)}) in (${values.map(value => quoted(plainCategory(value))).join(', ')})`

/** First day of the period of a row: of a year '2003', of a month 'Jan-03' or '2003-01'. */
export function periodSql(rows: Rows<string>, { headings }: Part): string {
  if (!headings.month) {
    const year = rows.text(headings.year ?? '')
    return `case when regexp_full_match(${year}, '(19|20)[0-9]{2}') then ${year} || '-01-01' end`
  }
  const month = rows.text(headings.month)
  return `coalesce(${monthSql(month)}, strftime(try_strptime('01-' || ${month}, '%d-%b-%y'), '%Y-%m-%d'))`
}

/** Values that the pack does not list, in columns that matter: a new spelling would otherwise be missed in silence. */
export async function unlistedWords(rows: Rows<string>, part: Part): Promise<string[]> {
  const words: string[] = []
  for (const heading of headingsOf(part)) {
    const listed = part.values[heading]?.map(plainCategory)
    if (!listed) continue
    const found = await combinations(rows, [heading])
    for (const { key, rows: count } of found.filter(one => !listed.includes(plainCategory(one.key))).slice(0, 10))
      words.push(`${heading} holds “${key.trim().slice(0, 40)}” in ${count} rows, which the pack does not list.`)
  }
  return words
}
