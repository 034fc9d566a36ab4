// Dates and times as files write them, as local time of the United Kingdom, in SQL over texts.
import type { Duck } from '../../../platform/files/duck.ts'

const formats = [
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M',
  '%Y-%m-%d %H:%M',
  '%Y-%m-%dT%H',
  '%Y-%m-%d',
  '%d/%m/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M',
  '%d/%m/%Y',
]

/** Works out the local time of a text column once, as the column `name` of `file`. */
export async function addTime(duck: Duck, name: string, text: string, zone?: Zone): Promise<void> {
  await duck.run(`alter table file add column ${name} timestamp`)
  await duck.run(`update file set ${name} = ${localTime(text, zone)}`)
}

export type Zone = 'Europe/London' | 'UTC'

// 12:00+01:00, 12:00:00Z: a time with its distance from UTC behind it.
const zoned = ':[0-9]{2}(\\.[0-9]+)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'

/**
 * The local time (a timestamp) of a text; null when it is none. A time that says its zone is moved to local time, so that an hour holds in
 * summer and in winter; one that does not is local already, or in UTC where the source says so. Days come first: 01/07/2026 is 1 July.
 */
function localTime(text: string, zone: Zone = 'Europe/London'): string {
  const plain = `try_strptime(regexp_replace(${text}, '(:[0-9]{2})\\.[0-9]+$', '\\1'), [${formats.map(one => `'${one}'`).join(', ')}])`
  const local = zone === 'UTC' ? `case when contains(${text}, ':') then ${fromUtc(plain)} else ${plain} end` : plain
  return `(case when regexp_matches(${text}, '${zoned}') then try_cast(${withSeconds(text)} as timestamptz) at time zone 'Europe/London' else ${local} end)`
}

const fromUtc = (timestamp: string) => `(${timestamp} at time zone 'UTC') at time zone 'Europe/London'`

// DuckDB reads 12:00:00+01:00 and not 12:00+0100.
const withSeconds = (text: string): string =>
  `regexp_replace(regexp_replace(${text}, '([T ][0-9]{2}:[0-9]{2}) ?(Z|[+-])', '\\1:00\\2'), '([+-][0-9]{2})([0-9]{2})$', '\\1:\\2')`

/** The hour (0 to 23) of a local time, or null where its text gives a day alone. */
export const hourSql = (text: string, local: string): string =>
  `case when regexp_matches(${text}, '[T ][0-9]{2}') then extract(hour from ${local})::integer end`

export const timeRemedy = {
  reason: 'The date and time cannot be read',
  remedy: 'Write 2026-07-01T22:30, 2026-07-01T21:30Z or 01/07/2026 22:30; a date alone if the time is not known.',
}
